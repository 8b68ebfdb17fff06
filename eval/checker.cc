#include "eval/checker.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/process.h"
#include "base/status.h"
#include "eval/row_compare.h"
#include "eval/text_checks.h"

namespace alhf::eval {
namespace {

constexpr absl::Duration kScorerTimeout = absl::Minutes(1);

Verdict If(bool holds, absl::string_view why) {
  return holds ? Verdict{true, ""} : Verdict{false, std::string(why)};
}

Verdict Not(absl::string_view why) { return {false, std::string(why)}; }

// The three checks that text and SQL have alike.
Verdict JudgeWords(CheckKind kind, absl::string_view text,
                   const std::string& value) {
  switch (kind) {
    case CheckKind::kAnswerContains:
    case CheckKind::kSqlContains:
      return If(ContainsText(text, value), "it is not in it");
    case CheckKind::kAnswerExcludes:
    case CheckKind::kSqlExcludes:
      return If(!ContainsText(text, value), "it is in it");
    default:
      return If(MatchesPattern(text, value), "nothing matches");
  }
}

Verdict JudgeLength(absl::string_view text, const std::string& value) {
  size_t most = 0;
  const size_t words = CountWords(text);
  return If(absl::SimpleAtoi(value, &most) && words <= most,
            absl::StrCat("there are ", words, " words"));
}

Verdict JudgeSources(const Check& check, const Answer& answer) {
  if (answer.sources.empty()) return Not("there are no sources");
  const bool found = std::any_of(
      answer.sources.begin(), answer.sources.end(),
      [&](const auto& path) { return ContainsText(path, check.value); });
  const bool wanted = check.kind == CheckKind::kSourcesInclude;
  return If(found == wanted, wanted ? "no source has it" : "a source has it");
}

absl::StatusOr<Verdict> JudgeByCommand(const std::string& command,
                                       const Answer& answer) {
  const CommandResult result =
      RunCommand({"/bin/sh", "-c", command}, {}, kScorerTimeout,
                 ToJson(answer).dump() + "\n");
  if (result.exit_code == 0) return Verdict{true, ""};
  if (result.exit_code == 1) {
    return Not(absl::StrCat("the scorer says no ",
                            absl::StripAsciiWhitespace(result.out)));
  }
  return absl::InternalError(absl::StrCat(
      "the scorer `", command, "` ",
      result.exit_code.has_value()
          ? absl::StrCat("ended with ", *result.exit_code,
                         ", where 0 means that it holds and 1 that it does not")
          : std::string("took longer than a minute"),
      ": ", absl::StripAsciiWhitespace(result.err)));
}

void ForEachCheck(
    const std::vector<Scenario>& scenarios,
    absl::FunctionRef<void(const Scenario&, const Check&)> visit) {
  for (const Scenario& scenario : scenarios) {
    for (const Question& question : scenario.questions) {
      for (const Check& check : question.completeness) visit(scenario, check);
      for (const Requirement& each : question.requirements) {
        for (const Check& check : each.checks) visit(scenario, check);
      }
    }
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Checker>> Checker::Make(
    const std::vector<Scenario>& scenarios, Database* database) {
  std::unique_ptr<Checker> checker(new Checker(database));
  ALHF_RETURN_IF_ERROR(checker->Prepare(scenarios));
  return checker;
}

absl::Status Checker::Prepare(const std::vector<Scenario>& scenarios) {
  absl::Status status;
  bool with_sqlglot = false;
  bool with_sqlite = false;
  ForEachCheck(scenarios, [&](const Scenario& scenario, const Check& check) {
    if (check.kind == CheckKind::kRowsEqualSql) {
      status.Update(PrepareRows(check.value, scenario.line));
    } else if (check.kind == CheckKind::kSqlParsesAs) {
      with_sqlite = with_sqlite || check.value == "sqlite";
      with_sqlglot = with_sqlglot ||
                     (check.value != "sqlite" && check.value != "postgresql");
    }
  });
  ALHF_RETURN_IF_ERROR(status);
  std::string schema;
  if (with_sqlite && database_ != nullptr) {
    ALHF_ASSIGN_OR_RETURN(schema, database_->SqliteSchema());
  }
  ALHF_ASSIGN_OR_RETURN(syntax_, SqlSyntax::Make(schema, with_sqlglot));
  return absl::OkStatus();
}

absl::Status Checker::PrepareRows(const std::string& sql, int line) {
  if (database_ == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("line ", line,
                     ": rows_equal_sql needs the database that the system "
                     "answers from: name it with --database"));
  }
  if (expected_.count(sql) > 0) return absl::OkStatus();
  auto rows = ReadExpectedRows(sql, *database_);
  if (!rows.ok()) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 absl::StrCat("line ", line,
                              ": rows_equal_sql: ", rows.status().message()));
  }
  expected_.emplace(sql, *std::move(rows));
  return absl::OkStatus();
}

absl::StatusOr<Verdict> Checker::Judge(const Check& check,
                                       const Answer& answer) const {
  switch (check.kind) {
    case CheckKind::kSqlContains:
    case CheckKind::kSqlExcludes:
    case CheckKind::kSqlMatches:
    case CheckKind::kSqlParsesAs:
    case CheckKind::kRowsEqualSql:
      return JudgeSql(check, answer);
    case CheckKind::kSourcesInclude:
    case CheckKind::kSourcesExclude:
      return JudgeSources(check, answer);
    default:
      break;
  }
  if (!answer.answered) return Not("there is no answer");
  switch (check.kind) {
    case CheckKind::kMaxWords:
      return JudgeLength(answer.text, check.value);
    case CheckKind::kFormat:
      return If(HasFormat(answer.text, check.value), "it has another format");
    case CheckKind::kCommand:
      return JudgeByCommand(check.value, answer);
    default:
      return JudgeWords(check.kind, answer.text, check.value);
  }
}

absl::StatusOr<Verdict> Checker::JudgeSql(const Check& check,
                                          const Answer& answer) const {
  if (answer.sql.empty() && !answer.table.has_value()) {
    return Not("there is no SQL");
  }
  if (check.kind == CheckKind::kRowsEqualSql) return JudgeRows(check, answer);
  if (check.kind != CheckKind::kSqlParsesAs) {
    return JudgeWords(check.kind, answer.sql, check.value);
  }
  const absl::Status status = syntax_->Check(check.value, answer.sql);
  if (status.ok()) return Verdict{true, ""};
  if (absl::IsInvalidArgument(status)) return Not(status.message());
  return status;
}

absl::StatusOr<Verdict> Checker::JudgeRows(const Check& check,
                                           const Answer& answer) const {
  const auto expected = expected_.find(check.value);
  if (expected == expected_.end()) {
    return absl::InternalError("the rows of a check were not read");
  }
  v1::Table table;
  if (answer.table.has_value() && !answer.table->truncated()) {
    table = *answer.table;
  } else {
    // Rows that were cut, or did not come: the statement is run again.
    const bool other =
        answer.table.has_value() && !answer.table->executed_sql().empty();
    auto rows =
        database_->Query(other ? answer.table->executed_sql() : answer.sql);
    if (!rows.ok()) return Not(rows.status().message());
    table = *std::move(rows);
  }
  const auto difference = Difference(expected->second, table);
  return difference.has_value() ? Not(*difference) : Verdict{true, ""};
}

}  // namespace alhf::eval

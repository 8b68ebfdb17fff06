#include "components/sql_generator/model_stage.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "alhf/sdk/model/prompt.h"
#include "alhf/sdk/status.h"
#include "components/sql_generator/adjustments.h"
#include "components/sql_generator/engine.h"
#include "components/sql_generator/keywords.h"
#include "components/sql_generator/schema_text.h"
#include "components/sql_generator/statement_calls.h"

namespace alhf::sql_generator {
namespace {

constexpr char kInstructions[] =
    R"(Write one SQL statement that answers the question from the database below.

Answer with a JSON object:
- sql: the statement, in the dialect that is asked for, or in the one that
  people taught. It only reads, begins with SELECT or WITH, has its literals in
  place, and no comments.
- dialect: of sql, in lower case, e.g. postgresql or sqlite.
- executable_sql: the same statement for the engine that is connected; empty
  where sql runs there as it is.
- cannot: empty. Where the tables below do not hold the answer: in one sentence
  what is missing, and nothing in the other fields.

Use only the tables and columns below. Name each column of the result for what
it is. Where the question asks for a number per something, sort by that
something.)";

absl::Status NoQuery(absl::string_view what) {
  return Error(absl::StatusCode::kInternal, Reason::MODEL_ANSWER_INVALID,
               absl::StrCat("the statement ", what));
}

// What was written may be corrected; all else is not its fault.
bool IsAboutStatement(const absl::Status& status) {
  return ReasonOf(status) == Reason::COMPONENT_FAILED ||
         ReasonOf(status) == Reason::MODEL_ANSWER_INVALID;
}

std::vector<sdk::ChatMessage> PromptFor(const sdk::ModelTask& task,
                                        const Catalog& catalog, Engine dialect,
                                        absl::CivilDay today) {
  const v1::Query& query = task.request.query();
  sdk::PromptParts parts;
  parts.instructions = kInstructions;
  parts.reference = {{"schema", SchemaText(catalog.schema())},
                     {"meaning", SemanticText(catalog.semantic())}};
  parts.guidance = task.guidance;
  parts.material = {
      {"setting",
       absl::StrCat("Dialect asked for: ", NameOf(dialect),
                    "\nEngine connected: ", NameOf(catalog.engine()),
                    "\nToday: ", absl::FormatCivilTime(today), "\n")},
      {"conversation", sdk::TurnsText(query)}};
  parts.question = query.text();
  return sdk::BuildPrompt(parts);
}

v1::StepOutput CannotAnswer(const WrittenSql& written,
                            const v1::StepOutput& embedded) {
  v1::StepOutput output;
  output.mutable_refusal()->set_reason(written.cannot());
  *output.mutable_refusal()->mutable_not_understood() =
      embedded.refusal().not_understood();
  return output;
}

}  // namespace

absl::StatusOr<std::string> OneQuery(absl::string_view sql) {
  sql = absl::StripAsciiWhitespace(sql);
  while (absl::EndsWith(sql, ";")) {
    sql = absl::StripAsciiWhitespace(sql.substr(0, sql.size() - 1));
  }
  const absl::string_view word =
      sql.substr(0, std::min(sql.find_first_of(" \t\r\n(*"), sql.size()));
  if (!absl::EqualsIgnoreCase(word, "SELECT") &&
      !absl::EqualsIgnoreCase(word, "WITH")) {
    return NoQuery("does not begin with SELECT or WITH");
  }
  char quote = '\0';
  for (const char c : sql) {
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (c == ';') {
      return NoQuery("is more than one");
    }
  }
  return std::string(sql);
}

absl::StatusOr<sdk::ModelScope> SqlModelStage::Scope() const {
  sdk::ModelScope scope;
  v1::Facet& database = scope.always.emplace_back();
  database.set_key("database");
  database.set_value(database_->name());
  v1::FacetKnowledge& parts = scope.may.emplace_back();
  parts.set_key("date_part");
  for (const DatePart part :
       {DatePart::kYear, DatePart::kQuarter, DatePart::kMonth, DatePart::kWeek,
        DatePart::kDayOfWeek, DatePart::kDay}) {
    parts.add_values(NameOf(part));
  }
  ALHF_ASSIGN_OR_RETURN(const auto catalog,
                        database_->CatalogOf(0, Freshness::kAny));
  v1::FacetKnowledge& tables = scope.may.emplace_back();
  tables.set_key("table");
  for (const Table& table : catalog->schema().tables()) {
    tables.add_values(table.name);
  }
  return scope;
}

absl::StatusOr<v1::StepOutput> SqlModelStage::Run(const WrittenSql& written,
                                                  size_t source,
                                                  Engine executed,
                                                  Engine dialect,
                                                  absl::Time deadline) const {
  v1::StepOutput output;
  v1::Table& table = *output.mutable_table();
  ALHF_ASSIGN_OR_RETURN(*table.mutable_sql(), OneQuery(written.sql()));
  std::string runs = table.sql();
  if (!written.executable_sql().empty()) {
    ALHF_ASSIGN_OR_RETURN(runs, OneQuery(written.executable_sql()));
  }
  ALHF_RETURN_IF_ERROR(CheckCalls(runs));
  table.set_dialect(written.dialect().empty() ? NameOf(dialect)
                                              : written.dialect());
  table.set_database(database_->name());
  if (runs != table.sql()) {
    table.set_executed_sql(runs);
    table.set_executed_dialect(NameOf(executed));
  }
  ExecuteLimits limits = database_->limits();
  limits.only_schema = true;
  limits.time = std::max(std::min(limits.time, deadline - clock_.Now()),
                         absl::Milliseconds(1));
  ALHF_ASSIGN_OR_RETURN(ResultSet result,
                        database_->Execute(source, runs, limits));
  table.set_truncated(result.truncated);
  table.mutable_columns()->Assign(result.columns.begin(), result.columns.end());
  for (v1::Row& row : result.rows) *table.add_rows() = std::move(row);
  return output;
}

absl::StatusOr<std::optional<v1::StepOutput>> SqlModelStage::Answer(
    const sdk::ModelTask& task, sdk::ModelSession& model) const {
  Settings settings;
  for (const v1::AdjustmentItem& item : task.items) Apply(item, settings);
  const size_t source = settings.dialect.has_value()
                            ? database_->SourceOf(*settings.dialect).value_or(0)
                            : 0;
  ALHF_ASSIGN_OR_RETURN(const auto catalog, database_->CatalogOf(source));
  const Engine dialect = settings.dialect.value_or(catalog->engine());
  ALHF_ASSIGN_OR_RETURN(
      const absl::CivilDay today,
      TodayIn(task.request.query().time_zone(), task.context.now()));
  std::vector<sdk::ChatMessage> messages =
      PromptFor(task, *catalog, dialect, today);
  for (bool again = false;; again = true) {
    WrittenSql written;
    ALHF_RETURN_IF_ERROR(model.AskJson(messages, written));
    if (!written.cannot().empty()) {
      if (!task.embedded.has_refusal()) return std::nullopt;
      return CannotAnswer(written, task.embedded);
    }
    auto output =
        Run(written, source, catalog->engine(), dialect, model.deadline());
    if (output.ok()) return *std::move(output);
    if (again || !IsAboutStatement(output.status())) return output.status();
    messages.push_back(
        {sdk::ChatRole::kUser,
         absl::StrCat(
             "That does not run: ", std::string(output.status().message()),
             "\nAnswer again, with the statement corrected.")});
  }
}

}  // namespace alhf::sql_generator

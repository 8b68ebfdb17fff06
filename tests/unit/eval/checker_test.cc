#include "eval/checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/eval/harbour_database.h"

namespace alhf::eval {
namespace {

using ::testing::HasSubstr;

Answer Boats() {
  Answer answer;
  answer.question = "How many boats?";
  answer.text = "There are 6 boats.";
  answer.answered = true;
  answer.sql = "SELECT COUNT(*) FROM boats";
  answer.table.emplace();
  answer.table->set_sql(answer.sql);
  answer.table->add_columns("n");
  answer.table->add_rows()->add_cells()->set_integer(6);
  answer.sources = {"piers/one.md", "Boats.md"};
  return answer;
}

// A scenario that has `checks`, so that they are made ready.
std::vector<Scenario> With(const std::vector<Check>& checks) {
  std::vector<Scenario> scenarios(1);
  scenarios[0].line = 7;
  scenarios[0].questions.resize(1);
  scenarios[0].questions[0].completeness = checks;
  return scenarios;
}

TEST(CheckerTest, JudgesEachKind) {
  const struct {
    Check check;
    bool holds;
  } kCases[] = {
      {{CheckKind::kAnswerContains, "6 BOATS"}, true},
      {{CheckKind::kAnswerContains, "7 boats"}, false},
      {{CheckKind::kAnswerExcludes, "ship"}, true},
      {{CheckKind::kAnswerExcludes, "boat"}, false},
      {{CheckKind::kAnswerMatches, "\\b6\\b"}, true},
      {{CheckKind::kAnswerMatches, "^6"}, false},
      {{CheckKind::kSqlContains, "count("}, true},
      {{CheckKind::kSqlContains, "sum("}, false},
      {{CheckKind::kSqlExcludes, "where"}, true},
      {{CheckKind::kSqlExcludes, "FROM"}, false},
      {{CheckKind::kSqlMatches, "count\\(.*\\) from"}, true},
      {{CheckKind::kSqlMatches, "limit \\d"}, false},
      {{CheckKind::kSqlParsesAs, "postgresql"}, true},
      {{CheckKind::kSqlParsesAs, "sqlite"}, true},
      {{CheckKind::kSqlParsesAs, "mysql"}, true},
      {{CheckKind::kRowsEqualSql, "SELECT COUNT(*) FROM boats"}, true},
      {{CheckKind::kRowsEqualSql, "SELECT COUNT(*) FROM long_boats"}, false},
      {{CheckKind::kSourcesInclude, "piers/"}, true},
      {{CheckKind::kSourcesInclude, "sails"}, false},
      {{CheckKind::kSourcesExclude, "sails"}, true},
      {{CheckKind::kSourcesExclude, "boats.md"}, false},
      {{CheckKind::kMaxWords, "4"}, true},
      {{CheckKind::kMaxWords, "3"}, false},
      {{CheckKind::kFormat, "prose"}, true},
      {{CheckKind::kFormat, "bullets"}, false},
      {{CheckKind::kCommand, "grep -q '\"rows\":\\[\\[6\\]\\]'"}, true},
      {{CheckKind::kCommand, "grep -q '\"answered\":false'"}, false},
  };
  HarbourDatabase harbour;
  std::vector<Check> checks;
  for (const auto& each : kCases) checks.push_back(each.check);
  const auto checker = Checker::Make(With(checks), harbour.get());
  ASSERT_TRUE(checker.ok()) << checker.status();
  for (const auto& each : kCases) {
    const auto verdict = (*checker)->Judge(each.check, Boats());
    ASSERT_TRUE(verdict.ok()) << verdict.status();
    EXPECT_EQ(verdict->holds, each.holds) << Describe(each.check);
    EXPECT_EQ(verdict->why.empty(), each.holds) << Describe(each.check);
  }
}

TEST(CheckerTest, SilenceEarnsNothing) {
  HarbourDatabase harbour;
  const std::vector<Check> checks = {
      {CheckKind::kAnswerExcludes, "ship"},
      {CheckKind::kMaxWords, "40"},
      {CheckKind::kFormat, "prose"},
      {CheckKind::kCommand, "true"},
      {CheckKind::kSqlExcludes, "where"},
      {CheckKind::kSqlParsesAs, "sqlite"},
      {CheckKind::kRowsEqualSql, "SELECT 1 WHERE 0"},
      {CheckKind::kSourcesExclude, "sails"}};
  const auto checker = Checker::Make(With(checks), harbour.get());
  ASSERT_TRUE(checker.ok()) << checker.status();
  Answer refusal;
  refusal.text = "I cannot answer that.";
  for (const Check& check : checks) {
    const auto verdict = (*checker)->Judge(check, refusal);
    ASSERT_TRUE(verdict.ok()) << verdict.status();
    EXPECT_FALSE(verdict->holds) << Describe(check);
  }
}

TEST(CheckerTest, RunsSqlWhoseRowsAreNotThere) {
  HarbourDatabase harbour;
  const Check check{CheckKind::kRowsEqualSql, "SELECT name FROM boats"};
  const auto checker = Checker::Make(With({check}), harbour.get());
  Answer answer;
  answer.sql = "SELECT name FROM boats";
  EXPECT_TRUE((*checker)->Judge(check, answer)->holds);
  answer.sql = "SELECT nowhere FROM boats";
  EXPECT_THAT((*checker)->Judge(check, answer)->why,
              HasSubstr("no such column"));
  // Rows that were cut are read again, by the statement that really ran.
  answer.sql = "SELECT name FROM only_there";
  answer.table.emplace();
  answer.table->set_truncated(true);
  answer.table->set_executed_sql("SELECT name FROM boats");
  EXPECT_TRUE((*checker)->Judge(check, answer)->holds);
}

TEST(CheckerTest, SaysWhatAFileNeedsAndIsNotThere) {
  const Check rows{CheckKind::kRowsEqualSql, "SELECT 1"};
  EXPECT_EQ(Checker::Make(With({rows}), nullptr).status().code(),
            absl::StatusCode::kFailedPrecondition);
  HarbourDatabase harbour;
  const auto wrong = Checker::Make(
      With({{CheckKind::kRowsEqualSql, "SELECT x FROM boats"}}), harbour.get());
  EXPECT_THAT(std::string(wrong.status().message()),
              HasSubstr("line 7: rows_equal_sql: SQLite: no such column: x"));
}

TEST(CheckerTest, AScorerThatFailsIsNoVerdict) {
  const Check broken{CheckKind::kCommand, "echo oh no >&2; exit 3"};
  const auto checker = Checker::Make(With({broken}), nullptr);
  const auto verdict = (*checker)->Judge(broken, Boats());
  EXPECT_EQ(verdict.status().code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(verdict.status().message()),
              HasSubstr("ended with 3"));
  EXPECT_THAT(std::string(verdict.status().message()), HasSubstr("oh no"));
}

}  // namespace
}  // namespace alhf::eval

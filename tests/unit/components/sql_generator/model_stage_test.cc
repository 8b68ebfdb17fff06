#include "components/sql_generator/model_stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/sdk/model/model_component.h"
#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/support/golden.h"
#include "tests/unit/components/sql_generator/library.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sql_generator {
namespace {

using ::alhf::testing::ComponentHarness;
using ::alhf::testing::Golden;
using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using sdk::Completion;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kQuestion[] = "How many loans were made in 2025?";

std::string Written(const std::string& sql, const std::string& dialect = "",
                    const std::string& executable = "",
                    const std::string& cannot = "") {
  nlohmann::ordered_json json = {{"sql", sql},
                                 {"dialect", dialect},
                                 {"executable_sql", executable},
                                 {"cannot", cannot}};
  return json.dump();
}

class SqlModelStageTest : public ::testing::Test {
 protected:
  SqlModelStageTest() {
    config::v1::ModelEngine config;
    *config.mutable_chat() = endpoint_.config();
    config.set_assess(config::v1::ModelEngine::NEVER);
    const std::shared_ptr<const Database> database = library_.Open();
    auto component = sdk::WithModel(
        config, library_.Generator(),
        std::make_unique<SqlModelStage>(database, library_.clock()),
        endpoint_.parts());
    EXPECT_THAT(component, IsOk());
    harness_ = std::make_unique<ComponentHarness>(*std::move(component));
  }

  v1::StepOutput Ask(const std::string& question = kQuestion) {
    v1::Query query;
    query.set_text(question);
    query.mutable_now()->set_seconds(absl::ToUnixSeconds(LibraryNow()));
    const auto output = harness_->Run(query);
    EXPECT_THAT(output, IsOk());
    return output.value_or(v1::StepOutput());
  }

  Library library_;
  sdk::ScriptedEndpoint endpoint_;
  std::unique_ptr<ComponentHarness> harness_;
};

TEST_F(SqlModelStageTest, RunsWhatTheModelWrote) {
  endpoint_.Say(Completion(Written("SELECT 41 + 1 AS answer;", "sqlite")));
  const v1::StepOutput output = Ask();
  EXPECT_EQ(output.model(), "tested");
  EXPECT_EQ(output.table().sql(), "SELECT 41 + 1 AS answer");
  EXPECT_EQ(output.table().dialect(), "sqlite");
  EXPECT_EQ(output.table().executed_sql(), "");
  EXPECT_EQ(output.table().database(), "library");
  EXPECT_THAT(output.table().columns(), ElementsAre("answer"));
  EXPECT_EQ(RowsOf(output.table()), "42");
}

TEST_F(SqlModelStageTest, ThePromptIsAsItWasLookedAt) {
  ASSERT_THAT(harness_->Teach("We are on Postgres, use ISO weeks."), IsOk());
  ASSERT_THAT(harness_->Teach("SQL shall quote the name of every column."),
              IsOk());
  endpoint_.Say(Completion(Written("SELECT 1")));
  Ask("How many loans were made per week in 2025?");
  const std::string prompt = endpoint_.Prompt(0);
  EXPECT_EQ(prompt, Golden("prompts/sql_generator.txt", prompt));
}

TEST_F(SqlModelStageTest, WritesInTheDialectThatWasTaught) {
  ASSERT_THAT(harness_->Teach("We are on Postgres."), IsOk());
  endpoint_.Say(
      Completion(Written("SELECT now()", "postgresql", "SELECT 1 AS n")));
  const v1::StepOutput output = Ask();
  EXPECT_THAT(endpoint_.Prompt(0),
              HasSubstr("Dialect asked for: postgresql\nEngine connected: "
                        "sqlite\n"));
  EXPECT_EQ(output.table().sql(), "SELECT now()");
  EXPECT_EQ(output.table().dialect(), "postgresql");
  EXPECT_EQ(output.table().executed_sql(), "SELECT 1 AS n");
  EXPECT_EQ(output.table().executed_dialect(), "sqlite");
}

TEST_F(SqlModelStageTest, AStatementThatDoesNotRunIsCorrectedOnce) {
  endpoint_.Say(Completion(Written("SELECT no_such FROM loans")));
  endpoint_.Say(Completion(Written("SELECT 2")));
  EXPECT_EQ(RowsOf(Ask().table()), "2");
  EXPECT_THAT(endpoint_.requests(), SizeIs(2));
  EXPECT_THAT(endpoint_.Prompt(1), HasSubstr("no such column"));
}

TEST_F(SqlModelStageTest, AfterThatTheEngineAnswers) {
  endpoint_.Say(Completion(Written("SELECT no_such FROM loans")));
  const v1::StepOutput output = Ask();
  EXPECT_THAT(endpoint_.requests(), SizeIs(2));
  EXPECT_EQ(output.model(), "");
  EXPECT_EQ(RowsOf(output.table()), library_.Rows(kQuestion));
  EXPECT_THAT(output.notes(), ElementsAre(HasSubstr("no such column")));
}

TEST_F(SqlModelStageTest, NothingIsWritten) {
  for (const char* sql :
       {"DELETE FROM loans", "PRAGMA query_only = 0", "ATTACH '/tmp/x.db' AS x",
        "SELECT 1; DELETE FROM loans", "", "EXPLAIN SELECT 1",
        "/* */ DELETE FROM loans"}) {
    sdk::ScriptedEndpoint endpoint;
    endpoint_.Say(Completion(Written(sql)));
    const v1::StepOutput output = Ask();
    EXPECT_EQ(output.model(), "") << sql;
    EXPECT_EQ(RowsOf(output.table()), library_.Rows(kQuestion)) << sql;
  }
  // What begins as a query is stopped by the connection.
  endpoint_.Say(Completion(Written(
      "WITH x AS (SELECT 1) DELETE FROM loans WHERE id IN (SELECT * FROM x)")));
  EXPECT_EQ(Ask().model(), "");
  EXPECT_EQ(RowsOf(Ask().table()), library_.Rows(kQuestion));
}

TEST_F(SqlModelStageTest, WhatCannotBeAnsweredIsRefused) {
  endpoint_.Say(Completion(Written("", "", "", "There are no zeppelins.")));
  const v1::StepOutput output = Ask("How many zeppelins are there?");
  EXPECT_EQ(output.refusal().reason(), "There are no zeppelins.");
  EXPECT_THAT(output.refusal().not_understood(), ElementsAre("zeppelins"));
  EXPECT_EQ(output.model(), "tested");
  // Who can answer does.
  EXPECT_EQ(RowsOf(Ask().table()), library_.Rows(kQuestion));
}

TEST_F(SqlModelStageTest, ScopesAreOfThisDatabase) {
  const SqlModelStage stage(library_.Open(), library_.clock());
  const auto scope = stage.Scope();
  ASSERT_THAT(scope, IsOk());
  ASSERT_THAT(scope->always, SizeIs(1));
  EXPECT_EQ(scope->always[0].value(), "library");
  ASSERT_THAT(scope->may, SizeIs(2));
  EXPECT_THAT(scope->may[0].values(), ::testing::Contains("week"));
  EXPECT_THAT(scope->may[1].values(), ::testing::Contains("loans"));
}

TEST(OneQueryTest, TakesOneStatementThatReads) {
  EXPECT_THAT(OneQuery(" select 1 ;\n;"), IsOkAndHolds("select 1"));
  EXPECT_THAT(OneQuery("WITH a AS (SELECT ';') SELECT * FROM a"),
              IsOkAndHolds("WITH a AS (SELECT ';') SELECT * FROM a"));
  EXPECT_THAT(OneQuery("SELECT\n\"a;b\""), IsOk());
  EXPECT_THAT(OneQuery("SELECT*FROM a"), IsOk());
  for (const char* sql : {"", ";", "SELECTED", "(SELECT 1)", "SELECT 1; x",
                          "-- SELECT\nDELETE"}) {
    EXPECT_EQ(ReasonOf(OneQuery(sql).status()), Reason::MODEL_ANSWER_INVALID)
        << sql;
  }
}

}  // namespace
}  // namespace alhf::sql_generator

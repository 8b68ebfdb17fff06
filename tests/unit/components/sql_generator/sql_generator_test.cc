#include "components/sql_generator/sql_generator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::ComponentHarness;
using alhf::testing::IsOk;
using alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class SqlGeneratorTest : public ::testing::Test {
 protected:
  v1::StepOutput Ask(const std::string& question) {
    v1::Query query;
    query.set_text(question);
    query.mutable_now()->set_seconds(absl::ToUnixSeconds(LibraryNow()));
    const auto output = harness_.Run(query);
    EXPECT_THAT(output, IsOk());
    return output.value_or(v1::StepOutput());
  }
  std::string Rows(const std::string& question) {
    const v1::StepOutput output = Ask(question);
    EXPECT_FALSE(output.has_refusal()) << output.refusal().reason();
    return RowsOf(output.table());
  }
  v1::Assessment Teach(const std::string& text) {
    const auto assessment = harness_.Teach(text);
    EXPECT_THAT(assessment, IsOk());
    return assessment.value_or(v1::Assessment());
  }
  v1::Assessment Assess(const std::string& text,
                        const v1::Exchange& exchange = {}) {
    const auto assessment = harness_.Assess(text, exchange);
    EXPECT_THAT(assessment, IsOk());
    return assessment.value_or(v1::Assessment());
  }
  std::vector<std::string> Targets(const std::string& question) {
    const auto adjustment = harness_.Adjust(question);
    EXPECT_THAT(adjustment, IsOk());
    std::vector<std::string> targets;
    for (const v1::AdjustmentItem& item : adjustment->items()) {
      if (item.score() >= 0.5) targets.push_back(item.target());
    }
    return targets;
  }

  Library library_;
  ComponentHarness harness_{library_.Generator()};
};

TEST_F(SqlGeneratorTest, LearnsDialectAndWeeksFromOneSentence) {
  const v1::StepOutput before =
      Ask("How many loans were made per week of the year in 2025?");
  EXPECT_EQ(before.table().dialect(), "sqlite");
  EXPECT_THAT(before.table().columns(),
              ElementsAre("year", "week", "loans_count"));
  EXPECT_EQ(RowsOf(before.table()),
            "2025|0|2 2025|1|1 2025|23|1 2025|43|1 2025|51|1 2025|52|2");

  const v1::Assessment assessment = Teach("We are on Postgres, use ISO weeks.");
  EXPECT_EQ(assessment.outcome(), v1::OUTCOME_CLAIMED);
  ASSERT_EQ(assessment.proposals_size(), 2);
  EXPECT_EQ(assessment.proposals(0).effect(), v1::EFFECT_ENFORCED);
  EXPECT_EQ(assessment.proposals(0).span().end(), 18);
  EXPECT_EQ(assessment.proposals(1).effect(), v1::EFFECT_ENFORCED);
  EXPECT_EQ(assessment.proposals(1).span().begin(), 20);

  const v1::StepOutput after = Ask("weekly number of borrowings in 2025");
  EXPECT_EQ(after.table().dialect(), "postgresql");
  EXPECT_EQ(after.table().sql(),
            "SELECT EXTRACT(ISOYEAR FROM loaned_on)::int AS iso_year,\n"
            "  EXTRACT(WEEK FROM loaned_on)::int AS iso_week,\n"
            "  COUNT(*) AS loans_count\n"
            "FROM loans\n"
            "WHERE loaned_on >= DATE '2025-01-01' AND loaned_on < DATE "
            "'2026-01-01'\n"
            "GROUP BY 1, 2\n"
            "ORDER BY 1, 2");
  // 29 and 31 December are of week 1 of 2026, and stay apart from 1 January.
  EXPECT_EQ(RowsOf(after.table()),
            "2025|1|2 2025|2|1 2025|24|1 2025|44|1 2025|52|1 2026|1|2");
  EXPECT_EQ(after.table().executed_dialect(), "sqlite");
  EXPECT_THAT(after.table().executed_sql(), HasSubstr("strftime"));
  EXPECT_THAT(after.notes(0), HasSubstr("sqlite"));
}

TEST_F(SqlGeneratorTest, ShowsSqlOfADialectThatIsNotConnected) {
  const std::string before = Rows("loans per week in 2025");
  ASSERT_EQ(Teach("Our warehouse is Databricks.").proposals(0).effect(),
            v1::EFFECT_ENFORCED);
  const v1::StepOutput after = Ask("loans per week in 2025");
  EXPECT_EQ(after.table().dialect(), "databricks");
  EXPECT_THAT(after.table().sql(), HasSubstr("DAYOFYEAR(`loaned_on`)"));
  EXPECT_EQ(after.table().executed_dialect(), "sqlite");
  EXPECT_EQ(RowsOf(after.table()), before);
  EXPECT_EQ(Teach("no, we moved to MySQL").proposals(0).effect(),
            v1::EFFECT_ENFORCED);
  EXPECT_THAT(Ask("loans per week").table().sql(), HasSubstr("WEEK("));
}

TEST_F(SqlGeneratorTest, LeavesOtherMattersAlone) {
  Teach("We are on Postgres, use ISO weeks.");
  EXPECT_THAT(Targets("How many loans per week?"),
              UnorderedElementsAre("dialect", "week_convention"));
  EXPECT_THAT(Targets("How many loans per month?"), ElementsAre("dialect"));
  EXPECT_THAT(Targets("How many days of leave do I get per year?"),
              ElementsAre());
  EXPECT_TRUE(Ask("How many days of leave do I get?").has_refusal());
}

TEST_F(SqlGeneratorTest, ALimitOfWhatIsListedHoldsWhereItIsListed) {
  ASSERT_EQ(Teach("Two readers are enough.").proposals(0).understood_as(),
            "at most 2 rows for readers");
  EXPECT_THAT(Ask("readers by number of loans").table().sql(),
              HasSubstr("LIMIT 2"));
  EXPECT_THAT(Targets("How many readers does each branch have?"),
              ElementsAre());
  EXPECT_THAT(Ask("how many loans per branch").table().sql(),
              Not(HasSubstr("LIMIT 2")));
}

TEST_F(SqlGeneratorTest, ALimitHoldsWhereRowsAreListed) {
  Teach("at most 2 rows");
  EXPECT_THAT(Targets("How many loans were there in 2025?"), ElementsAre());
  EXPECT_THAT(Targets("readers per nation"), ElementsAre("rows"));
}

TEST_F(SqlGeneratorTest, ALimitOfTopListsIsForThoseWithoutANumber) {
  Teach("Top lists have 2 entries.");
  EXPECT_THAT(Ask("top readers by number of loans").table().sql(),
              HasSubstr("LIMIT 2"));
  EXPECT_THAT(Ask("top 3 readers by number of loans").table().sql(),
              HasSubstr("LIMIT 3"));
  EXPECT_THAT(Ask("readers per nation").table().sql(),
              Not(HasSubstr("LIMIT 2")));
  EXPECT_THAT(Targets("readers per nation"), ElementsAre());
}

TEST_F(SqlGeneratorTest, RemembersAcrossRestartAndRebuild) {
  Teach("use ISO weeks");
  const std::string rows = Rows("loans per week in 2025");
  EXPECT_THAT(rows, HasSubstr("2026|1|2"));
  ASSERT_THAT(harness_.Restart(), IsOk());
  EXPECT_EQ(Rows("loans per week in 2025"), rows);
  const std::string memory = harness_.Export();
  ASSERT_THAT(harness_.Rebuild(), IsOk());
  EXPECT_EQ(harness_.Export(), memory);
  EXPECT_EQ(Rows("loans per week in 2025"), rows);
}

// Every type of directive that is called ENFORCED gives other rows or SQL.
TEST_F(SqlGeneratorTest, EnforcesWhatItSays) {
  struct Case {
    const char* lesson;
    const char* question;
    const char* before;  // nullptr: refused
    const char* after;
  };
  for (const Case& c : std::vector<Case>{
           {"weeks start on Sunday", "loans per week in 2025",
            "2025|0|2 2025|1|1 2025|23|1 2025|43|1 2025|51|1 2025|52|2",
            "2025|1|1 2025|2|2 2025|25|1 2025|45|1 2026|1|3"},
           {"active reader means borrowed in the last 90 days",
            "how many active readers", nullptr, "4"},
           {"Takings are net of waivers.", "takings per nation in 2025",
            "France|8 Germany|35 Spain|6 -|4",
            "France|6.5 Germany|18.5 Spain|6 -|4"},
           {"big loan means over 5", "how many big loans per genre", nullptr,
            "guide|3 novel|2"},
           {"Iberia means Spain", "how many readers in Iberia", nullptr, "2"},
           {"the west means France and Spain",
            "how many loans of readers in the west", nullptr, "3"},
           {"patron means member", "how many patrons", nullptr, "6"},
           {"leave out staff members", "how many readers", "6", "5"},
           {"overdue loans should not be counted", "how many loans", "10", "7"},
           {"only count returned loans", "how many loans", "10", "6"},
           {"at most 2 rows", "readers per nation",
            "France|1 Germany|2 Spain|2 -|1", "France|1 Germany|2"},
           {"Big loans are loans over 5.", "how many big borrowings", nullptr,
            "5"},
           {"Net takings are takings minus waivers.", "net takings in 2025",
            nullptr, "35"},
           {"Footfall is the number of loans.", "footfall per genre", nullptr,
            "guide|5 novel|5"},
           {"takings shouldnt include late loans", "takings per genre",
            "guide|26 novel|35", "guide|20 novel|26"},
           {"Our fiscal year starts in February.", "loans by fiscal year",
            nullptr, "2024|4 2025|6"},
           {"Summer means June to August.", "how many loans in summer", nullptr,
            "1"},
           {"the north is Germany and France", "how many readers in the north",
            nullptr, "3"},
       }) {
    SCOPED_TRACE(c.lesson);
    ComponentHarness harness(library_.Generator());
    v1::Query query;
    query.set_text(c.question);
    query.mutable_now()->set_seconds(absl::ToUnixSeconds(LibraryNow()));
    const auto before = harness.Run(query);
    ASSERT_THAT(before, IsOk());
    EXPECT_EQ(before->has_refusal(), c.before == nullptr);
    EXPECT_EQ(RowsOf(before->table()), c.before == nullptr ? "" : c.before);
    const auto assessment = harness.Teach(c.lesson);
    ASSERT_THAT(assessment, IsOk());
    ASSERT_EQ(assessment->proposals_size(), 1);
    EXPECT_EQ(assessment->proposals(0).effect(), v1::EFFECT_ENFORCED)
        << assessment->proposals(0).understood_as();
    const auto after = harness.Run(query);
    ASSERT_THAT(after, IsOk());
    EXPECT_EQ(RowsOf(after->table()), c.after)
        << after->table().sql() << after->refusal().reason();
  }
}

TEST_F(SqlGeneratorTest, ScopesAndRelatesLessons) {
  const v1::Proposal weeks = Teach("use ISO weeks").proposals(0);
  EXPECT_EQ(weeks.scope().breadth(), v1::BREADTH_COMPONENT);
  ASSERT_EQ(weeks.scope().facets_size(), 2);
  EXPECT_EQ(weeks.scope().facets(0).value(), "library");
  EXPECT_EQ(weeks.scope().facets(1).key(), "date_part");
  EXPECT_EQ(weeks.scope().facets(1).value(), "week");
  const v1::Proposal same = Assess("iso weeks pls").proposals(0);
  ASSERT_EQ(same.relations_size(), 1);
  EXPECT_EQ(same.relations(0).kind(), v1::Relation::SAME_AS);
  const v1::Proposal other = Assess("weeks start on sundays").proposals(0);
  ASSERT_EQ(other.relations_size(), 1);
  EXPECT_EQ(other.relations(0).kind(), v1::Relation::CONTRADICTS);
  const v1::Proposal term =
      Assess("Active readers means borrowed in 2025").proposals(0);
  EXPECT_THAT(term.scope().triggers(),
              ElementsAre("Active readers", "Active member"));
  EXPECT_EQ(term.conflict_key(), "term:activ reader");
  const v1::Proposal filter = Assess("leave out staff members").proposals(0);
  EXPECT_EQ(filter.scope().facets(1).key(), "table");
  EXPECT_EQ(filter.scope().facets(1).value(), "readers");
}

TEST_F(SqlGeneratorTest, ACorrectionIsForTheTopicOfWhatItCorrects) {
  const v1::Assessment first =
      Teach("When I ask for readers, show at most 2 rows.");
  ASSERT_EQ(first.proposals_size(), 1);
  const auto adjustment = harness_.Adjust("readers by number of loans");
  ASSERT_THAT(adjustment, IsOk());
  ASSERT_EQ(adjustment->items_size(), 1);
  v1::Exchange exchange;
  exchange.set_question("readers by number of loans");
  v1::ComponentPlan& plan = *exchange.mutable_plan()->add_components();
  plan.set_component("sql_generator");
  *plan.add_items() = adjustment->items(0);
  plan.mutable_items(0)->set_disposition(v1::DISPOSITION_APPLIED);
  const auto again = Assess("two is too few, at most 3 rows", exchange);
  ASSERT_EQ(again.proposals_size(), 1);
  EXPECT_EQ(again.proposals(0).scope().breadth(), v1::BREADTH_TOPIC);
  EXPECT_THAT(again.proposals(0).scope().triggers(), ElementsAre("readers"));
  EXPECT_EQ(again.proposals(0).scope().facets_size(),
            first.proposals(0).scope().facets_size());
  // Not where it is said to be for all, or of another answer.
  EXPECT_EQ(
      Assess("always at most 3 rows", exchange).proposals(0).scope().breadth(),
      v1::BREADTH_COMPONENT);
  EXPECT_EQ(Assess("at most 3 rows").proposals(0).scope().breadth(),
            v1::BREADTH_COMPONENT);
}

TEST_F(SqlGeneratorTest, NewerLessonWins) {
  Teach("use ISO weeks");
  Teach("no, weeks start on Sunday");
  EXPECT_THAT(Ask("loans per week").table().columns(),
              ElementsAre("us_year", "us_week", "loans_count"));
}

TEST_F(SqlGeneratorTest, MondayIsTheFirstDayAndNoMore) {
  const std::string question = "loans per week in 2025";
  const std::string untaught = Rows(question);
  Teach("use US weeks");
  EXPECT_NE(Rows(question), untaught);
  const v1::Assessment monday = Teach("weeks start on Monday");
  ASSERT_EQ(monday.proposals_size(), 1);
  EXPECT_EQ(monday.proposals(0).effect(), v1::EFFECT_ENFORCED);
  EXPECT_THAT(monday.proposals(0).understood_as(), HasSubstr("ISO 8601"));
  EXPECT_EQ(Rows(question), untaught);
  // ISO weeks do start on Monday.
  Teach("use ISO weeks");
  const std::string iso = Rows(question);
  const auto relations =
      Teach("weeks start on Monday").proposals(0).relations();
  EXPECT_TRUE(std::any_of(
      relations.begin(), relations.end(),
      [](const v1::Relation& r) { return r.kind() == v1::Relation::SAME_AS; }));
  EXPECT_EQ(Rows(question), iso);
}

TEST_F(SqlGeneratorTest, AFilterDoesNotHoldWhereTheQuestionAsksForIt) {
  Teach("leave out staff members");
  EXPECT_EQ(Rows("how many loans"), "9");
  EXPECT_THAT(Ask("how many members").idle_lessons(), IsEmpty());
  EXPECT_EQ(Rows("how many staff members"), "1");
  EXPECT_THAT(Ask("how many staff members").idle_lessons(), SizeIs(1));
  EXPECT_EQ(Rows("how many branches"), "3");
}

TEST_F(SqlGeneratorTest, SaysWhatIsWrongWithTheDatabase) {
  TempFolder folder;
  const std::string config =
      folder.Write("config.textproto",
                   "databases { name: 'nowhere' uri: 'sqlite:missing.db' }");
  auto component = SqlGenerator::FromFile(config);
  ASSERT_THAT(component, IsOk());
  ComponentHarness harness(*std::move(component));
  EXPECT_THAT(
      harness.Run("how many loans"),
      StatusIs(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
  // What needs no tables is learned; what does waits until they are there.
  EXPECT_EQ(harness.Teach("use ISO weeks")->proposals_size(), 1);
  EXPECT_THAT(
      harness.Assess("patron means member"),
      StatusIs(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
  EXPECT_THAT(harness.Adjust("how many loans"), IsOk());
}

TEST_F(SqlGeneratorTest, ReadsTheDatabaseAtStart) {
  TempFolder folder;
  LoadSqlite(folder.path() + "/a.db",
             "CREATE TABLE suns (id INTEGER PRIMARY KEY, name TEXT);"
             "INSERT INTO suns VALUES (1, 'Sol')");
  auto component = SqlGenerator::FromFile(folder.Write(
      "config.textproto", "databases { name: 'a' uri: 'sqlite:a.db' }"));
  ASSERT_THAT(component, IsOk());
  ASSERT_EQ(unlink((folder.path() + "/a.db").c_str()), 0);
  ComponentHarness harness(*std::move(component));
  EXPECT_EQ(harness.Adjust("how many suns Sol")->facets_size(), 6);
  EXPECT_THAT(
      harness.Run("how many suns"),
      StatusIs(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
}

TEST_F(SqlGeneratorTest, ASemanticFileOfAnotherDatabaseStopsTheStart) {
  TempFolder folder;
  LoadSqlite(folder.path() + "/a.db", "CREATE TABLE suns (id INTEGER)");
  folder.Write("semantic.textproto", "tables { table: 'moons' }");
  EXPECT_THAT(
      SqlGenerator::FromFile(
          folder.Write("config.textproto",
                       "semantic_file: 'semantic.textproto' "
                       "databases { name: 'a' uri: 'sqlite:a.db' }")),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
}

TEST_F(SqlGeneratorTest, RefusesAWrongConfiguration) {
  TempFolder folder;
  EXPECT_THAT(
      SqlGenerator::FromFile(folder.path() + "/none"),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  const auto typo =
      SqlGenerator::FromFile(folder.Write("typo", "databases { nam: 'a' }"));
  EXPECT_THAT(typo, StatusIs(absl::StatusCode::kInvalidArgument,
                             Reason::CONFIG_INVALID));
  EXPECT_THAT(std::string(typo.status().message()), HasSubstr("typo:1:"));
}

TEST_F(SqlGeneratorTest, DescribesItself) {
  const v1::Manifest manifest = library_.Generator()->Describe();
  EXPECT_EQ(manifest.name(), "sql_generator");
  EXPECT_THAT(manifest.capabilities(), ElementsAre("run"));
  EXPECT_GT(manifest.examples_in_scope_size(), 5);
  EXPECT_GT(manifest.examples_out_of_scope_size(), 5);
}

TEST_F(SqlGeneratorTest, FindsLateWhatThePlanHasNot) {
  Teach("use ISO weeks");
  v1::Query query;
  query.set_text("loans per week");
  query.mutable_overlay()->set_recall(v1::RECALL_NONE);
  const auto none = harness_.Run(query);
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->table().columns(0), "year");
}

}  // namespace
}  // namespace alhf::sql_generator

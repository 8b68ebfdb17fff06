// What the SQL generator takes for its own, and what it calls enforced.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::ComponentHarness;
using alhf::testing::IsOk;

class ClaimsTest : public ::testing::Test {
 protected:
  v1::Assessment Assess(const std::string& text,
                        const v1::Exchange& exchange = {}) {
    const auto assessment = harness_.Assess(text, exchange);
    EXPECT_THAT(assessment, IsOk());
    return assessment.value_or(v1::Assessment());
  }

  std::string Rows(const std::string& question) {
    const auto output = harness_.Run(question);
    EXPECT_THAT(output, IsOk());
    return output.ok() ? RowsOf(output->table()) : "";
  }

  Library library_;
  ComponentHarness harness_{library_.Generator()};
};

TEST_F(ClaimsTest, CallsNothingEnforcedThatItCannotRead) {
  for (const char* text : {
           "answer with bullets from now on",
           "prefer the 2025 handbook",
           "be friendlier with our members",
           "we use Snowflake",
           "our data is in Oracle",
           "weeks start on Saturday",
           "use fiscal weeks",
           "the north is Germany, France and Atlantis",
           "our fiscal year starts on 6 April",
           "net takings are takings minus shipping",
           "the figures are for Germany",
           "the loans are late again",
           "don't use Postgres",
           "active reader means somebody we like",
           "whale means readers with takings over 1000",
           "takings are net of shipping",
           "leave out archived loans",
           "exclude loans that nobody wants",
           "ARR means annual recurring revenue",
           "only count good readers",
           "limit to 20 words",
           "at most 3 bullets",
           "at most 5 passages",
           "loans per reader should look nicer",
           "the number of loans is wrong",
           "always mention the branch first",
           "total means sum of fees",
           "the Postgres page of the handbook is old",
           "cite the source of each number",
       }) {
    SCOPED_TRACE(text);
    const v1::Assessment assessment = Assess(text);
    for (const v1::Proposal& proposal : assessment.proposals()) {
      EXPECT_NE(proposal.effect(), v1::EFFECT_ENFORCED)
          << proposal.understood_as();
    }
  }
}

TEST_F(ClaimsTest, DeclinesWhatIsNotItsOwn) {
  for (const char* text :
       {"answer with bullets from now on", "keep it short",
        "prefer the 2025 handbook", "Thanks, great answer!", "hello",
        "is this Postgres?", "How many loans are there?", "limit to 20 words",
        "at most 3 bullets", "the Postgres page of the handbook is old"}) {
    SCOPED_TRACE(text);
    const v1::Assessment assessment = Assess(text);
    EXPECT_NE(assessment.outcome(), v1::OUTCOME_CLAIMED) << assessment.reason();
    EXPECT_EQ(assessment.proposals_size(), 0);
  }
}

TEST_F(ClaimsTest, AMeaningThatItCannotReadWaitsBesideOneThatActs) {
  const std::string unread = "By keen readers we mean loans with a rainy smile";
  const v1::Assessment alone = Assess(unread);
  ASSERT_EQ(alone.proposals_size(), 1);
  EXPECT_EQ(alone.proposals(0).effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ(alone.proposals(0).conflict_key(), "term:keen reader");
  ASSERT_THAT(harness_.Teach("Keen readers means borrowed in 2025"), IsOk());
  const std::string rows = Rows("how many keen readers");
  const auto beside = harness_.Teach(unread);
  ASSERT_THAT(beside, IsOk());
  ASSERT_EQ(beside->proposals_size(), 1);
  const v1::Proposal& held = beside->proposals(0);
  EXPECT_EQ(held.effect(), v1::EFFECT_NOT_UNDERSTOOD);
  ASSERT_EQ(held.relations_size(), 1);
  EXPECT_EQ(held.relations(0).kind(), v1::Relation::CONTRADICTS);
  EXPECT_EQ(Rows("how many keen readers"), rows);
  // One that it reads takes the place at once.
  EXPECT_EQ(Assess("Keen readers means borrowed in 2024").proposals(0).effect(),
            v1::EFFECT_ENFORCED);
}

TEST_F(ClaimsTest, ClaimsComplaintsOnRowsThatItGave) {
  const char kComplaint[] = "it should show the name and not the id";
  const char kRows[] = "one row is missing there, the sum is too low";
  v1::Exchange exchange;
  exchange.set_question("takings per nation");
  v1::Step& step = *exchange.add_steps();
  step.set_component("sql_generator");
  EXPECT_LE(Assess(kComplaint, exchange).score(), 0.5);
  step.mutable_output()->mutable_table()->set_sql("SELECT 1");
  const v1::Assessment assessment = Assess(kRows, exchange);
  EXPECT_EQ(assessment.outcome(), v1::OUTCOME_CLAIMED);
  ASSERT_EQ(assessment.proposals_size(), 1);
  EXPECT_EQ(assessment.proposals(0).effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ(assessment.proposals(0).scope().facets(0).value(), "library");
}

TEST_F(ClaimsTest, LeavesHowRowsAreShown) {
  v1::Exchange exchange;
  exchange.set_question("takings per nation");
  v1::Step& step = *exchange.add_steps();
  step.set_component("sql_generator");
  step.mutable_output()->mutable_table()->set_sql("SELECT 1");
  for (const char* text :
       {"numbers in a table please", "sort the rows by value, descending",
        "I want to see the query below the result", "round sums to whole euros",
        "use a comma as thousands separator", "figures as JSON"}) {
    EXPECT_NE(Assess(text, exchange).outcome(), v1::OUTCOME_CLAIMED) << text;
  }
  for (const char* text : {"the numbers are wrong", "there is a duplicate row",
                           "you should count each reader once"}) {
    EXPECT_EQ(Assess(text, exchange).outcome(), v1::OUTCOME_CLAIMED) << text;
  }
}

}  // namespace
}  // namespace alhf::sql_generator

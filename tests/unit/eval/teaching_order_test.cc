#include "eval/teaching_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Five records: 2 after 4, and 3 ends 0 and 1.
Scenario Five() {
  Scenario scenario;
  scenario.id = "five";
  scenario.records.resize(5);
  scenario.records[2].after = {4};
  scenario.records[3].after = {0, 1};
  scenario.records[3].supersedes = {0, 1};
  return scenario;
}

TEST(TeachingOrderTest, ComesAfterWhatItMust) {
  const Scenario scenario = Five();
  std::set<std::vector<RecordIndex>> seen;
  for (uint64_t seed = 1; seed <= 50; ++seed) {
    const auto order = TeachingOrder(scenario, seed);
    ASSERT_EQ(order.size(), 5);
    const auto place = [&](RecordIndex i) {
      return std::find(order.begin(), order.end(), i) - order.begin();
    };
    for (RecordIndex i = 0; i < 5; ++i) EXPECT_LT(place(i), 5);
    EXPECT_LT(place(4), place(2));
    EXPECT_LT(place(0), place(3));
    EXPECT_LT(place(1), place(3));
    seen.insert(order);
  }
  // Random: there are ten and more orders.
  EXPECT_GE(seen.size(), 10);
}

TEST(TeachingOrderTest, ASeedIsAnOrder) {
  Scenario other = Five();
  EXPECT_EQ(TeachingOrder(Five(), 7), TeachingOrder(Five(), 7));
  other.id = "other";
  int same = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    same += TeachingOrder(Five(), seed) == TeachingOrder(other, seed);
  }
  EXPECT_LT(same, 10);
}

TEST(TaughtStateTest, KnowsWhatIsInForce) {
  const Scenario scenario = Five();
  TaughtState taught(scenario);
  EXPECT_FALSE(taught.given(0));
  taught.Give(0);
  taught.Give(1);
  EXPECT_TRUE(taught.InForce(0));
  taught.Give(3);
  EXPECT_TRUE(taught.given(0));
  EXPECT_TRUE(taught.ended(0));
  EXPECT_FALSE(taught.InForce(0));
  EXPECT_TRUE(taught.InForce(3));
  EXPECT_FALSE(taught.InForce(4));
}

TEST(TaughtStateTest, KnowsWhatMayAndMustApply) {
  const Scenario scenario = Five();
  Question question;
  question.applies = {0, 1, 3, 4};
  question.requirements.resize(1);
  question.requirements[0].needs = {{0, 1}};
  TaughtState taught(scenario);
  EXPECT_THAT(taught.MayApply(question), IsEmpty());
  taught.Give(0);
  taught.Give(4);
  EXPECT_THAT(taught.MayApply(question), ElementsAre(0, 4));
  EXPECT_THAT(taught.MustApply(question), ElementsAre(0));
  taught.Give(1);
  taught.Give(3);
  EXPECT_THAT(taught.MayApply(question), ElementsAre(3, 4));
  EXPECT_THAT(taught.MustApply(question), IsEmpty());
}

TEST(TaughtStateTest, ChecksCountUntilAllOfAGroupIsEnded) {
  Scenario scenario = Five();
  scenario.records[2].supersedes = {1};
  scenario.records[3].supersedes = {0};
  Requirement guideline;
  guideline.needs = {{0, 1}};
  Requirement both;
  both.needs = {{0}, {4}};
  TaughtState taught(scenario);
  EXPECT_TRUE(taught.Counts(guideline));
  taught.Give(3);  // ends 0
  EXPECT_TRUE(taught.Counts(guideline));
  EXPECT_FALSE(taught.Counts(both));
  taught.Give(2);  // ends 1
  EXPECT_FALSE(taught.Counts(guideline));
}

}  // namespace
}  // namespace alhf::eval

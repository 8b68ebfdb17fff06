#include "eval/simulator/obedience.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/eval/simulator/boats.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kHowMany[] = "How many boats are in Ystad?";
constexpr char kSails[] = "Boats means boats with sails, count no others.";
constexpr char kOld[] = "Ignore the old pages.";

class DecideTest : public ::testing::Test {
 protected:
  void Decide(const std::string& question,
              const std::vector<std::string>& lessons) {
    const Obedience heeds =
        eval::Decide(scenarios_, CallOf(question, lessons), traits_);
    known_ = heeds.question != nullptr;
    met_.clear();
    unmet_.clear();
    followed_.clear();
    for (const auto* each : heeds.met) met_.push_back(each->name);
    for (const auto* each : heeds.unmet) unmet_.push_back(each->name);
    for (const auto* each : heeds.followed) followed_.push_back(each->id);
  }

  const std::vector<Scenario> scenarios_ = Boats();
  ModelTraits traits_;
  bool known_ = false;
  std::vector<std::string> met_, unmet_, followed_;
};

TEST_F(DecideTest, AnEmptyFenceExposesNothing) {
  Decide(kHowMany, {});
  EXPECT_TRUE(known_);
  EXPECT_THAT(met_, IsEmpty());
  EXPECT_THAT(unmet_, ElementsAre("sails", "bullets"));
}

TEST_F(DecideTest, WhatStandsInTheFenceIsHeeded) {
  Decide(kHowMany, {kSails});
  EXPECT_THAT(met_, ElementsAre("sails"));
  EXPECT_THAT(unmet_, ElementsAre("bullets"));
  Decide(kHowMany, {"count no others.", "Answers as  bullets"});
  EXPECT_THAT(met_, ElementsAre("sails", "bullets"));
}

TEST_F(DecideTest, WithoutObedienceNothingIsHeeded) {
  traits_.p = 0;
  Decide(kHowMany, {kSails});
  EXPECT_THAT(met_, IsEmpty());
}

TEST_F(DecideTest, WhatDoesNotApplyIsFollowedByChance) {
  Decide(kHowMany, {kOld});
  EXPECT_THAT(followed_, IsEmpty());
  traits_.q = 1;
  Decide(kHowMany, {kOld, kSails});
  EXPECT_THAT(followed_, ElementsAre("f3"));
}

TEST_F(DecideTest, AQuestionThatNobodyAsksIsUnknown) {
  Decide("Why?", {kSails});
  EXPECT_FALSE(known_);
}

TEST(ChanceTest, IsEvenAndTheSameEachTime) {
  EXPECT_EQ(Chance(1, "a", "b"), Chance(1, "a", "b"));
  EXPECT_NE(Chance(1, "a", "b"), Chance(2, "a", "b"));
  EXPECT_NE(Chance(1, "a", "b"), Chance(1, "b", "a"));
  double sum = 0;
  for (int i = 0; i < 2000; ++i) {
    const double chance = Chance(7, "a", std::to_string(i));
    ASSERT_GE(chance, 0.0);
    ASSERT_LT(chance, 1.0);
    sum += chance;
  }
  EXPECT_NEAR(sum / 2000, 0.5, 0.03);
}

}  // namespace
}  // namespace alhf::eval

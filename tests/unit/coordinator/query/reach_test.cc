#include "coordinator/query/reach.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace alhf::coordinator {
namespace {

v1::Rollout Rollout(bool paused, double holdout) {
  v1::Rollout rollout;
  rollout.set_paused(paused);
  rollout.set_holdout(holdout);
  return rollout;
}

TEST(ReachTest, TheShareIsThatOfTheIds) {
  int held = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = "x-" + std::to_string(i);
    held += IsHeldOut(0.2, id) ? 1 : 0;
    // A larger share has all of a smaller one.
    EXPECT_LE(IsHeldOut(0.2, id), IsHeldOut(0.5, id)) << id;
    EXPECT_FALSE(IsHeldOut(0, id));
  }
  // Five standard deviations of a binomial of 10,000 at 0.2 are 200.
  EXPECT_NEAR(held, 2'000, 200);
}

TEST(ReachTest, AnybodyCanDecideItAgain) {
  // printf x-1 | sha256sum begins with e0f2; 0xe0f2 / 0x10000 is 0.879.
  EXPECT_FALSE(IsHeldOut(0.87, "x-1"));
  EXPECT_TRUE(IsHeldOut(0.88, "x-1"));
}

TEST(ReachTest, APausedTenantHasNoHoldout) {
  const Reach reach = ReachOf(Rollout(true, 0.99), v1::Query(), "x-1");
  EXPECT_EQ(reach.withheld, v1::WITHHELD_PAUSED);
  EXPECT_EQ(reach.holdout, 0);
  EXPECT_EQ(reach.exchange_id, "x-1");
}

TEST(ReachTest, WhatIsForNobodysAnswerIsNotHeldOut) {
  v1::Query query;
  query.set_dry_run(true);
  const Reach dry = ReachOf(Rollout(false, 0.99), query, "x-1");
  EXPECT_EQ(dry.withheld, v1::WITHHELD_UNSPECIFIED);
  EXPECT_EQ(dry.exchange_id, "");
  EXPECT_EQ(ReachOf(Rollout(true, 0), query, "x-1").withheld,
            v1::WITHHELD_PAUSED);
  query.set_what_if(true);
  EXPECT_EQ(ReachOf(Rollout(true, 0.99), query, "x-1").withheld,
            v1::WITHHELD_UNSPECIFIED);
}

TEST(ReachTest, AWithheldQueryRecallsNothingAndThePlanSaysSo) {
  v1::Query query;
  query.mutable_overlay()->add_with()->set_id("l-1");
  v1::Plan plan;
  v1::ComponentPlan& part = *plan.add_components();
  part.set_component("alpha");
  part.add_items()->set_lesson_id("l-1");
  part.add_set_aside()->set_lesson_id("l-2");
  part.set_guidance("words");
  part.mutable_position()->set_sequence(7);

  const Reach open{"x-1", v1::WITHHELD_UNSPECIFIED, 0.1};
  v1::Plan kept = plan;
  Record(open, kept);
  EXPECT_EQ(kept.components(0).items_size(), 1);
  EXPECT_EQ(kept.holdout(), 0.1);
  v1::Query same = query;
  Withhold(open, same);
  EXPECT_EQ(same.overlay().with_size(), 1);

  const Reach closed{"x-1", v1::WITHHELD_HOLDOUT, 0.1};
  Withhold(closed, query);
  EXPECT_EQ(query.overlay().recall(), v1::RECALL_NONE);
  EXPECT_EQ(query.overlay().with_size(), 0);
  Record(closed, plan);
  EXPECT_EQ(plan.withheld(), v1::WITHHELD_HOLDOUT);
  EXPECT_EQ(plan.exchange_id(), "x-1");
  EXPECT_EQ(plan.components(0).items_size(), 0);
  EXPECT_EQ(plan.components(0).set_aside_size(), 0);
  EXPECT_EQ(plan.components(0).guidance(), "");
  EXPECT_EQ(plan.components(0).position().sequence(), 7u);
}

}  // namespace
}  // namespace alhf::coordinator

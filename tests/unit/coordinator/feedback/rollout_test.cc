#include "coordinator/feedback/rollout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/coordinator/feedback/path_fixture.h"

namespace alhf::coordinator {
namespace {

class RolloutTest : public PathFixture {
 protected:
  v1::ChangeRolloutResponse Change(const v1::ChangeRolloutRequest& request) {
    const auto response = path_->ChangeRollout(request, Expert());
    EXPECT_THAT(response, testing::IsOk());
    return response.ok() ? *response : v1::ChangeRolloutResponse();
  }
  static v1::ChangeRolloutRequest Pause(bool paused) {
    v1::ChangeRolloutRequest request;
    request.set_tenant("acme");
    request.set_paused(paused);
    request.set_note("odd answers");
    return request;
  }
};

TEST_F(RolloutTest, IsAnEntryOfTheLogAndOutlivesARestart) {
  Open();
  EXPECT_FALSE(path_->RolloutOf("acme").paused());
  const auto paused = Change(Pause(true));
  EXPECT_EQ(paused.rollout().changed_by(), "ann");
  EXPECT_EQ(paused.rollout().note(), "odd answers");
  EXPECT_EQ(paused.position().sequence(), 1u);
  v1::ChangeRolloutRequest holdout;
  holdout.set_tenant("acme");
  holdout.set_holdout(0.1);
  EXPECT_TRUE(Change(holdout).rollout().paused());
  Reopen();
  EXPECT_TRUE(path_->RolloutOf("acme").paused());
  EXPECT_EQ(path_->RolloutOf("acme").holdout(), 0.1);
  EXPECT_TRUE(Status().rollout().paused());
  EXPECT_FALSE(path_->RolloutOf("other").paused());
  EXPECT_FALSE(Change(Pause(false)).rollout().paused());
  EXPECT_EQ(Log().size(), 3u);
  EXPECT_EQ(Log()[2].envelope.type(), storage::v1::Envelope::ROLLOUT);
}

TEST_F(RolloutTest, ATenantSaysHowItsNewLessonsBegin) {
  registry_.Add("alpha");
  options_.default_activation = v1::ACTIVATION_HOLD;
  Open();
  EXPECT_EQ(Status().activation(), v1::ACTIVATION_HOLD);
  EXPECT_EQ(Teach("@alpha one").lessons(0).state(), v1::LESSON_HELD);
  v1::ChangeRolloutRequest request;
  request.set_tenant("acme");
  request.set_activation(v1::ACTIVATION_SHADOW);
  EXPECT_EQ(Change(request).rollout().activation(), v1::ACTIVATION_SHADOW);
  Reopen();
  EXPECT_EQ(Status().activation(), v1::ACTIVATION_SHADOW);
  EXPECT_EQ(Status("other").activation(), v1::ACTIVATION_HOLD);
  const auto shadow = Teach("@alpha two");
  EXPECT_EQ(shadow.activation(), v1::ACTIVATION_SHADOW);
  EXPECT_EQ(shadow.lessons(0).state(), v1::LESSON_SHADOW);
  // The record has the last word.
  auto words = Words("@alpha three");
  words.set_activation(v1::ACTIVATION_IMMEDIATE);
  EXPECT_EQ(Submit(words)->lessons(0).state(), v1::LESSON_ACTIVE);
  // Other changes leave it as it is.
  EXPECT_EQ(Change(Pause(true)).rollout().activation(), v1::ACTIVATION_SHADOW);
  request.set_activation(v1::ACTIVATION_UNSPECIFIED);
  Change(request);
  EXPECT_EQ(Status().activation(), v1::ACTIVATION_HOLD);
}

TEST_F(RolloutTest, WhatHoldsAlreadyIsNoNewEntry) {
  Open();
  Change(Pause(true));
  EXPECT_EQ(Change(Pause(true)).position().sequence(), 1u);
  EXPECT_EQ(Log().size(), 1u);
}

TEST_F(RolloutTest, ComponentsPassItsPosition) {
  auto alpha = registry_.Add("alpha");
  Open();
  Teach("@alpha one");
  Change(Pause(true));
  const uint64_t end = path_->End("acme").sequence();
  EXPECT_TRUE(
      testing::Eventually([&] { return alpha->Applied("acme") == end; }));
  EXPECT_EQ(alpha->Lessons("acme").size(), 1u);
}

}  // namespace
}  // namespace alhf::coordinator

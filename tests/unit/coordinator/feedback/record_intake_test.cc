#include "coordinator/feedback/record_intake.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "tests/support/fake_component.h"
#include "tests/support/fault_env.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using absl::StatusCode;
using ::testing::ElementsAre;
using testing::IsOk;
using testing::StatusIs;

// Nothing is assessed here: the intake alone.
class RecordIntakeTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::FeedbackStatus> Submit(
      const v1::SubmitFeedbackRequest& request,
      v1::Role role = v1::ROLE_EXPERT) {
    std::optional<absl::StatusOr<v1::FeedbackStatus>> answer;
    intake_.Submit(request, {"unix:1", "ann", role}, [&](auto status) {
      happened_.push_back("answered");
      answer = std::move(status);
    });
    EXPECT_TRUE(answer.has_value());
    return *std::move(answer);
  }
  static v1::SubmitFeedbackRequest RequestOf(const std::string& text) {
    v1::SubmitFeedbackRequest request;
    request.set_tenant("acme");
    request.mutable_record()->set_text(text);
    return request;
  }

  testing::FaultEnv env_;
  ManualClock clock_{TestTime()};
  InlineExecutor executor_;
  std::unique_ptr<FeedbackLog> log_ =
      *OpenLevelDbFeedbackLog({.folder = "/log", .env = &env_});
  std::vector<std::string> happened_;
  TenantJournal journal_{"acme", log_.get(), &clock_,
                         [this] { happened_.push_back("announced"); }};
  testing::FakeRegistry registry_;
  TaskRunner runner_{&executor_};
  Membership membership_{&journal_, &registry_};
  Watchers watchers_{&runner_};
  RecordIntake intake_{
      {.max_unassessed = 2, .default_activation = v1::ACTIVATION_SHADOW},
      &journal_,
      &membership_,
      &registry_,
      &watchers_,
      &runner_,
      &clock_,
      [](const std::string&) { return 0; }};
};

TEST_F(RecordIntakeTest, MembersAndRecordAreOneWrite) {
  registry_.Add("a");
  const int syncs = env_.syncs();
  const auto status = Submit(RequestOf("words"));
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(env_.syncs(), syncs + 1);
  EXPECT_EQ(status->position().sequence(), 2u);
  EXPECT_EQ(status->activation(), v1::ACTIVATION_SHADOW);
  EXPECT_EQ(status->record().kind(), v1::RECORD_TEXT);
  EXPECT_EQ(status->record().tenant(), "acme");
}

TEST_F(RecordIntakeTest, WhoWaitsForTheDiskIsAnsweredBeforeWhatFollows) {
  ASSERT_THAT(Submit(RequestOf("words")), IsOk());
  EXPECT_THAT(happened_, ElementsAre("answered", "announced"));
}

TEST_F(RecordIntakeTest, WhatTheCallerMayNotSetIsSet) {
  auto request = RequestOf("words");
  request.mutable_record()->set_id("f-mine");
  request.mutable_record()->set_giver("somebody");
  request.mutable_record()->set_giver_role(v1::ROLE_EXPERT);
  request.mutable_record()->set_tenant("elsewhere");
  const auto status = Submit(request, v1::ROLE_MEMBER);
  ASSERT_THAT(status, IsOk());
  EXPECT_NE(status->record().id(), "f-mine");
  EXPECT_EQ(status->record().giver(), "ann");
  EXPECT_EQ(status->record().giver_role(), v1::ROLE_MEMBER);
  EXPECT_EQ(status->record().tenant(), "acme");
  EXPECT_EQ(status->record().time().seconds(), absl::ToUnixSeconds(TestTime()));
}

TEST_F(RecordIntakeTest, WaitingEndsWithTheStateReached) {
  auto request = RequestOf("words");
  request.set_wait_for(v1::WAIT_FOR_ASSESSED);
  request.mutable_wait()->set_seconds(3600);
  std::optional<absl::StatusOr<v1::FeedbackStatus>> answer;
  intake_.Submit(request, {}, [&](auto status) { answer = std::move(status); });
  EXPECT_FALSE(answer.has_value());
  watchers_.Expire();
  ASSERT_TRUE(answer.has_value());
  ASSERT_THAT(*answer, IsOk());
  EXPECT_EQ((*answer)->state(), v1::FEEDBACK_DURABLE);
}

TEST_F(RecordIntakeTest, AFailedRequestFreesItsId) {
  auto request = RequestOf("words");
  request.set_request_id("r-1");
  env_.RefuseSyncs(true);
  EXPECT_THAT(Submit(request),
              StatusIs(StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
  env_.RefuseSyncs(false);
  EXPECT_THAT(Submit(request), IsOk());
}

TEST_F(RecordIntakeTest, AReassignmentNeedsNamesAndWords) {
  auto request = RequestOf("");
  request.mutable_record()->set_kind(v1::RECORD_REASSIGN);
  EXPECT_THAT(Submit(request),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED));
  registry_.Add("a");
  request.mutable_record()->add_assign_to("a");
  EXPECT_THAT(Submit(request),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED));
  request.mutable_record()->set_text("words");
  EXPECT_THAT(Submit(request), IsOk());
}

TEST_F(RecordIntakeTest, SoManyMayWaitToBeAssessed) {
  auto request = RequestOf("words");
  request.set_request_id("r-1");
  ASSERT_THAT(Submit(request), IsOk());
  ASSERT_THAT(Submit(RequestOf("more")), IsOk());
  const auto refused = Submit(RequestOf("too many"));
  EXPECT_THAT(refused,
              StatusIs(StatusCode::kResourceExhausted, Reason::QUEUE_FULL));
  EXPECT_EQ(RetryDelayOf(refused.status()), absl::Seconds(1));
  EXPECT_THAT(Submit(request), IsOk()) << "it is there already";
}

TEST_F(RecordIntakeTest, PatienceHasADefaultAndBounds) {
  google::protobuf::Duration wait;
  EXPECT_EQ(PatienceOf(false, wait), absl::Seconds(3));
  EXPECT_EQ(PatienceOf(true, wait), absl::ZeroDuration());
  wait.set_nanos(5000000);
  EXPECT_EQ(PatienceOf(true, wait), absl::Milliseconds(5));
  wait.set_seconds(-4);
  EXPECT_EQ(PatienceOf(true, wait), absl::ZeroDuration());
  wait.set_seconds(1000000);
  EXPECT_EQ(PatienceOf(true, wait), absl::Minutes(10));
}

}  // namespace
}  // namespace alhf::coordinator

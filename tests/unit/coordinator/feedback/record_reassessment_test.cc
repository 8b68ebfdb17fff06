#include "coordinator/feedback/record_reassessment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <string>
#include <utility>

#include "base/status.h"
#include "tests/unit/coordinator/feedback/path_fixture.h"

namespace alhf::coordinator {
namespace {

using absl::StatusCode;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using ::testing::SizeIs;
using testing::StatusIs;
using Difference = v1::LessonDifference;

// Through the whole path, with the SDK's real memories.
class RecordReassessmentTest : public PathFixture {
 protected:
  absl::StatusOr<v1::ReassessFeedbackResponse> Reassess(
      const std::string& record, bool accept = false,
      const std::string& etag = "") {
    v1::ReassessFeedbackRequest request;
    request.set_tenant("acme");
    request.set_record_id(record);
    request.set_accept(accept);
    request.set_etag(etag);
    std::promise<absl::StatusOr<v1::ReassessFeedbackResponse>> answer;
    path_->Reassess(request, Expert(), [&](auto response) {
      answer.set_value(std::move(response));
    });
    return answer.get_future().get();
  }
  // From now on `component` understands everything so.
  static void Understand(testing::FakeComponent& component,
                         const std::string& understood) {
    component.SetLearner([understood](v1::Assessment& assessment) {
      for (v1::Proposal& each : *assessment.mutable_proposals()) {
        each.set_understood_as(understood);
      }
    });
  }
};

TEST_F(RecordReassessmentTest, TheSameLearnerMakesTheSameOfIt) {
  const auto alpha = registry_.Add("alpha");
  Open();
  const auto first = Teach("@alpha use weeks; @alpha in UTC");
  Teach("@alpha use weeks");
  Teach("@alpha not in UTC");
  const uint64_t end = log_->End("acme").sequence();
  const auto same = Reassess(first.record().id());
  ASSERT_THAT(same, IsOk());
  EXPECT_THAT(same->differences(), IsEmpty()) << same->DebugString();
  EXPECT_THAT(same->missing(), IsEmpty());
  // From the memory as it was then, which nothing was learned in.
  ASSERT_FALSE(alpha->assessed().empty());
  const v1::AssessFeedbackRequest asked = alpha->assessed().back();
  EXPECT_TRUE(asked.has_as_of());
  EXPECT_LT(asked.as_of().sequence(), first.position().sequence());
  ASSERT_THAT(Reassess(first.record().id(), true), IsOk());
  EXPECT_EQ(log_->End("acme").sequence(), end);
}

// REASSESS_01
TEST_F(RecordReassessmentTest, TakesEffectOnlyWhereItIsAccepted) {
  const auto alpha = registry_.Add("alpha");
  Open();
  const auto taught = Teach("@alpha use weeks");
  const std::string& record = taught.record().id();
  const std::string lesson = taught.lessons(0).id();
  Understand(*alpha, "ISO weeks");
  const uint64_t end = log_->End("acme").sequence();
  const std::string memory = alpha->Export("acme");
  const auto shown = Reassess(record);
  ASSERT_THAT(shown, IsOk());
  ASSERT_THAT(shown->differences(), SizeIs(1));
  EXPECT_EQ(shown->differences(0).kind(), Difference::CHANGED);
  EXPECT_FALSE(shown->has_position());
  EXPECT_EQ(log_->End("acme").sequence(), end);
  EXPECT_EQ(alpha->Export("acme"), memory);

  const auto accepted = Reassess(record, true, shown->etag());
  ASSERT_THAT(accepted, IsOk());
  EXPECT_EQ(accepted->position().sequence(), end + 2);
  ASSERT_TRUE(testing::Eventually([&] { return CaughtUp(*alpha); }));
  ASSERT_THAT(alpha->Lessons("acme"), SizeIs(1));
  EXPECT_EQ(alpha->Lessons("acme")[0].understood_as(), "ISO weeks");
  EXPECT_EQ(alpha->Lessons("acme")[0].id(), lesson);
  EXPECT_EQ(Lessons()[0].understood_as(), "ISO weeks");
  EXPECT_EQ(Get(record)->assignment().revision(), 2u);
  // Who accepted it stands in the log.
  const LogEntry last = Log().back();
  EXPECT_EQ(last.payload->assigned().accepted_by(), "ann");
  EXPECT_EQ(last.envelope.principal(), "unix:1000");
  EXPECT_THAT(Reassess(record)->differences(), IsEmpty());
}

TEST_F(RecordReassessmentTest, OnlyTheDifferenceThatWasLookedAt) {
  const auto alpha = registry_.Add("alpha");
  Open();
  const auto taught = Teach("@alpha use weeks");
  Understand(*alpha, "ISO weeks");
  const auto shown = Reassess(taught.record().id());
  Understand(*alpha, "Sunday weeks");
  EXPECT_THAT(Reassess(taught.record().id(), true, shown->etag()),
              StatusIs(StatusCode::kAborted, Reason::ETAG_MISMATCH));
  EXPECT_EQ(Lessons()[0].understood_as(), "alpha: @alpha use weeks");
}

TEST_F(RecordReassessmentTest, AComponentThatIsAwayKeepsItsLessons) {
  registry_.Add("alpha");
  const auto beta = registry_.Add("beta");
  Open();
  const auto taught = Teach("@alpha @beta use weeks");
  beta->SetAway(true);
  const auto said = Reassess(taught.record().id(), true);
  ASSERT_THAT(said, IsOk());
  EXPECT_THAT(said->differences(), IsEmpty());
  ASSERT_THAT(said->missing(), SizeIs(1));
  EXPECT_EQ(said->missing(0).component(), "beta");
  EXPECT_THAT(said->missing(0).reason(), HasSubstr("UNAVAILABLE"));
}

TEST_F(RecordReassessmentTest, AComponentOfAnotherAgentIsNotMissing) {
  registry_.Add("alpha");
  const auto beta = registry_.Add("beta");
  options_.agents = Agents({}, {{.name = "helper", .components = {"alpha"}}});
  Open();
  auto request = Words("@alpha @beta use weeks");
  request.set_agent("helper");
  const auto taught = Submit(request);
  ASSERT_THAT(taught, IsOk());
  const auto said = Reassess(taught->record().id());
  ASSERT_THAT(said, IsOk());
  EXPECT_THAT(said->differences(), IsEmpty()) << said->DebugString();
  EXPECT_THAT(said->missing(), IsEmpty()) << said->DebugString();
  EXPECT_THAT(beta->assessed(), IsEmpty());
}

// One that does not know `as_of` would compare the record with its own lessons.
TEST_F(RecordReassessmentTest, AComponentThatCannotLookBackIsNotBelieved) {
  const auto alpha = registry_.Add("alpha");
  Open();
  const auto taught = Teach("@alpha use weeks");
  alpha->SetLearner([](v1::Assessment& assessment) {
    assessment.clear_proposals();
    assessment.set_score(0);
    assessment.mutable_position_seen()->set_sequence(99);
  });
  const auto said = Reassess(taught.record().id());
  ASSERT_THAT(said, IsOk());
  EXPECT_THAT(said->differences(), IsEmpty());
  ASSERT_THAT(said->missing(), SizeIs(1));
  EXPECT_THAT(said->missing(0).reason(), HasSubstr("newest memory"));
}

// A memory that is rebuilt from the log equals the one that lived through it.
TEST_F(RecordReassessmentTest, WhatWasAcceptedIsRebuilt) {
  const auto alpha = registry_.Add("alpha");
  Open();
  const auto first = Teach("@alpha use weeks");
  Teach("@alpha in UTC");
  Understand(*alpha, "ISO weeks");
  ASSERT_THAT(Reassess(first.record().id(), true), IsOk());
  ASSERT_TRUE(testing::Eventually([&] { return CaughtUp(*alpha); }));
  const std::string memory = alpha->Export("acme");
  alpha->LoseMemory();
  registry_.SetHealth("alpha", v1::COMPONENT_SERVING);
  ASSERT_TRUE(testing::Eventually([&] { return CaughtUp(*alpha); }));
  EXPECT_EQ(alpha->Export("acme"), memory);
  Reopen();
  EXPECT_EQ(Lessons()[0].understood_as(), "ISO weeks");
}

TEST_F(RecordReassessmentTest, OnlyWhatTeachesByItsWords) {
  registry_.Add("alpha");
  Open();
  auto thumb = Words("");
  thumb.mutable_record()->set_kind(v1::RECORD_THUMB);
  const auto taken = Submit(thumb);
  ASSERT_THAT(taken, IsOk());
  EXPECT_THAT(Reassess(taken->record().id()),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  EXPECT_THAT(Reassess("f-nothing"),
              StatusIs(StatusCode::kNotFound, Reason::RECORD_NOT_FOUND));
}

}  // namespace
}  // namespace alhf::coordinator

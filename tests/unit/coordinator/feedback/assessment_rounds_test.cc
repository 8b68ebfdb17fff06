#include "coordinator/feedback/assessment_rounds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "base/status.h"
#include "tests/unit/coordinator/feedback/path_fixture.h"

namespace alhf::coordinator {
namespace {

using storage::v1::Payload;
using ::testing::ElementsAre;
using testing::Eventually;
using testing::IsOk;

class AssessmentRoundsTest : public PathFixture {
 protected:
  std::vector<std::string> Joined() {
    std::vector<std::string> joined;
    for (const LogEntry& entry : Log()) {
      if (entry.payload->has_component_joined()) {
        joined.push_back(entry.payload->component_joined().manifest().name());
      }
    }
    return joined;
  }
};

TEST_F(AssessmentRoundsTest, MembershipIsAnEntryBeforeTheFirstRecord) {
  registry_.Add("alpha");
  registry_.Add("beta");
  Open();
  Teach("@alpha a");
  Teach("@alpha b");
  EXPECT_THAT(Joined(), ElementsAre("alpha", "beta"));
  EXPECT_TRUE(Log()[0].payload->has_component_joined());
  registry_.Add("gamma");
  Teach("@gamma c");
  EXPECT_THAT(Joined(), ElementsAre("alpha", "beta", "gamma"));
}

TEST_F(AssessmentRoundsTest, AComponentThatWasNeverThereIsAMemberAndMissing) {
  auto alpha = registry_.Add("alpha");
  alpha->SetAway(true);
  registry_.SetHealth("alpha", v1::COMPONENT_UNREACHABLE);
  registry_.Add("beta");
  Open();
  const auto status = Teach("@alpha @beta a");
  ASSERT_EQ(status.assignment().missing_size(), 1);
  EXPECT_EQ(status.assignment().missing(0).component(), "alpha");
  EXPECT_EQ(status.assignment().missing(0).reason().rfind("UNAVAILABLE", 0),
            0u);
  EXPECT_THAT(status.assignment().assessed(), ElementsAre("beta"));
  EXPECT_EQ(status.lessons_size(), 1);
}

TEST_F(AssessmentRoundsTest, AMissingMemberIsAskedAgainWhenItIsThere) {
  auto alpha = registry_.Add("alpha");
  registry_.Add("beta");
  Open();
  alpha->SetAway(true);
  registry_.SetHealth("alpha", v1::COMPONENT_UNREACHABLE);
  const auto first = Teach("@alpha @beta one");
  const auto second = Submit(Words("thanks"));
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(Status().awaiting_assessment(), 2u);
  alpha->SetAway(false);
  registry_.SetHealth("alpha", v1::COMPONENT_SERVING);
  ASSERT_TRUE(Eventually([&] { return Status().awaiting_assessment() == 0; }));
  ASSERT_TRUE(Eventually([&] {
    return Get(first.record().id())->state() == v1::FEEDBACK_LEARNED;
  }));
  const auto status = Get(first.record().id());
  EXPECT_EQ(status->assignment().revision(), 2u);
  EXPECT_TRUE(status->assignment().missing().empty());
  EXPECT_THAT(status->assignment().assessed(), ElementsAre("alpha", "beta"));
  ASSERT_EQ(status->assignment().parts_size(), 2);
  EXPECT_EQ(status->assignment().parts(0).component(), "beta");
  EXPECT_EQ(status->assignment().parts(1).component(), "alpha");
  EXPECT_FALSE(status->assignment().parts(1).held());
  ASSERT_EQ(status->lessons_size(), 2);
  EXPECT_NE(status->lessons(0).id(), status->lessons(1).id());
  EXPECT_EQ(alpha->Lessons("acme")[0].state(), v1::LESSON_ACTIVE);
  EXPECT_TRUE(Get(second->record().id())->assignment().missing().empty());
}

TEST_F(AssessmentRoundsTest, AMissingMemberIsAskedAgainThoughNobodyCalls) {
  auto alpha = registry_.Add("alpha");
  Open();
  std::atomic<int> failures = 3;
  alpha->SetAssessFault([&](const auto&) {
    return failures-- > 0 ? absl::DeadlineExceededError("slow")
                          : absl::OkStatus();
  });
  const auto status = Submit(Words("@alpha a", v1::WAIT_FOR_ASSESSED));
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->assignment().missing(0).reason().rfind("DEADLINE", 0), 0u);
  EXPECT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 1; }));
}

TEST_F(AssessmentRoundsTest, AClaimLaterThanAnHourIsHeld) {
  auto alpha = registry_.Add("alpha");
  Open();
  alpha->SetAway(true);
  registry_.SetHealth("alpha", v1::COMPONENT_UNREACHABLE);
  const auto status = Teach("@alpha a");
  clock_.Advance(absl::Minutes(61));
  alpha->SetAway(false);
  registry_.SetHealth("alpha", v1::COMPONENT_SERVING);
  ASSERT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 1; }));
  EXPECT_EQ(alpha->Lessons("acme")[0].state(), v1::LESSON_HELD);
  const auto now = Get(status.record().id());
  ASSERT_EQ(now->assignment().parts_size(), 1);
  EXPECT_TRUE(now->assignment().parts(0).held());
}

TEST_F(AssessmentRoundsTest, WhoJoinsNowIsNotAskedAboutBefore) {
  registry_.Add("alpha");
  Open();
  Teach("@alpha @late a");
  auto late = registry_.Add("late");
  Teach("@late b");
  ASSERT_EQ(late->Lessons("acme").size(), 1u);
  EXPECT_EQ(late->Lessons("acme")[0].text(), "@late b");
  EXPECT_EQ(late->assessed().size(), 1u);
}

TEST_F(AssessmentRoundsTest, WhoJoinsFromTheBeginningIs) {
  registry_.Add("alpha");
  Open();
  Teach("@alpha @late a");
  Teach("@alpha b");
  auto late = registry_.Add("late", /*from_beginning=*/true);
  ASSERT_TRUE(Eventually([&] { return late->assessed().size() == 2; }));
  ASSERT_TRUE(Eventually([&] { return late->Lessons("acme").size() == 1; }));
  EXPECT_EQ(late->Lessons("acme")[0].text(), "@alpha @late a");
}

TEST_F(AssessmentRoundsTest, TheNextRecordIsAssessedFromAMemoryThatSawThisOne) {
  auto alpha = registry_.Add("alpha");
  Open();
  for (int i = 0; i < 10; ++i) {
    ASSERT_THAT(
        Submit(Words(absl::StrCat("@alpha a", i), v1::WAIT_FOR_DURABLE)),
        IsOk());
  }
  ASSERT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 10; }));
  const auto lessons = alpha->Lessons("acme");
  const auto assessed = alpha->assessed();
  ASSERT_EQ(assessed.size(), 10u);
  for (size_t i = 1; i < assessed.size(); ++i) {
    EXPECT_EQ(assessed[i].min_position().sequence(),
              lessons[i - 1].learned_sequence());
  }
  v1::ListFeedbackRequest request;
  request.set_tenant("acme");
  const auto list = path_->List(request);
  ASSERT_THAT(list, IsOk());
  for (const auto& record : list->records()) {
    EXPECT_TRUE(record.assignment().missing().empty());
  }
}

TEST_F(AssessmentRoundsTest, AssessmentsAndAssignmentAreOneWrite) {
  registry_.Add("alpha");
  Open();
  for (int i = 0; i < 5; ++i) Teach("@alpha a");
  const auto log = Log();
  int assessments = 0;
  for (size_t i = 0; i < log.size(); ++i) {
    if (!log[i].payload->has_assessments()) continue;
    ++assessments;
    ASSERT_LT(i + 1, log.size());
    EXPECT_TRUE(log[i + 1].payload->has_assigned());
    EXPECT_EQ(log[i + 1].payload->assigned().assignment().record_id(),
              log[i].payload->assessments().record_id());
  }
  EXPECT_EQ(assessments, 5);
}

TEST_F(AssessmentRoundsTest, AThumbTeachesNobody) {
  auto alpha = registry_.Add("alpha");
  Open();
  auto request = Words("");
  request.mutable_record()->set_kind(v1::RECORD_THUMB);
  const auto status = Submit(request);
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->state(), v1::FEEDBACK_ASSESSED);
  EXPECT_TRUE(alpha->assessed().empty());
  EXPECT_EQ(Status().awaiting_assessment(), 0u);
}

TEST_F(AssessmentRoundsTest, AMisappliedLessonGetsTheQuestionAsCounterexample) {
  auto alpha = registry_.Add("alpha");
  Open();
  const auto taught = Teach("@alpha a");
  auto request = Words("");
  request.mutable_record()->set_kind(v1::RECORD_MISAPPLIED);
  request.mutable_record()->add_about_lessons(taught.lessons(0).id());
  const auto status = Submit(request);
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->state(), v1::FEEDBACK_LEARNED);
  const auto lessons = alpha->Lessons("acme");
  ASSERT_EQ(lessons[0].scope().counterexamples_size(), 1);
  EXPECT_EQ(lessons[0].scope().counterexamples(0).text(), "how many?");
  EXPECT_EQ(lessons[0].scope().counterexamples(0).exchange_id(), "x-1");
}

TEST_F(AssessmentRoundsTest, WhoIsNamedLearnsWhateverItScores) {
  auto alpha = registry_.Add("alpha");
  auto beta = registry_.Add("beta");
  Open();
  auto request = Words("plain words");
  request.mutable_record()->add_assign_to("beta");
  const auto status = Submit(request);
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->state(), v1::FEEDBACK_LEARNED);
  EXPECT_EQ(beta->Lessons("acme").size(), 1u);
  EXPECT_TRUE(alpha->Lessons("acme").empty());
  EXPECT_TRUE(beta->assessed()[0].assume_in_scope());
  EXPECT_FALSE(alpha->assessed()[0].assume_in_scope());
}

TEST_F(AssessmentRoundsTest, AReassignedLessonMovesToTheOtherComponent) {
  auto alpha = registry_.Add("alpha");
  auto beta = registry_.Add("beta");
  Open();
  const auto taught = Teach("@alpha wrong place");
  auto request = Words("");
  request.mutable_record()->set_kind(v1::RECORD_REASSIGN);
  request.mutable_record()->add_about_lessons(taught.lessons(0).id());
  request.mutable_record()->add_assign_to("beta");
  const auto status = Submit(request);
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->state(), v1::FEEDBACK_LEARNED);
  ASSERT_EQ(beta->Lessons("acme").size(), 1u);
  EXPECT_EQ(beta->Lessons("acme")[0].text(), "@alpha wrong place");
  EXPECT_EQ(alpha->Lessons("acme")[0].state(), v1::LESSON_RETIRED);
  EXPECT_EQ(alpha->Lessons("acme")[0].retire_reason(), v1::RETIRE_REASSIGNED);
  EXPECT_EQ(alpha->assessed().size(), 1u);
}

TEST_F(AssessmentRoundsTest, AStuckComponentHoldsUpTheNextRecordOnlySoLong) {
  auto alpha = registry_.Add("alpha");
  options_.apply_timeout = absl::Milliseconds(20);
  Open();
  alpha->SetApplyFault(
      [](const auto&) { return absl::UnavailableError("stuck"); });
  ASSERT_THAT(Submit(Words("@alpha a", v1::WAIT_FOR_ASSESSED)), IsOk());
  const auto next = Submit(Words("@alpha b", v1::WAIT_FOR_ASSESSED));
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ(next->state(), v1::FEEDBACK_ASSESSED);
  alpha->SetApplyFault(nullptr);
  EXPECT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 2; }));
}

}  // namespace
}  // namespace alhf::coordinator

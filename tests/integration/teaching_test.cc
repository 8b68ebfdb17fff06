// The ways in which a person teaches, looks and changes his mind.
#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "base/grpc_status.h"
#include "tests/integration/system_test.h"

namespace alhf::testing {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Property;

using TeachingTest = SystemTest;

std::string DialectOf(Conversation& talk, const std::string& question) {
  const absl::StatusOr<v1::Exchange> answer = talk.Ask(question);
  EXPECT_TRUE(answer.ok()) << answer.status();
  if (!answer.ok()) return "";
  return StepOf(*answer, MiniSystem::kSqlGenerator).output().table().dialect();
}

TEST_F(TeachingTest, HeldLessonsWaitForAPerson) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange first, talk.Ask(kWeeks));
  ASSERT_OK_AND_ASSIGN(
      const v1::FeedbackStatus held,
      talk.Teach(first.id(), kIsoFeedback, v1::ACTIVATION_HOLD));
  ASSERT_THAT(held.lessons(), Not(IsEmpty()));
  EXPECT_THAT(held.lessons(),
              Each(Property(&v1::Lesson::state, v1::LESSON_HELD)));
  EXPECT_THAT(held.lessons(),
              Each(Property(&v1::Lesson::understood_as, Not(IsEmpty()))));
  EXPECT_EQ(DialectOf(talk, kWeeksReworded), "sqlite");

  for (const v1::Lesson& lesson : held.lessons()) {
    ASSERT_OK_AND_ASSIGN(const v1::Lesson accepted, talk.Accept(lesson.id()));
    EXPECT_EQ(accepted.state(), v1::LESSON_ACTIVE);
    EXPECT_NE(accepted.etag(), lesson.etag());
  }
  EXPECT_EQ(DialectOf(talk, kWeeksReworded), "postgresql");
}

TEST_F(TeachingTest, DiscardedLessonsNeverAct) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange first, talk.Ask(kWeeks));
  ASSERT_OK_AND_ASSIGN(
      const v1::FeedbackStatus held,
      talk.Teach(first.id(), kIsoFeedback, v1::ACTIVATION_HOLD));
  for (const v1::Lesson& lesson : held.lessons()) {
    ASSERT_OK_AND_ASSIGN(const v1::Lesson gone, talk.Discard(lesson.id()));
    EXPECT_EQ(gone.state(), v1::LESSON_RETIRED);
    EXPECT_EQ(gone.retire_reason(), v1::RETIRE_DISCARDED);
    EXPECT_THAT(
        talk.Accept(lesson.id()),
        StatusIs(absl::StatusCode::kFailedPrecondition, Reason::LESSON_STATE));
  }
  EXPECT_EQ(DialectOf(talk, kWeeksReworded), "sqlite");
}

TEST_F(TeachingTest, ShadowLessonsAreSeenAndDoNotAct) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange first, talk.Ask(kWeeks));
  ASSERT_OK_AND_ASSIGN(
      const v1::FeedbackStatus shadow,
      talk.Teach(first.id(), kIsoFeedback, v1::ACTIVATION_SHADOW));
  EXPECT_EQ(DialectOf(talk, kWeeksReworded), "sqlite");
  ASSERT_OK_AND_ASSIGN(const v1::Plan plan, talk.Plan(kWeeksReworded));
  std::vector<std::string> seen;
  for (const v1::ComponentPlan& part : plan.components()) {
    EXPECT_THAT(part.items(), IsEmpty());
    for (const v1::AdjustmentItem& item : part.set_aside()) {
      EXPECT_EQ(item.disposition(), v1::DISPOSITION_SHADOW);
      seen.push_back(item.lesson_id());
    }
  }
  EXPECT_EQ(seen.size(), static_cast<size_t>(shadow.lessons_size()));
}

TEST_F(TeachingTest, ForgettingCanBeTakenBack) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange first, talk.Ask(kWeeks));
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus taught,
                       talk.Teach(first.id(), kIsoFeedback));
  EXPECT_EQ(DialectOf(talk, kWeeksReworded), "postgresql");
  for (const v1::Lesson& lesson : taught.lessons()) {
    ASSERT_OK_AND_ASSIGN(const v1::Lesson gone, talk.Forget(lesson.id()));
    EXPECT_EQ(gone.retire_reason(), v1::RETIRE_FORGOTTEN);
  }
  EXPECT_EQ(DialectOf(talk, kWeeksReworded), "sqlite");
  for (const v1::Lesson& lesson : taught.lessons()) {
    ASSERT_OK_AND_ASSIGN(const v1::Lesson back, talk.Restore(lesson.id()));
    EXPECT_EQ(back.state(), v1::LESSON_ACTIVE);
  }
  EXPECT_EQ(DialectOf(talk, kWeeksReworded), "postgresql");
}

TEST_F(TeachingTest, ARecordOfAnUnknownExchangeIsDetached) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  v1::SubmitFeedbackRequest request;
  v1::FeedbackRecord& record = *request.mutable_record();
  record.set_text(kIsoFeedback);
  record.mutable_exchange()->set_id("x-of-another-system");
  EXPECT_THAT(talk.Submit(request), StatusIs(absl::StatusCode::kNotFound,
                                             Reason::EXCHANGE_NOT_FOUND));

  record.mutable_exchange()->set_question(kWeeks);
  record.mutable_exchange()->set_answer("There were many.");
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus taught, talk.Submit(request));
  EXPECT_TRUE(taught.record().detached());
  EXPECT_THAT(Learners(taught), ElementsAre(MiniSystem::kSqlGenerator));
  EXPECT_EQ(DialectOf(talk, kWeeksReworded), "postgresql");
}

TEST_F(TeachingTest, AnAgentWithItsOwnPipelineTeachesAsWell) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  v1::RecordExchangeRequest request;
  request.set_tenant(talk.tenant());
  request.set_request_id("once");
  request.mutable_exchange()->set_id("run-17");
  request.mutable_exchange()->set_question(kWeeks);
  request.mutable_exchange()->set_answer("There were many.");
  v1::Exchange recorded;
  for (int attempt = 0; attempt < 2; ++attempt) {
    grpc::ClientContext context;
    ASSERT_OK(FromGrpcStatus(
        system().coordinator().RecordExchange(&context, request, &recorded)));
    EXPECT_EQ(recorded.id(), "run-17");
  }
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus taught,
                       talk.Teach("run-17", kIsoFeedback));
  EXPECT_FALSE(taught.record().detached());
  EXPECT_EQ(taught.record().exchange().question(), kWeeks);

  ASSERT_OK_AND_ASSIGN(const v1::Plan plan, talk.Plan(kWeeksReworded));
  for (const v1::ComponentPlan& part : plan.components()) {
    if (part.component() == MiniSystem::kSqlGenerator) {
      EXPECT_EQ(part.items_size(), taught.lessons_size());
      EXPECT_THAT(part.guidance(), HasSubstr("ISO weeks"));
    } else {
      EXPECT_THAT(part.items(), IsEmpty());
    }
  }
}

TEST_F(TeachingTest, WordsThatNobodyOwnsTeachNobody) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange first, talk.Ask(kWeeks));
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus taught,
                       talk.Teach(first.id(), "My train was late today."));
  EXPECT_THAT(Learners(taught), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const auto lessons, talk.Lessons());
  EXPECT_THAT(lessons, IsEmpty());
}

}  // namespace
}  // namespace alhf::testing

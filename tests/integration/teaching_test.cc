// The ways in which a person teaches, looks and changes his mind.
#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
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
using ::testing::SizeIs;

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

// Lessons that a plan for `question` applies.
std::vector<std::string> Applied(Conversation& talk,
                                 const std::string& question) {
  std::vector<std::string> lessons;
  const absl::StatusOr<v1::Plan> plan = talk.Plan(question);
  EXPECT_TRUE(plan.ok()) << plan.status();
  if (!plan.ok()) return lessons;
  for (const v1::ComponentPlan& part : plan->components()) {
    for (const auto& item : part.items()) lessons.push_back(item.lesson_id());
  }
  return lessons;
}

TEST_F(TeachingTest, ForgettingBringsNothingBackThatWasReplaced) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  const std::string question = "How long may a trip report be?";
  ASSERT_OK_AND_ASSIGN(const v1::Exchange first, talk.Ask(question));
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus older,
                       talk.Teach(first.id(), "Answer in bullet points."));
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus newer,
                       talk.Teach(first.id(), "Answer in prose."));
  ASSERT_EQ(older.lessons_size(), 1);
  ASSERT_EQ(newer.lessons_size(), 1);
  EXPECT_THAT(Applied(talk, question), ElementsAre(newer.lessons(0).id()));
  ASSERT_OK(talk.Forget(newer.lessons(0).id()).status());
  EXPECT_THAT(Applied(talk, question), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const v1::Lesson back,
                       talk.Restore(older.lessons(0).id()));
  EXPECT_EQ(back.state(), v1::LESSON_ACTIVE);
  EXPECT_THAT(Applied(talk, question), ElementsAre(older.lessons(0).id()));
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

TEST_F(TeachingTest, AReportInWordsSilencesItsLessonThere) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange first, talk.Ask(kWeeks));
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus taught,
                       talk.Teach(first.id(), kIsoFeedback));
  ASSERT_THAT(taught.lessons(), Not(IsEmpty()));
  ASSERT_OK_AND_ASSIGN(const v1::Exchange other, talk.Ask(kWeeksReworded));
  const v1::Step step = StepOf(other, MiniSystem::kSqlGenerator);
  ASSERT_THAT(step.applied(), Not(IsEmpty()));
  // Words of one of them, where there are more.
  ASSERT_OK_AND_ASSIGN(
      const v1::FeedbackStatus report,
      talk.Teach(other.id(), step.applied_size() == 1
                                 ? "That did not apply here."
                                 : "The ISO weeks do not belong here."));
  EXPECT_EQ(report.record().kind(), v1::RECORD_MISAPPLIED);
  ASSERT_EQ(report.record().about_lessons_size(), 1);
  const std::string& id = report.record().about_lessons(0);
  ASSERT_OK_AND_ASSIGN(const v1::Exchange again, talk.Ask(kWeeksReworded));
  const v1::Step step_again = StepOf(again, MiniSystem::kSqlGenerator);
  for (const v1::AdjustmentItem& item : step_again.applied()) {
    EXPECT_NE(item.lesson_id(), id);
  }
}

TEST_F(TeachingTest, WhatHoldsForATimeEndsWithIt) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange first, talk.Ask(kWeeks));
  ASSERT_OK_AND_ASSIGN(
      const v1::FeedbackStatus taught,
      talk.Teach(first.id(), "Until the end of 2099, we are on Postgres."));
  ASSERT_EQ(taught.lessons_size(), 1);
  const v1::Scope& scope = taught.lessons(0).scope();
  EXPECT_EQ(scope.not_after().seconds(),
            absl::ToUnixSeconds(
                absl::FromCivil(absl::CivilYear(2100), absl::UTCTimeZone())) -
                1);
  EXPECT_EQ(DialectOf(talk, kWeeks), "postgresql");
  ASSERT_OK_AND_ASSIGN(
      const v1::FeedbackStatus later,
      talk.Teach(first.id(), "From 2098 on, we are on MySQL."));
  ASSERT_EQ(later.lessons_size(), 1);
  EXPECT_TRUE(later.lessons(0).scope().has_not_before());
  // Newer, and not in force yet.
  EXPECT_EQ(DialectOf(talk, kWeeks), "postgresql");
}

TEST_F(TeachingTest, WhatIsSaidAgainIsOneLessonWithAllWhoSaidIt) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange first, talk.Ask(kWeeks));
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus taught,
                       talk.Teach(first.id(), "We are on Postgres."));
  ASSERT_EQ(taught.lessons_size(), 1);
  const std::string id = taught.lessons(0).id();
  ASSERT_OK_AND_ASSIGN(
      const v1::FeedbackStatus again,
      talk.Teach(first.id(), "Our database is PostgreSQL, by the way."));
  ASSERT_EQ(again.lessons_size(), 1);
  EXPECT_EQ(again.lessons(0).id(), id);
  EXPECT_EQ(again.state(), v1::FEEDBACK_LEARNED);
  ASSERT_OK_AND_ASSIGN(const auto lessons, talk.Lessons());
  ASSERT_THAT(lessons, SizeIs(1));
  ASSERT_EQ(lessons[0].sources_size(), 2);
  EXPECT_EQ(lessons[0].sources(1).record_id(), again.record().id());
  EXPECT_EQ(lessons[0].text(), taught.lessons(0).text());

  // Something else came in between: what is said then is newer than both.
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus other,
                       talk.Teach(first.id(), "We are on MySQL."));
  ASSERT_EQ(other.lessons_size(), 1);
  EXPECT_EQ(DialectOf(talk, kWeeks), "mysql");
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus back,
                       talk.Teach(first.id(), "We are on Postgres."));
  ASSERT_EQ(back.lessons_size(), 1);
  EXPECT_NE(back.lessons(0).id(), id);
  EXPECT_EQ(DialectOf(talk, kWeeks), "postgresql");
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

// Each has a condition, a comparison or a meaning that takes a person, or a
// language model, to follow. Given to all three whether they claim it or not.
TEST_F(TeachingTest, WhatNoEngineCanReadIsNeverCalledEnforced) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange first, talk.Ask(kWeeks));
  for (const char* text : {
           "use ISO weeks unless the fiscal year began on a Monday",
           "use ISO weeks, but only when the auditors are in",
           "weeks should follow the school calendar",
           "use US weeks for American customers and ISO weeks for the rest",
           "we are on Postgres if the moon is full",
           "leave out test accounts if their manager is on holiday",
           "leave out customers who never paid on time",
           "revenue is net of refunds except for those the courier lost",
           "an active customer is one whom our sales people would call warm",
           "a big order is one that needs two people to carry",
           "top customers are those who complain least",
           "count a customer twice when he moved",
           "treat orders from abroad as if they were from here",
           "convert prices to euros at the rate of that day",
           "the second quarter ends when the harvest does",
           "answers as bullets, but only when the finance director asks",
           "show a table when it is a long list, otherwise a sentence",
           "five bullets at most, unless there are six good ones",
           "keep answers shorter than the question was interesting",
           "sort by how urgent it feels",
           "begin each answer with the weather in Oslo",
           "answer in German",
           "round amounts the way our accountants do",
           "use the newest page only where legal has signed it off",
           "prefer sources that somebody wrote before she left",
           "use the handbook unless it sounds tired",
           "do not mention competitors unless we beat them",
           "PTO is what we call it on Fridays",
       }) {
    SCOPED_TRACE(text);
    v1::SubmitFeedbackRequest request;
    request.mutable_record()->set_text(text);
    request.mutable_record()->mutable_exchange()->set_id(first.id());
    for (const char* component :
         {"retriever", "sql_generator", "answer_writer"}) {
      request.mutable_record()->add_assign_to(component);
    }
    ASSERT_OK(talk.Submit(std::move(request)).status());
  }
  ASSERT_OK_AND_ASSIGN(const auto lessons, talk.Lessons());
  EXPECT_GE(lessons.size(), 28u);
  for (const v1::Lesson& lesson : lessons) {
    EXPECT_NE(lesson.effect(), v1::EFFECT_ENFORCED) << lesson.DebugString();
  }
  ASSERT_OK_AND_ASSIGN(const v1::Exchange after, talk.Ask(kWeeks));
  EXPECT_EQ(after.answer(), first.answer());
}

}  // namespace
}  // namespace alhf::testing

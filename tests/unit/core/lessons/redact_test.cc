#include "core/lessons/redact.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"

namespace alhf::core {
namespace {

constexpr char kWord[] = "zanzibar";

template <typename Message>
bool HasWord(const Message& message) {
  return absl::StrContains(message.SerializeAsString(), kWord);
}

Erased ErasedLesson() {
  Erased erased;
  erased.lessons = {"l-1"};
  return erased;
}

v1::Exchange ExchangeOf(const std::string& user) {
  v1::Exchange exchange;
  exchange.set_id("x-1");
  exchange.set_tenant("acme");
  exchange.set_user(user);
  exchange.set_question("a question");
  v1::ComponentPlan& plan = *exchange.mutable_plan()->add_components();
  v1::AdjustmentItem& item = *plan.add_items();
  item.set_lesson_id("l-1");
  item.set_why(kWord);
  plan.add_items()->set_lesson_id("l-2");
  plan.add_set_aside()->CopyFrom(item);
  plan.set_guidance(kWord);
  plan.mutable_rejected()->set_nearest_lesson_id("l-1");
  plan.mutable_rejected()->set_nearest_reason(kWord);
  v1::ScoredLesson& scored = *plan.add_scored();
  scored.set_lesson_id("l-1");
  scored.set_gate(kWord);
  v1::Step& step = *exchange.add_steps();
  *step.add_applied() = item;
  *step.add_idle() = item;
  return exchange;
}

TEST(RedactTest, AnExchangeLosesWhatALessonDidInIt) {
  v1::Exchange exchange = ExchangeOf("ann");
  EXPECT_TRUE(Redact(ErasedLesson(), exchange));
  EXPECT_FALSE(HasWord(exchange));
  EXPECT_EQ(exchange.question(), "a question");
  ASSERT_EQ(exchange.plan().components(0).items_size(), 1);
  EXPECT_EQ(exchange.plan().components(0).items(0).lesson_id(), "l-2");
  EXPECT_FALSE(Redact(ErasedLesson(), exchange)) << "nothing is left to do";
}

TEST(RedactTest, AnExchangeOfAnErasedPersonKeepsItsIdAlone) {
  Erased erased;
  erased.user = "ann";
  v1::Exchange hers = ExchangeOf("ann");
  EXPECT_TRUE(Redact(erased, hers));
  EXPECT_EQ(hers.id(), "x-1");
  EXPECT_EQ(hers.question(), "");
  EXPECT_EQ(hers.user(), "");
  EXPECT_FALSE(hers.has_plan());
  v1::Exchange his = ExchangeOf("bob");
  EXPECT_FALSE(Redact(erased, his));
  EXPECT_EQ(his.question(), "a question");
  v1::Exchange of_nobody = ExchangeOf("");
  EXPECT_FALSE(Redact(erased, of_nobody));
  erased = Erased();
  EXPECT_FALSE(Redact(erased, of_nobody));
  erased.everything = true;
  EXPECT_TRUE(Redact(erased, of_nobody));
}

TEST(RedactTest, AChangeKeepsWhatFoldingNeeds) {
  v1::Change learn;
  v1::Lesson& lesson = *learn.mutable_learn()->mutable_lesson();
  lesson.set_id("l-1");
  lesson.set_tenant("acme");
  lesson.set_component("writer");
  lesson.set_text(kWord);
  lesson.set_understood_as(kWord);
  lesson.mutable_scope()->add_triggers(kWord);
  lesson.set_giver(kWord);
  lesson.set_state(v1::LESSON_ACTIVE);
  v1::Change revise;
  *revise.mutable_revise()->mutable_lesson() = lesson;
  v1::Change retire;
  retire.mutable_retire()->set_lesson_id("l-1");
  retire.mutable_retire()->set_note(kWord);
  v1::Change promote;
  promote.mutable_promote()->set_lesson_id("l-1");
  promote.mutable_promote()->set_user(kWord);
  v1::Change example;
  example.mutable_add_counterexample()->set_lesson_id("l-1");
  example.mutable_add_counterexample()->mutable_counterexample()->set_text(
      kWord);
  v1::Change source;
  source.mutable_add_source()->set_lesson_id("l-1");
  source.mutable_add_source()->mutable_source()->set_question(kWord);
  for (v1::Change* change :
       {&learn, &revise, &retire, &promote, &example, &source}) {
    const v1::Change::KindCase kind = change->kind_case();
    EXPECT_TRUE(Redact(ErasedLesson(), *change));
    EXPECT_FALSE(HasWord(*change)) << change->ShortDebugString();
    EXPECT_EQ(change->kind_case(), kind);
    EXPECT_FALSE(Redact(ErasedLesson(), *change));
  }
  EXPECT_EQ(learn.learn().lesson().id(), "l-1");
  EXPECT_EQ(learn.learn().lesson().component(), "writer");
  EXPECT_EQ(learn.learn().lesson().state(), v1::LESSON_HELD)
      << "what has no words is never recalled";
}

TEST(RedactTest, ChangesOfOtherLessonsAreLeft) {
  v1::Change retire;
  retire.mutable_retire()->set_lesson_id("l-2");
  retire.mutable_retire()->set_note(kWord);
  EXPECT_FALSE(Redact(ErasedLesson(), retire));
  EXPECT_TRUE(HasWord(retire));
}

TEST(RedactTest, AssessmentsAndAssignmentsKeepTheirOutcome) {
  v1::Assessment assessment;
  assessment.set_component("writer");
  assessment.set_outcome(v1::OUTCOME_CLAIMED);
  assessment.set_score(0.75);
  assessment.set_reason(kWord);
  assessment.add_proposals()->set_understood_as(kWord);
  RemoveWords(assessment);
  EXPECT_FALSE(HasWord(assessment));
  EXPECT_EQ(assessment.component(), "writer");
  EXPECT_EQ(assessment.outcome(), v1::OUTCOME_CLAIMED);
  EXPECT_EQ(assessment.score(), 0.75);
  v1::Assignment assignment;
  v1::Assignment::Part& part = *assignment.add_parts();
  part.set_component("writer");
  part.set_reason(kWord);
  RemoveWords(assignment);
  EXPECT_FALSE(HasWord(assignment));
  EXPECT_EQ(assignment.parts(0).component(), "writer");
}

}  // namespace
}  // namespace alhf::core

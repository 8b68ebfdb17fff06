#include "eval/diagnosis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DiagnosisTest : public ::testing::Test {
 protected:
  DiagnosisTest() : scenario_(Harbour()), taught_(scenario_) {
    requirement_.needs = {{0}};
    requirement_.checks = {{CheckKind::kAnswerContains, "boat"}};
    answer_.answered = true;
  }

  static Scenario Harbour() {
    Scenario scenario;
    scenario.id = "harbour";
    scenario.records.resize(3);
    for (size_t i = 0; i < 3; ++i) {
      scenario.records[i].id = "f" + std::to_string(i);
      scenario.records[i].assign = {{"writer"}};
    }
    scenario.records[2].supersedes = {0};
    return scenario;
  }

  // Gives a record and what became of it.
  void Give(RecordIndex record, const std::string& component,
            v1::Effect effect = v1::EFFECT_ENFORCED,
            v1::LessonState state = v1::LESSON_ACTIVE) {
    taught_.Give(record);
    v1::FeedbackStatus status;
    status.mutable_record()->set_id("f-" + std::to_string(record));
    if (!component.empty()) {
      v1::Lesson& lesson = *status.add_lessons();
      lesson.set_id("l-" + std::to_string(record));
      lesson.set_component(component);
      lesson.set_effect(effect);
      lesson.set_state(state);
      lesson.add_sources()->set_record_id(status.record().id());
    }
    lessons_.Add({0, record}, status);
  }

  Situation Now() const { return {scenario_, 0, taught_, lessons_}; }
  std::string Why() const { return WhyUnmet(Now(), requirement_, answer_); }

  Scenario scenario_;
  Requirement requirement_;
  TaughtState taught_;
  TaughtLessons lessons_;
  Answer answer_;
};

TEST_F(DiagnosisTest, SaysHowFarARecordCame) {
  EXPECT_EQ(Why(), "not taught");
  Give(0, "");
  EXPECT_EQ(Why(), "not assigned");
  Give(0, "finder");
  EXPECT_EQ(Why(), "not assigned");
  Give(0, "writer", v1::EFFECT_NOT_UNDERSTOOD, v1::LESSON_HELD);
  EXPECT_EQ(Why(), "not understood");
  Give(0, "writer");
  EXPECT_EQ(Why(), "not recalled");
  answer_.overruled = {"l-0"};
  EXPECT_EQ(Why(), "overruled");
  answer_.applied = {"l-0"};
  EXPECT_EQ(Why(), "check failed");
  answer_.answered = false;
  EXPECT_EQ(Why(), "no answer");
  Give(0, "writer", v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ(Why(), "guidance only");
  Give(2, "writer");
  EXPECT_EQ(Why(), "not taught");
}

TEST_F(DiagnosisTest, AnAbsentPartIsNoAnswer) {
  Give(0, "writer");
  answer_.applied = {"l-0"};
  requirement_.checks = {{CheckKind::kSqlContains, "x"}};
  EXPECT_EQ(Why(), "no answer");
  answer_.sql = "SELECT 1";
  EXPECT_EQ(Why(), "check failed");
  requirement_.checks = {{CheckKind::kSourcesInclude, "x"}};
  EXPECT_EQ(Why(), "no answer");
}

TEST_F(DiagnosisTest, OneRecordOfAGroupIsEnoughAndAllGroupsAreNeeded) {
  Give(0, "");
  Give(1, "writer");
  answer_.applied = {"l-1"};
  requirement_.needs = {{0, 1}};
  EXPECT_EQ(Why(), "check failed");
  requirement_.needs = {{0}, {1}};
  EXPECT_EQ(Why(), "not assigned");
}

TEST_F(DiagnosisTest, KnowsWhatTheEngineCanDo) {
  EXPECT_EQ(EffectOf(Now(), requirement_), RequirementEffect::kNone);
  Give(0, "writer", v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ(EffectOf(Now(), requirement_), RequirementEffect::kGuidance);
  Give(1, "writer", v1::EFFECT_ENFORCED);
  requirement_.needs = {{0, 1}};
  EXPECT_EQ(EffectOf(Now(), requirement_), RequirementEffect::kEnforced);
  // What somebody else learned does not count.
  requirement_.needs = {{1}};
  Give(1, "finder");
  EXPECT_EQ(EffectOf(Now(), requirement_), RequirementEffect::kNone);
}

TEST_F(DiagnosisTest, SaysWhichLessonsShouldNotHaveActed) {
  Scenario other;
  other.id = "other";
  other.records.resize(1);
  other.records[0].id = "f9";
  const std::vector<const Scenario*> all = {&scenario_, &other};
  Give(0, "writer");
  Give(1, "writer");
  v1::FeedbackStatus status;
  status.mutable_record()->set_id("f-9");
  v1::Lesson& lesson = *status.add_lessons();
  lesson.set_id("l-9");
  lesson.add_sources()->set_record_id("f-9");
  lessons_.Add({1, 0}, status);

  Question question;
  question.applies = {0};
  answer_.applied = {"l-0"};
  EXPECT_THAT(Misapplied(Now(), question, all, answer_), IsEmpty());
  answer_.applied = {"l-0", "l-1", "l-9", "l-x"};
  EXPECT_THAT(
      Misapplied(Now(), question, all, answer_),
      ElementsAre("f1: misapplied", "l-x: foreign", "other/f9: misapplied"));
  Give(2, "writer");
  answer_.applied = {"l-0"};
  EXPECT_THAT(Misapplied(Now(), question, all, answer_),
              ElementsAre("f0: superseded still fires"));
}

}  // namespace
}  // namespace alhf::eval

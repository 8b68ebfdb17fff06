#include "coordinator/feedback/said_again.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using storage::v1::Payload;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// "l-<number>" of record "f-<number>": ISO weeks, for everybody.
Payload::Assigned Weeks(int number) {
  const std::string record = absl::StrCat("f-", number);
  Payload payload = LearnPayload(record, "a", absl::StrCat("l-", number));
  v1::Lesson& lesson = *payload.mutable_assigned()
                            ->mutable_changes(0)
                            ->mutable_change()
                            ->mutable_learn()
                            ->mutable_lesson();
  lesson.set_text(absl::StrCat("ISO weeks, number ", number));
  lesson.set_effect(v1::EFFECT_ENFORCED);
  lesson.set_conflict_key("week");
  lesson.mutable_directive()->set_type_name("Week");
  lesson.mutable_directive()->set_payload("iso");
  lesson.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  lesson.mutable_scope()->set_topic("reports");
  v1::Source& source = *lesson.add_sources();
  source.set_record_id(record);
  source.mutable_span()->set_end(9);
  source.set_question(absl::StrCat("question ", number));
  return std::move(*payload.mutable_assigned());
}

v1::Lesson& LessonOf(Payload::Assigned& assigned) {
  return *assigned.mutable_changes(0)
              ->mutable_change()
              ->mutable_learn()
              ->mutable_lesson();
}

class SaidAgainTest : public ::testing::Test {
 protected:
  void Fold(const Payload::Assigned& assigned) {
    Payload payload;
    *payload.mutable_assigned() = assigned;
    Fold(payload);
  }
  void Fold(const Payload& payload) { view_.Fold(At(++sequence_, payload)); }
  // The id under which a record that brings `assigned` has its lesson.
  std::string Said(Payload::Assigned assigned) {
    LinkSaidAgain(view_, assigned);
    Fold(assigned);
    return assigned.assignment().parts(0).lesson_ids(0);
  }

  TenantView view_;
  uint64_t sequence_ = 0;
};

TEST_F(SaidAgainTest, IsOneLessonWithAllWhoSaidIt) {
  Fold(Weeks(1));
  Payload::Assigned again = Weeks(2);
  const std::vector<v1::Lesson> linked = LinkSaidAgain(view_, again);
  ASSERT_THAT(linked, SizeIs(1));
  EXPECT_THAT(again.assignment().parts(0).lesson_ids(), ElementsAre("l-1"));
  ASSERT_EQ(again.changes_size(), 1);
  EXPECT_EQ(again.changes(0).component(), "a");
  ASSERT_TRUE(again.changes(0).change().has_add_source());
  Fold(again);
  const v1::Lesson& lesson = *view_.FindLesson("l-1");
  EXPECT_EQ(view_.FindLesson("l-2"), nullptr);
  EXPECT_EQ(lesson.text(), "ISO weeks, number 1");
  ASSERT_EQ(lesson.sources_size(), 2);
  EXPECT_EQ(lesson.sources(0).question(), "question 1");
  EXPECT_EQ(lesson.sources(1).record_id(), "f-2");
  EXPECT_EQ(lesson.sources(1).span().end(), 9U);
  EXPECT_EQ(lesson.sources(1).question(), "") << "it stays in its record";
  EXPECT_EQ(linked[0].sources_size(), 2);
  EXPECT_EQ(Said(Weeks(3)), "l-1");
  EXPECT_EQ(view_.FindLesson("l-1")->sources_size(), 3);
}

TEST_F(SaidAgainTest, WhatDiffersStaysApart) {
  Fold(Weeks(1));
  const std::vector<std::function<void(v1::Lesson&)>> others = {
      [](v1::Lesson& l) { l.set_component("b"); },
      [](v1::Lesson& l) { l.set_state(v1::LESSON_SHADOW); },
      [](v1::Lesson& l) { l.set_effect(v1::EFFECT_GUIDANCE_ONLY); },
      [](v1::Lesson& l) { l.set_conflict_key("day"); },
      [](v1::Lesson& l) { l.mutable_directive()->set_payload("us"); },
      [](v1::Lesson& l) { l.mutable_directive()->set_type_name("Day"); },
      [](v1::Lesson& l) { l.clear_directive(); },
      [](v1::Lesson& l) { l.mutable_scope()->set_topic("letters"); },
      [](v1::Lesson& l) { l.mutable_scope()->set_user("ann"); },
      [](v1::Lesson& l) { l.mutable_scope()->set_agent("atlas"); },
      [](v1::Lesson& l) { l.mutable_scope()->add_triggers("week"); },
      [](v1::Lesson& l) {
        l.mutable_scope()->mutable_not_after()->set_seconds(1);
      },
  };
  for (size_t i = 0; i < others.size(); ++i) {
    Payload::Assigned other = Weeks(2);
    others[i](LessonOf(other));
    EXPECT_THAT(LinkSaidAgain(view_, other), IsEmpty()) << i;
    EXPECT_EQ(other.changes(0).change().learn().lesson().id(), "l-2") << i;
  }
}

TEST_F(SaidAgainTest, WithoutADirectiveTheWordsDecide) {
  const auto guidance = [](int number, const std::string& words) {
    Payload::Assigned assigned = Weeks(number);
    LessonOf(assigned).clear_directive();
    LessonOf(assigned).clear_conflict_key();
    LessonOf(assigned).set_text(words);
    return assigned;
  };
  Fold(guidance(1, "Mind the weeks."));
  EXPECT_EQ(Said(guidance(2, " mind the Weeks.")), "l-1");
  EXPECT_EQ(Said(guidance(3, "Mind the weeks, please.")), "l-3");
}

TEST_F(SaidAgainTest, OneQuestionIsNotAnother) {
  const auto about = [](int number, const std::string& question) {
    Payload::Assigned assigned = Weeks(number);
    LessonOf(assigned).mutable_scope()->set_breadth(v1::BREADTH_QUESTION);
    LessonOf(assigned).mutable_sources(0)->set_question(question);
    return assigned;
  };
  Fold(about(1, "how many?"));
  EXPECT_EQ(Said(about(2, "who?")), "l-2");
  EXPECT_EQ(Said(about(3, "who?")), "l-2");
}

TEST_F(SaidAgainTest, AfterSomethingElseItIsNew) {
  Fold(Weeks(1));
  Payload::Assigned other = Weeks(2);
  LessonOf(other).mutable_directive()->set_payload("us");
  EXPECT_EQ(Said(other), "l-2");
  EXPECT_EQ(Said(Weeks(3)), "l-3");
  EXPECT_EQ(Said(Weeks(4)), "l-3");
}

TEST_F(SaidAgainTest, WithSomethingElseOfTheSameMatterItIsNew) {
  Fold(Weeks(1));
  Payload::Assigned both = Weeks(2);
  auto& second = *both.add_changes();
  second = both.changes(0);
  v1::Lesson& other =
      *second.mutable_change()->mutable_learn()->mutable_lesson();
  other.set_id("l-2-2");
  other.mutable_directive()->set_payload("us");
  EXPECT_THAT(LinkSaidAgain(view_, both), IsEmpty());
  other.set_conflict_key("day");
  EXPECT_THAT(LinkSaidAgain(view_, both), SizeIs(1));
}

TEST_F(SaidAgainTest, WhatWasReportedOrIsOutOfForceIsLearnedAnew) {
  Fold(Weeks(1));
  Payload::Assigned report = Weeks(2);
  auto& example = *report.mutable_changes(0)
                       ->mutable_change()
                       ->mutable_add_counterexample();
  example.set_lesson_id("l-1");
  example.mutable_counterexample()->set_text("not here");
  Fold(report);
  EXPECT_EQ(Said(Weeks(3)), "l-3");
  Payload::Assigned retired = Weeks(4);
  retired.mutable_changes(0)->mutable_change()->mutable_retire()->set_lesson_id(
      "l-3");
  Fold(retired);
  EXPECT_EQ(Said(Weeks(5)), "l-5");
}

TEST_F(SaidAgainTest, AFullLessonIsFollowedByAnother) {
  constexpr int kSources = 32;
  for (int i = 1; i <= kSources; ++i) EXPECT_EQ(Said(Weeks(i)), "l-1") << i;
  EXPECT_EQ(Said(Weeks(kSources + 1)), "l-33");
  EXPECT_EQ(Said(Weeks(kSources + 2)), "l-33");
}

TEST_F(SaidAgainTest, IsLearnedFromWhoIsLeft) {
  for (int i = 1; i <= 4; ++i) {
    Payload record = RecordPayload(absl::StrCat("f-", i),
                                   absl::StrCat("words of number ", i));
    Fold(record);
    const v1::Lesson said = Weeks(i).changes(0).change().learn().lesson();
    Payload payload;
    payload.mutable_assessments()->set_record_id(absl::StrCat("f-", i));
    v1::Assessment& assessment =
        *payload.mutable_assessments()->add_assessments();
    assessment.set_component("a");
    assessment.add_proposals()->set_conflict_key("another matter");
    v1::Proposal& proposal = *assessment.add_proposals();
    *proposal.mutable_directive() = said.directive();
    proposal.set_conflict_key("week");
    proposal.set_effect(v1::EFFECT_ENFORCED);
    proposal.mutable_span()->set_end(5);
    proposal.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
    proposal.mutable_scope()->set_topic("reports");
    Fold(payload);
    EXPECT_EQ(Said(Weeks(i)), "l-1");
  }
  const v1::Lesson lesson = *view_.FindLesson("l-1");
  core::Erased erased;
  erased.records = {"f-1", "f-2"};
  erased.lessons = {"l-1"};
  const auto anew = LearnFromOthers(view_, lesson, erased);
  ASSERT_THAT(anew, SizeIs(1));
  const v1::Lesson& learned = anew[0].learn().lesson();
  EXPECT_EQ(learned.id(), "l-3-1");
  EXPECT_EQ(learned.text(), "words");
  EXPECT_EQ(learned.state(), v1::LESSON_ACTIVE);
  EXPECT_THAT(learned.derived_from(), ElementsAre("l-1"));
  ASSERT_EQ(learned.sources_size(), 2);
  EXPECT_EQ(learned.sources(0).record_id(), "f-3");
  EXPECT_EQ(learned.sources(1).record_id(), "f-4");

  // One that a newer lesson had replaced comes back out of force.
  Payload::Assigned newer = Weeks(5);
  LessonOf(newer).mutable_directive()->set_payload("us");
  Fold(newer);
  const auto replaced = LearnFromOthers(view_, lesson, erased);
  ASSERT_THAT(replaced, SizeIs(2));
  EXPECT_EQ(replaced[1].retire().lesson_id(), "l-3-1");
  EXPECT_EQ(replaced[1].retire().reason(), v1::RETIRE_SUPERSEDED);

  erased.records = {"f-1", "f-2", "f-3", "f-4"};
  EXPECT_THAT(LearnFromOthers(view_, lesson, erased), IsEmpty());
}

}  // namespace
}  // namespace alhf::coordinator

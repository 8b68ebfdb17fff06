#include "coordinator/feedback/lesson_changes.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "alhf/testing/status_matchers.h"
#include "core/lessons/apply_change.h"

namespace alhf::coordinator {
namespace {

using absl::StatusCode;
using testing::IsOk;
using testing::StatusIs;

v1::Lesson LessonIn(v1::LessonState state) {
  v1::Lesson lesson;
  lesson.set_id("l-abc-1");
  lesson.set_tenant("acme");
  lesson.set_component("a");
  lesson.set_state(state);
  lesson.mutable_scope()->set_user("bob");
  lesson.mutable_scope()->set_agent("helper");
  lesson.mutable_scope()->add_counterexamples()->set_text("not here");
  lesson.add_sources()->set_record_id("f-abc");
  lesson.mutable_sources(0)->set_question("how many?");
  return lesson;
}

Giver Expert() { return {"unix:1", "ann", v1::ROLE_EXPERT}; }

TEST(LessonChangesTest, IdsAndReasonsAreFilledIn) {
  v1::Change retire;
  retire.mutable_retire();
  auto change = CompleteChange(retire, LessonIn(v1::LESSON_HELD), Expert());
  ASSERT_THAT(change, IsOk());
  EXPECT_EQ(change->retire().lesson_id(), "l-abc-1");
  EXPECT_EQ(change->retire().reason(), v1::RETIRE_DISCARDED);
  change = CompleteChange(retire, LessonIn(v1::LESSON_ACTIVE), Expert());
  EXPECT_EQ(change->retire().reason(), v1::RETIRE_FORGOTTEN);
  retire.mutable_retire()->set_reason(v1::RETIRE_SUPERSEDED);
  retire.mutable_retire()->set_lesson_id("another");
  change = CompleteChange(retire, LessonIn(v1::LESSON_ACTIVE), Expert());
  EXPECT_EQ(change->retire().reason(), v1::RETIRE_SUPERSEDED);
  EXPECT_EQ(change->retire().lesson_id(), "l-abc-1");
}

TEST(LessonChangesTest, EveryKindThatPeopleMayAskForNamesTheLesson) {
  std::vector<v1::Change> kinds(7);
  kinds[0].mutable_accept();
  kinds[1].mutable_retire();
  kinds[2].mutable_restore();
  kinds[3].mutable_promote();
  kinds[4].mutable_add_counterexample();
  kinds[5].mutable_revise()->mutable_lesson()->set_text("words");
  kinds[6].mutable_move();
  for (const v1::Change& kind : kinds) {
    const auto change =
        CompleteChange(kind, LessonIn(v1::LESSON_ACTIVE), Expert());
    ASSERT_THAT(change, IsOk());
    EXPECT_EQ(core::LessonIdOf(*change), "l-abc-1");
  }
}

absl::StatusOr<v1::Change> Reach(const v1::Lesson& lesson,
                                 v1::Breadth breadth) {
  v1::Change asked;
  asked.mutable_revise()->mutable_lesson()->mutable_scope()->set_breadth(
      breadth);
  return CompleteChange(asked, lesson, Expert());
}

TEST(LessonChangesTest, ABreadthAloneLeavesTheRest) {
  v1::Lesson lesson = LessonIn(v1::LESSON_ACTIVE);
  lesson.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  lesson.mutable_scope()->set_topic("reports");
  lesson.mutable_scope()->add_triggers("report");
  const auto wide = Reach(lesson, v1::BREADTH_COMPONENT);
  ASSERT_THAT(wide, IsOk());
  v1::Lesson revised = wide->revise().lesson();
  EXPECT_EQ(revised.id(), lesson.id());
  EXPECT_EQ(revised.text(), lesson.text());
  EXPECT_EQ(revised.edited_by(), "ann");
  EXPECT_EQ(revised.scope().breadth(), v1::BREADTH_COMPONENT);
  EXPECT_EQ(revised.scope().topic(), "");
  EXPECT_EQ(revised.scope().triggers_size(), 0);
  // And back, for what is like the question that it was given on.
  const auto narrow = Reach(revised, v1::BREADTH_TOPIC);
  ASSERT_THAT(narrow, IsOk());
  EXPECT_EQ(narrow->revise().lesson().scope().topic(), "how many?");
  EXPECT_EQ(Reach(lesson, v1::BREADTH_TOPIC)->revise().lesson().scope().topic(),
            "reports");
  EXPECT_EQ(
      Reach(lesson, v1::BREADTH_QUESTION)->revise().lesson().scope().breadth(),
      v1::BREADTH_QUESTION);
}

TEST(LessonChangesTest, ABreadthNeedsSomethingToNarrowTo) {
  v1::Lesson lesson = LessonIn(v1::LESSON_ACTIVE);
  lesson.mutable_sources(0)->clear_question();
  lesson.mutable_scope()->set_breadth(v1::BREADTH_COMPONENT);
  for (const auto breadth : {v1::BREADTH_TOPIC, v1::BREADTH_QUESTION}) {
    EXPECT_THAT(Reach(lesson, breadth),
                StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  }
  for (const auto breadth :
       {v1::BREADTH_UNSPECIFIED, static_cast<v1::Breadth>(99)}) {
    EXPECT_THAT(Reach(lesson, breadth),
                StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED));
  }
}

TEST(LessonChangesTest, OtherKindsAreRefused) {
  std::vector<v1::Change> kinds(5);
  kinds[0].mutable_learn();
  kinds[1].mutable_erase();
  kinds[2].mutable_none();
  kinds[3].mutable_adopt_snapshot();
  for (const v1::Change& kind : kinds) {
    EXPECT_THAT(CompleteChange(kind, LessonIn(v1::LESSON_ACTIVE), Expert()),
                StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  }
}

TEST(LessonChangesTest, AChangeIsTriedBeforeItIsWritten) {
  v1::Change accept;
  accept.mutable_accept()->set_lesson_id("l-abc-1");
  EXPECT_THAT(CheckChange(LessonIn(v1::LESSON_HELD), accept), IsOk());
  EXPECT_THAT(CheckChange(LessonIn(v1::LESSON_ACTIVE), accept),
              StatusIs(StatusCode::kFailedPrecondition, Reason::LESSON_STATE));
}

TEST(LessonChangesTest, AnEditIsAskedAboutTheFirstQuestion) {
  const v1::FeedbackRecord record =
      EditedRecord(LessonIn(v1::LESSON_ACTIVE), "new words", Expert(),
                   absl::FromUnixSeconds(5));
  EXPECT_EQ(record.id(), "f-abc");
  EXPECT_EQ(record.text(), "new words");
  EXPECT_EQ(record.exchange().question(), "how many?");
  EXPECT_EQ(record.agent(), "helper");
  EXPECT_EQ(record.giver(), "ann");
  EXPECT_EQ(record.time().seconds(), 5);
}

class EditTest : public ::testing::Test {
 protected:
  std::vector<v1::Change> Changes() {
    const v1::FeedbackRecord edited =
        EditedRecord(lesson_, text_, Expert(), absl::FromUnixSeconds(5));
    return ChangesOfEdit(
        lesson_, edited, understood_, Expert(),
        [&](const std::string& id) { return taken_.count(id) > 0; });
  }
  v1::Proposal& AddProposal(const std::string& key, uint32_t begin,
                            uint32_t end) {
    v1::Proposal& proposal = *understood_.add_proposals();
    proposal.set_conflict_key(key);
    proposal.set_effect(v1::EFFECT_ENFORCED);
    proposal.mutable_span()->set_begin(begin);
    proposal.mutable_span()->set_end(end);
    return proposal;
  }

  v1::Lesson lesson_ = LessonIn(v1::LESSON_ACTIVE);
  std::string text_ = "short, plain";
  v1::Assessment understood_;
  std::set<std::string> taken_ = {"l-abc-1", "l-abc-2"};
};

TEST_F(EditTest, OneThingRevisesTheLessonAndKeepsItsAudience) {
  AddProposal("length", 0, 5).mutable_scope()->set_topic("length");
  const auto changes = Changes();
  ASSERT_EQ(changes.size(), 1u);
  const v1::Lesson& revised = changes[0].revise().lesson();
  EXPECT_EQ(revised.id(), "l-abc-1");
  EXPECT_EQ(revised.text(), text_);
  EXPECT_EQ(revised.edited_by(), "ann");
  EXPECT_EQ(revised.scope().user(), "bob");
  EXPECT_EQ(revised.scope().agent(), "helper");
  EXPECT_EQ(revised.scope().topic(), "length");
  EXPECT_EQ(revised.scope().counterexamples_size(), 1);
}

TEST_F(EditTest, TheThingThatSettlesTheSameTakesItsPlace) {
  lesson_.set_conflict_key("length");
  AddProposal("style", 7, 12);
  AddProposal("length", 0, 5);
  const auto changes = Changes();
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].revise().lesson().text(), "short");
  const v1::Lesson& added = changes[1].learn().lesson();
  EXPECT_EQ(added.id(), "l-abc-3");
  EXPECT_EQ(added.text(), "plain");
  EXPECT_EQ(added.derived_from(0), "l-abc-1");
  EXPECT_EQ(added.state(), v1::LESSON_ACTIVE);
}

TEST_F(EditTest, WordsThatSayNothingAreKeptAndHeld) {
  const auto changes = Changes();
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].revise().lesson().text(), text_);
  EXPECT_EQ(changes[0].revise().lesson().effect(), v1::EFFECT_NOT_UNDERSTOOD);
}

}  // namespace
}  // namespace alhf::coordinator

#include "core/lessons/apply_change.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "alhf/testing/status_matchers.h"

namespace alhf::core {
namespace {

using absl::StatusCode;
using testing::IsOk;
using testing::StatusIs;

v1::Entry EntryAt(uint64_t sequence) {
  v1::Entry entry;
  entry.mutable_position()->set_log_id("log");
  entry.mutable_position()->set_epoch(1);
  entry.mutable_position()->set_sequence(sequence);
  entry.mutable_time()->set_seconds(1000 + static_cast<int64_t>(sequence));
  return entry;
}

v1::Lesson LessonIn(v1::LessonState state) {
  v1::Lesson lesson;
  lesson.set_id("l-a-1");
  lesson.set_tenant("t");
  lesson.set_component("c");
  lesson.set_text("keep it short");
  lesson.set_effect(v1::EFFECT_ENFORCED);
  lesson.set_state(state);
  lesson.mutable_scope()->set_user("ann");
  return lesson;
}

v1::Change LearnOf(const v1::Lesson& lesson) {
  v1::Change change;
  *change.mutable_learn()->mutable_lesson() = lesson;
  return change;
}

v1::Change ChangeOf(v1::Change::KindCase kind) {
  v1::Change change;
  switch (kind) {
    case v1::Change::kRevise:
      *change.mutable_revise()->mutable_lesson() = LessonIn(v1::LESSON_ACTIVE);
      break;
    case v1::Change::kAccept:
      change.mutable_accept()->set_lesson_id("l-a-1");
      break;
    case v1::Change::kRetire:
      change.mutable_retire()->set_lesson_id("l-a-1");
      change.mutable_retire()->set_reason(v1::RETIRE_FORGOTTEN);
      break;
    case v1::Change::kRestore:
      change.mutable_restore()->set_lesson_id("l-a-1");
      break;
    case v1::Change::kPromote:
      change.mutable_promote()->set_lesson_id("l-a-1");
      break;
    case v1::Change::kMove:
      change.mutable_move()->set_lesson_id("l-a-1");
      change.mutable_move()->set_agent("support");
      break;
    case v1::Change::kAddCounterexample:
      change.mutable_add_counterexample()->set_lesson_id("l-a-1");
      break;
    case v1::Change::kAddSource:
      change.mutable_add_source()->set_lesson_id("l-a-1");
      change.mutable_add_source()->mutable_source()->set_record_id("f-2");
      break;
    case v1::Change::kErase:
      change.mutable_erase()->set_lesson_id("l-a-1");
      break;
    default:
      break;
  }
  return change;
}

// The lesson in `state`, made by changes alone.
v1::Lesson Reached(v1::LessonState state) {
  std::optional<v1::Lesson> lesson;
  const bool live = IsLive(state);
  lesson = *ApplyChange(
      lesson, LearnOf(LessonIn(live ? state : v1::LESSON_ACTIVE)), EntryAt(1));
  if (state == v1::LESSON_RETIRED) {
    lesson = *ApplyChange(lesson, ChangeOf(v1::Change::kRetire), EntryAt(2));
  }
  if (state == v1::LESSON_ERASED) {
    lesson = *ApplyChange(lesson, ChangeOf(v1::Change::kErase), EntryAt(2));
  }
  return *lesson;
}

struct Transition {
  v1::Change::KindCase change;
  v1::LessonState from;
  // UNSPECIFIED: refused.
  v1::LessonState to;
};

TEST(ApplyChangeTest, FollowsTheTableOfStates) {
  const auto held = v1::LESSON_HELD;
  const auto shadow = v1::LESSON_SHADOW;
  const auto active = v1::LESSON_ACTIVE;
  const auto retired = v1::LESSON_RETIRED;
  const auto erased = v1::LESSON_ERASED;
  const auto refused = v1::LESSON_STATE_UNSPECIFIED;
  const std::vector<Transition> table = {
      {v1::Change::kRevise, held, held},
      {v1::Change::kRevise, shadow, shadow},
      {v1::Change::kRevise, active, active},
      {v1::Change::kRevise, retired, refused},
      {v1::Change::kRevise, erased, refused},
      {v1::Change::kAccept, held, active},
      {v1::Change::kAccept, shadow, active},
      {v1::Change::kAccept, active, refused},
      {v1::Change::kAccept, retired, refused},
      {v1::Change::kAccept, erased, refused},
      {v1::Change::kRetire, held, retired},
      {v1::Change::kRetire, shadow, retired},
      {v1::Change::kRetire, active, retired},
      {v1::Change::kRetire, retired, refused},
      {v1::Change::kRetire, erased, refused},
      {v1::Change::kRestore, held, refused},
      {v1::Change::kRestore, active, refused},
      {v1::Change::kRestore, retired, active},
      {v1::Change::kRestore, erased, refused},
      {v1::Change::kPromote, held, held},
      {v1::Change::kPromote, active, active},
      {v1::Change::kPromote, retired, refused},
      {v1::Change::kPromote, erased, refused},
      {v1::Change::kMove, held, held},
      {v1::Change::kMove, active, active},
      {v1::Change::kMove, retired, refused},
      {v1::Change::kMove, erased, refused},
      {v1::Change::kAddCounterexample, active, active},
      {v1::Change::kAddCounterexample, retired, retired},
      {v1::Change::kAddCounterexample, erased, refused},
      {v1::Change::kAddSource, held, held},
      {v1::Change::kAddSource, shadow, shadow},
      {v1::Change::kAddSource, active, active},
      {v1::Change::kAddSource, retired, refused},
      {v1::Change::kAddSource, erased, refused},
      {v1::Change::kErase, held, erased},
      {v1::Change::kErase, retired, erased},
      {v1::Change::kErase, erased, erased},
  };
  for (const Transition& each : table) {
    SCOPED_TRACE(::testing::Message()
                 << each.change << " from " << v1::LessonState_Name(each.from));
    const auto result =
        ApplyChange(Reached(each.from), ChangeOf(each.change), EntryAt(9));
    if (each.to == refused) {
      EXPECT_THAT(result, StatusIs(StatusCode::kFailedPrecondition,
                                   Reason::LESSON_STATE));
    } else {
      ASSERT_THAT(result, IsOk());
      EXPECT_EQ((*result)->state(), each.to);
      EXPECT_EQ((*result)->position().sequence(), 9u);
    }
  }
}

TEST(ApplyChangeTest, StampsFromTheEntryAlone) {
  v1::Lesson given = LessonIn(v1::LESSON_ACTIVE);
  given.set_etag("made up");
  given.set_learned_sequence(77);
  const auto learned = ApplyChange(std::nullopt, LearnOf(given), EntryAt(26));
  ASSERT_THAT(learned, IsOk());
  EXPECT_EQ((*learned)->etag(), "1-1a");
  EXPECT_EQ((*learned)->learned_sequence(), 26u);
  EXPECT_EQ((*learned)->create_time().seconds(), 1026);
  EXPECT_EQ((*learned)->update_time().seconds(), 1026);

  const auto promoted =
      ApplyChange(*learned, ChangeOf(v1::Change::kPromote), EntryAt(27));
  ASSERT_THAT(promoted, IsOk());
  EXPECT_EQ((*promoted)->etag(), "1-1b");
  EXPECT_EQ((*promoted)->learned_sequence(), 26u);
  EXPECT_EQ((*promoted)->create_time().seconds(), 1026);
  EXPECT_EQ((*promoted)->update_time().seconds(), 1027);
  EXPECT_EQ((*promoted)->scope().user(), "");
}

TEST(ApplyChangeTest, LearningAgainTakesThePlaceOfTheFirst) {
  v1::Lesson again = LessonIn(v1::LESSON_HELD);
  again.set_text("other words");
  const auto result =
      ApplyChange(Reached(v1::LESSON_ACTIVE), LearnOf(again), EntryAt(5));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ((*result)->text(), "other words");
  EXPECT_EQ((*result)->state(), v1::LESSON_HELD);
  EXPECT_EQ((*result)->learned_sequence(), 5u);
}

TEST(ApplyChangeTest, AnErasedLessonKeepsNoWordsAndStaysErased) {
  const v1::Lesson erased = Reached(v1::LESSON_ERASED);
  EXPECT_EQ(erased.text(), "");
  EXPECT_FALSE(erased.has_scope());
  EXPECT_EQ(erased.id(), "l-a-1");
  EXPECT_THAT(
      ApplyChange(erased, LearnOf(LessonIn(v1::LESSON_ACTIVE)), EntryAt(4)),
      StatusIs(StatusCode::kFailedPrecondition, Reason::LESSON_STATE));
}

TEST(ApplyChangeTest, ReviseReplacesWhatWasUnderstoodAndKeepsTheRest) {
  v1::Lesson lesson = Reached(v1::LESSON_ACTIVE);
  lesson.mutable_directive()->set_type_name("old");
  lesson.add_sources()->set_record_id("f-a");
  lesson.set_giver("ann");
  v1::Change change;
  v1::Lesson& revised = *change.mutable_revise()->mutable_lesson();
  revised.set_id("l-a-1");
  revised.set_text("at most three lines");
  revised.set_understood_as("three lines");
  revised.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  revised.set_conflict_key("length");
  revised.set_edited_by("bob");
  revised.mutable_scope()->set_topic("length");
  const auto result = ApplyChange(lesson, change, EntryAt(3));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ((*result)->text(), "at most three lines");
  EXPECT_EQ((*result)->understood_as(), "three lines");
  EXPECT_EQ((*result)->effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ((*result)->conflict_key(), "length");
  EXPECT_EQ((*result)->scope().topic(), "length");
  EXPECT_EQ((*result)->edited_by(), "bob");
  EXPECT_FALSE((*result)->has_directive());
  EXPECT_EQ((*result)->giver(), "ann");
  EXPECT_EQ((*result)->sources_size(), 1);
  EXPECT_EQ((*result)->learned_sequence(), 1u);
}

TEST(ApplyChangeTest, WordsThatWereNotUnderstoodStayHeld) {
  v1::Change change = ChangeOf(v1::Change::kRevise);
  change.mutable_revise()->mutable_lesson()->set_effect(
      v1::EFFECT_NOT_UNDERSTOOD);
  const auto revised =
      ApplyChange(Reached(v1::LESSON_ACTIVE), change, EntryAt(3));
  ASSERT_THAT(revised, IsOk());
  EXPECT_EQ((*revised)->state(), v1::LESSON_HELD);
  EXPECT_THAT(ApplyChange(*revised, ChangeOf(v1::Change::kAccept), EntryAt(4)),
              StatusIs(StatusCode::kFailedPrecondition, Reason::LESSON_STATE));
}

TEST(ApplyChangeTest, RestoreLeadsBackToTheStateBeforeRetiring) {
  for (const auto state :
       {v1::LESSON_HELD, v1::LESSON_SHADOW, v1::LESSON_ACTIVE}) {
    const v1::Lesson before = Reached(state);
    const auto retired =
        ApplyChange(before, ChangeOf(v1::Change::kRetire), EntryAt(2));
    ASSERT_THAT(retired, IsOk());
    EXPECT_EQ((*retired)->retire_reason(), v1::RETIRE_FORGOTTEN);
    const auto restored =
        ApplyChange(*retired, ChangeOf(v1::Change::kRestore), EntryAt(3));
    ASSERT_THAT(restored, IsOk());
    EXPECT_EQ((*restored)->state(), state);
    EXPECT_EQ((*restored)->retire_reason(), v1::RETIRE_REASON_UNSPECIFIED);
  }
}

TEST(ApplyChangeTest, OnlyAHeldLessonIsDiscarded) {
  v1::Change discard = ChangeOf(v1::Change::kRetire);
  discard.mutable_retire()->set_reason(v1::RETIRE_DISCARDED);
  EXPECT_THAT(ApplyChange(Reached(v1::LESSON_HELD), discard, EntryAt(2)),
              IsOk());
  EXPECT_THAT(ApplyChange(Reached(v1::LESSON_ACTIVE), discard, EntryAt(2)),
              StatusIs(StatusCode::kFailedPrecondition, Reason::LESSON_STATE));
}

TEST(ApplyChangeTest, ACounterexampleIsKeptOnce) {
  v1::Change change = ChangeOf(v1::Change::kAddCounterexample);
  change.mutable_add_counterexample()->mutable_counterexample()->set_text("q");
  std::optional<v1::Lesson> lesson = Reached(v1::LESSON_ACTIVE);
  lesson = *ApplyChange(lesson, change, EntryAt(2));
  lesson = *ApplyChange(lesson, change, EntryAt(3));
  ASSERT_EQ(lesson->scope().counterexamples_size(), 1);
  EXPECT_EQ(lesson->scope().counterexamples(0).text(), "q");
}

TEST(ApplyChangeTest, ASourceIsKeptOnceAndInItsPlace) {
  v1::Change change = ChangeOf(v1::Change::kAddSource);
  const v1::Lesson before = Reached(v1::LESSON_ACTIVE);
  std::optional<v1::Lesson> lesson = before;
  lesson = *ApplyChange(lesson, change, EntryAt(2));
  lesson = *ApplyChange(lesson, change, EntryAt(3));
  ASSERT_EQ(lesson->sources_size(), before.sources_size() + 1);
  EXPECT_EQ(lesson->sources().rbegin()->record_id(), "f-2");
  EXPECT_EQ(lesson->learned_sequence(), before.learned_sequence());
  EXPECT_EQ(lesson->text(), before.text());
}

TEST(ApplyChangeTest, RefusesWhatIsMalformed) {
  const v1::Lesson lesson = Reached(v1::LESSON_ACTIVE);
  const v1::Change empty;
  v1::Change nameless;
  nameless.mutable_accept();
  EXPECT_THAT(ApplyChange(lesson, empty, EntryAt(2)),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  EXPECT_THAT(ApplyChange(lesson, nameless, EntryAt(2)),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  EXPECT_THAT(ApplyChange(std::nullopt, LearnOf(LessonIn(v1::LESSON_RETIRED)),
                          EntryAt(2)),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  EXPECT_THAT(
      ApplyChange(std::nullopt, ChangeOf(v1::Change::kAccept), EntryAt(2)),
      StatusIs(StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
}

TEST(ApplyChangeTest, ChangesAboutNoLessonLeaveItAsItIs) {
  v1::Change none;
  none.mutable_none();
  v1::Change snapshot;
  snapshot.mutable_adopt_snapshot()->mutable_snapshot()->set_name("s");
  const v1::Lesson lesson = Reached(v1::LESSON_ACTIVE);
  for (const auto& change : {none, snapshot}) {
    EXPECT_EQ(LessonIdOf(change), "");
    const auto same = ApplyChange(lesson, change, EntryAt(5));
    ASSERT_THAT(same, IsOk());
    EXPECT_EQ((*same)->SerializeAsString(), lesson.SerializeAsString());
    const auto nothing = ApplyChange(std::nullopt, change, EntryAt(5));
    ASSERT_THAT(nothing, IsOk());
    EXPECT_FALSE(nothing->has_value());
  }
}

TEST(ApplyChangeTest, MovesBetweenAgentsAndChangesNothingElse) {
  const v1::Lesson before = Reached(v1::LESSON_ACTIVE);
  v1::Change change = ChangeOf(v1::Change::kMove);
  const auto moved = ApplyChange(before, change, EntryAt(9));
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ((*moved)->scope().agent(), "support");
  change.mutable_move()->clear_agent();
  auto back = ApplyChange(**moved, change, EntryAt(10));
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ((*back)->scope().SerializeAsString(),
            before.scope().SerializeAsString());
}

TEST(ApplyChangeTest, NamesTheLessonOfEachKind) {
  EXPECT_EQ(LessonIdOf(LearnOf(LessonIn(v1::LESSON_HELD))), "l-a-1");
  for (const auto kind :
       {v1::Change::kRevise, v1::Change::kAccept, v1::Change::kRetire,
        v1::Change::kRestore, v1::Change::kPromote, v1::Change::kMove,
        v1::Change::kAddCounterexample, v1::Change::kAddSource,
        v1::Change::kErase}) {
    EXPECT_EQ(LessonIdOf(ChangeOf(kind)), "l-a-1");
  }
}

}  // namespace
}  // namespace alhf::core

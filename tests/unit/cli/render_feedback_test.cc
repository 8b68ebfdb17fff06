#include "cli/render_feedback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kRecord[] = R"pb(
  record {
    id: "f-1"
    kind: RECORD_TEXT
    text: "Use ISO weeks, it's agreed."
    giver: "someone"
    time { seconds: 1767225600 }
    exchange { id: "x-1" question: "How many per week?" }
  }
)pb";

constexpr char kDeclined[] = R"pb(
  assessments {
    component: "beta"
    outcome: OUTCOME_DECLINED
    score: 0.1
    claim_threshold: 0.6
    reason: "nothing on documents"
  }
  assessments {
    component: "gamma"
    outcome: OUTCOME_UNSURE
    score: 0.42
    claim_threshold: 0.6
    reason: "perhaps a matter of form"
  }
)pb";

v1::FeedbackStatus Learned() {
  return Proto<v1::FeedbackStatus>(absl::StrCat(kRecord, kDeclined, R"pb(
    assessments {
      component: "alpha"
      outcome: OUTCOME_CLAIMED
      score: 0.93
      claim_threshold: 0.5
      reason: "names a calendar"
      proposals {
        understood_as: "weeks are ISO weeks"
        relations {
          kind: CONTRADICTS
          lesson_id: "l-0-1"
          reason: "weeks started on Sunday"
        }
      }
      proposals { understood_as: "be polite" }
    }
    assignment {
      revision: 1
      parts {
        component: "alpha"
        lesson_ids: "l-1-1"
        lesson_ids: "l-1-2"
        score: 0.93
        reason: "names a calendar"
      }
      missing { component: "delta" reason: "UNAVAILABLE: start it" }
    }
    lessons {
      id: "l-1-1"
      component: "alpha"
      understood_as: "weeks are ISO weeks"
      effect: EFFECT_ENFORCED
      state: LESSON_ACTIVE
    }
    lessons {
      id: "l-1-2"
      component: "alpha"
      understood_as: "be polite"
      effect: EFFECT_GUIDANCE_ONLY
      state: LESSON_ACTIVE
    }
    state: FEEDBACK_LEARNED
    position { sequence: 9 }
  )pb"));
}

TEST(RenderFeedbackTest, SaysWhoClaimedItAndWhatTheyUnderstood) {
  EXPECT_EQ(
      RenderFeedback(Learned(), Style{}),
      "f-1  2026-01-01 00:00  someone\n"
      "  Use ISO weeks, it's agreed.\n"
      "  on x-1 \"How many per week?\"\n"
      "claimed by\n"
      "  alpha  0.93  names a calendar\n"
      "    l-1-1  active, enforced\n"
      "      understood as: weeks are ISO weeks\n"
      "      contradicts l-0-1: weeks started on Sunday\n"
      "    l-1-2  active, guidance only: a language model can act on it, this "
      "engine cannot\n"
      "      understood as: be polite\n"
      "not claimed by\n"
      "  gamma  0.42  unsure    0.18 short of 0.60  perhaps a matter of form\n"
      "  beta   0.10  declined  0.50 short of 0.60  nothing on documents\n"
      "missing, asked again when they are back\n"
      "  delta: UNAVAILABLE: start it\n"
      "learned at position 9\n");
  EXPECT_TRUE(WasLearned(Learned()));
}

TEST(RenderFeedbackTest, SaysHowFarAndHowLongALessonHolds) {
  v1::FeedbackStatus status = Learned();
  v1::Scope& scope = *status.mutable_lessons(0)->mutable_scope();
  scope.set_breadth(v1::BREADTH_TOPIC);
  scope.mutable_not_after()->set_seconds(1798761599);
  EXPECT_THAT(RenderFeedback(status, Style{}),
              HasSubstr("      understood as: weeks are ISO weeks\n"
                        "      applies to: questions on its topic, until "
                        "2026-12-31 23:59\n"));
}

TEST(RenderFeedbackTest, SaysWhereItWasSaidBefore) {
  v1::FeedbackStatus status = Learned();
  v1::Lesson& lesson = *status.mutable_lessons(0);
  lesson.add_sources()->set_record_id("f-0");
  lesson.add_sources()->set_record_id("f-1");
  const std::string text = RenderFeedback(status, Style{});
  EXPECT_THAT(text, HasSubstr("      said before in f-0: one lesson, with both "
                              "as its sources\n"));
  EXPECT_THAT(text, Not(HasSubstr("contradicts")));
  status.mutable_record()->set_kind(v1::RECORD_MISAPPLIED);
  EXPECT_THAT(RenderFeedback(status, Style{}), Not(HasSubstr("said before")));
}

TEST(RenderFeedbackTest, SaysHowToTeachTheNearestWhereNobodyClaimedIt) {
  const auto status =
      Proto<v1::FeedbackStatus>(absl::StrCat(kRecord, kDeclined, R"pb(
        assignment { revision: 1 unsure: "gamma" }
        state: FEEDBACK_LEARNED
        position { sequence: 8 }
      )pb"));
  EXPECT_EQ(
      RenderFeedback(status, Style{}),
      "f-1  2026-01-01 00:00  someone\n"
      "  Use ISO weeks, it's agreed.\n"
      "  on x-1 \"How many per week?\"\n"
      "nobody claimed it: nothing was learned\n"
      "the nearest is gamma (0.42); to teach it all the same:\n"
      "  alhf feedback 'Use ISO weeks, it'\\''s agreed.' --exchange x-1 --to "
      "gamma\n"
      "not claimed by\n"
      "  gamma  0.42  unsure    0.18 short of 0.60  perhaps a matter of form\n"
      "  beta   0.10  declined  0.50 short of 0.60  nothing on documents\n"
      "assessed at position 8\n");
  EXPECT_FALSE(WasLearned(status));
}

TEST(RenderFeedbackTest, WhereNobodyIsThereItSaysWhatToDo) {
  const auto status = Proto<v1::FeedbackStatus>(absl::StrCat(kRecord, R"pb(
    assignment { revision: 1 }
    state: FEEDBACK_LEARNED
  )pb"));
  EXPECT_THAT(RenderFeedback(status, Style{}),
              AllOf(HasSubstr("no component is there: nothing was learned"),
                    HasSubstr("alhf components")));
}

TEST(RenderFeedbackTest, ADetachedRecordIsNotSentByItsExchange) {
  auto status = Proto<v1::FeedbackStatus>(
      absl::StrCat(kRecord, kDeclined, "assignment { revision: 1 }"));
  status.mutable_record()->set_detached(true);
  EXPECT_THAT(RenderFeedback(status, Style{}),
              HasSubstr("--question 'How many per week?' --answer '' --to "
                        "gamma\n"));
}

TEST(RenderFeedbackTest, SaysHowToAcceptWhatIsHeld) {
  auto status = Learned();
  status.mutable_lessons(0)->set_state(v1::LESSON_HELD);
  status.mutable_assignment()->mutable_parts(0)->set_held(true);
  Style style;
  style.program = "alhf --tenant one";
  const std::string text = RenderFeedback(status, style);
  EXPECT_THAT(text, HasSubstr("    its claim came late: held for a person\n"));
  EXPECT_THAT(text, HasSubstr("    l-1-1  held, enforced\n"));
  EXPECT_THAT(text,
              HasSubstr("next\n"
                        "  alhf --tenant one accept l-1-1\n"
                        "  alhf --tenant one discard l-1-1\n"
                        "  alhf --tenant one edit l-1-1 \"new words\"\n"));
  EXPECT_THAT(text, Not(HasSubstr("accept l-1-2")));
  EXPECT_TRUE(WasLearned(status));
}

TEST(RenderFeedbackTest, WhatIsNotUnderstoodCanOnlyBeEdited) {
  auto status = Learned();
  status.mutable_lessons()->DeleteSubrange(1, 1);
  v1::Lesson* lesson = status.mutable_lessons(0);
  lesson->set_state(v1::LESSON_HELD);
  lesson->set_effect(v1::EFFECT_NOT_UNDERSTOOD);
  lesson->clear_understood_as();
  const std::string text = RenderFeedback(status, Style{});
  EXPECT_THAT(text, HasSubstr("    l-1-1  not understood: held\n"));
  EXPECT_THAT(text, HasSubstr("edit l-1-1"));
  EXPECT_THAT(text, Not(HasSubstr("accept")));
  EXPECT_FALSE(WasLearned(status));
}

TEST(RenderFeedbackTest, SaysHowFarItHasComeBeforeItIsLearned) {
  auto status = Learned();
  status.set_state(v1::FEEDBACK_ASSESSED);
  EXPECT_THAT(RenderFeedback(status, Style{}),
              HasSubstr("assigned at position 9, not learned by all yet; to "
                        "follow it: alhf watch f-1\n"));
  status.set_state(v1::FEEDBACK_DURABLE);
  status.clear_assignment();
  status.clear_lessons();
  const std::string text = RenderFeedback(status, Style{});
  EXPECT_THAT(text, HasSubstr("recorded at position 9, not assessed yet; to "
                              "follow it: alhf watch f-1\n"));
  EXPECT_THAT(text, HasSubstr("understood as: weeks are ISO weeks\n"));
  EXPECT_THAT(text, Not(HasSubstr("nobody")));
  EXPECT_FALSE(WasLearned(status));
}

TEST(RenderFeedbackTest, AMisappliedLessonIsLearnedWithoutANewOne) {
  auto status = Proto<v1::FeedbackStatus>(R"pb(
    record { id: "f-1" kind: RECORD_MISAPPLIED about_lessons: "l-0-1" }
    assignment {
      parts { component: "alpha" lesson_ids: "l-0-1" reason: "so it was said" }
    }
    state: FEEDBACK_LEARNED
  )pb");
  EXPECT_THAT(RenderFeedback(status, Style{}),
              HasSubstr("  should not have applied: l-0-1\n"
                        "noted by\n"
                        "  alpha  so it was said\n"));
  EXPECT_TRUE(WasLearned(status));
  status.mutable_assignment()->clear_parts();
  EXPECT_THAT(RenderFeedback(status, Style{}), Not(HasSubstr("nobody")));
  EXPECT_FALSE(WasLearned(status));
}

TEST(RenderFeedbackTest, SaysWhoWasNamedByTheGiver) {
  auto status = Learned();
  status.mutable_record()->add_assign_to("alpha");
  EXPECT_THAT(RenderFeedback(status, Style{}), Not(HasSubstr("named it")));
  status.mutable_assessments(2)->set_outcome(v1::OUTCOME_DECLINED);
  EXPECT_THAT(RenderFeedback(status, Style{}),
              HasSubstr("  alpha  0.93  names a calendar\n"
                        "    it did not claim this: the giver named it\n"));
}

TEST(RenderFeedbackTest, MissingComponentsMayStillClaimIt) {
  auto status = Learned();
  status.mutable_assignment()->clear_parts();
  status.clear_lessons();
  status.set_state(v1::FEEDBACK_ASSESSED);
  const std::string text = RenderFeedback(status, Style{});
  EXPECT_THAT(text, HasSubstr("nobody who was asked claimed it\n"));
  EXPECT_THAT(text, HasSubstr("assessed at position 9; to follow it: alhf "
                              "watch f-1\n"));
}

TEST(RenderFeedbackTest, TextsOfPeopleCannotMoveTheCursor) {
  auto status = Learned();
  status.mutable_record()->set_text("a\x1b[2Jb");
  EXPECT_THAT(RenderFeedback(status, Style{}), Not(HasSubstr("\x1b")));
}

TEST(RenderProgressTest, IsOneLine) {
  EXPECT_EQ(RenderProgress(Learned()), "f-1: learned at position 9\n");
}

TEST(RenderRecordsTest, ListsWhatWasTaught) {
  v1::FeedbackStatus nobody = Learned();
  nobody.mutable_record()->set_id("f-2");
  nobody.mutable_assignment()->clear_parts();
  nobody.clear_lessons();
  v1::FeedbackStatus early = nobody;
  early.mutable_record()->set_id("f-3");
  early.clear_assignment();
  early.set_state(v1::FEEDBACK_DURABLE);
  EXPECT_EQ(RenderRecords({Learned(), nobody, early}, Style{}),
            "RECORD  TIME              GIVER    TEXT                         "
            "ASSIGNED TO  LESSONS                     STATE\n"
            "f-1     2026-01-01 00:00  someone  Use ISO weeks, it's agreed.  "
            "alpha        l-1-1 active, l-1-2 active  learned\n"
            "f-2     2026-01-01 00:00  someone  Use ISO weeks, it's agreed.  "
            "nobody       -                           learned\n"
            "f-3     2026-01-01 00:00  someone  Use ISO weeks, it's agreed.  "
            "-            -                           durable\n");
  EXPECT_EQ(RenderRecords({}, Style{}), "nothing was taught yet\n");
}

}  // namespace
}  // namespace alhf::cli

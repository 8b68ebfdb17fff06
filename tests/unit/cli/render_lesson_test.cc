#include "cli/render_lesson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

constexpr char kLesson[] = R"pb(
  id: "l-1-1"
  tenant: "one"
  component: "alpha"
  text: "Use ISO weeks."
  understood_as: "weeks are ISO weeks"
  scope {
    user: "someone"
    breadth: BREADTH_TOPIC
    topic: "weeks"
    triggers: "per week"
    facets { key: "part" value: "week" }
    not_after { seconds: 1767225600 }
    counterexamples { text: "Orders per month?" }
  }
  directive {
    type_name: "alpha.Week"
    display {
      fields {
        key: "convention"
        value { string_value: "iso" }
      }
    }
  }
  effect: EFFECT_ENFORCED
  conflict_key: "week"
  state: LESSON_RETIRED
  retire_reason: RETIRE_FORGOTTEN
  retire_note: "we moved"
  sources { record_id: "f-1" question: "How many per week?" }
  giver: "someone"
  giver_role: ROLE_MEMBER
  edited_by: "other"
  create_time { seconds: 1767225600 }
  update_time { seconds: 1767225660 }
  position { sequence: 9 }
  etag: "e-1"
)pb";

TEST(RenderLessonTest, ShowsAllThatItSays) {
  EXPECT_EQ(RenderLesson(Proto<v1::Lesson>(kLesson), Style{}),
            "l-1-1\n"
            "  component      alpha\n"
            "  state          retired, forgotten\n"
            "  note           we moved\n"
            "  effect         enforced\n"
            "  understood as  weeks are ISO weeks\n"
            "  text           Use ISO weeks.\n"
            "  applies to     user someone; questions on its topic; part:week\n"
            "  topic          weeks\n"
            "  triggers       per week\n"
            "  valid          … to 2026-01-01 00:00\n"
            "  not for        Orders per month?\n"
            "  directive      alpha.Week {convention: iso}\n"
            "  settles        week\n"
            "  given by       someone (member)\n"
            "  edited by      other\n"
            "  from           f-1 on \"How many per week?\"\n"
            "  learned        2026-01-01 00:00\n"
            "  changed        2026-01-01 00:01\n"
            "  position       9\n"
            "  etag           e-1\n");
}

TEST(RenderLessonTest, SaysWhichAgentItIsFor) {
  EXPECT_THAT(
      RenderLesson(Proto<v1::Lesson>("scope { agent: 'bot' }"), Style{}),
      ::testing::HasSubstr("every user; agent bot alone\n"));
}

TEST(RenderLessonsTest, ListsThem) {
  EXPECT_EQ(
      RenderLessons({Proto<v1::Lesson>(kLesson),
                     Proto<v1::Lesson>("id: 'l-2-1' component: 'b' "
                                       "text: 'verbatim' state: LESSON_HELD "
                                       "effect: EFFECT_NOT_UNDERSTOOD")},
                    Style{}),
      "LESSON  COMPONENT  STATE               EFFECT          UNDERSTOOD AS    "
      "    APPLIES TO                                       GIVER\n"
      "l-1-1   alpha      retired, forgotten  enforced        weeks are ISO "
      "weeks  user someone; questions on its topic; part:week  someone\n"
      "l-2-1   b          held                not understood  verbatim         "
      "    every user\n");
  EXPECT_EQ(RenderLessons({}, Style{}), "no lesson\n");
}

TEST(RenderLessonChangeTest, SaysWhatItIsNow) {
  auto response = Proto<v1::ChangeLessonResponse>(R"pb(
    lesson {
      id: "l-1-1"
      component: "alpha"
      understood_as: "weeks are ISO weeks"
      state: LESSON_ACTIVE
      effect: EFFECT_ENFORCED
    }
    position { sequence: 12 }
    state: FEEDBACK_LEARNED
  )pb");
  EXPECT_EQ(RenderLessonChange(response, Style{}),
            "l-1-1 is active in alpha, enforced\n"
            "  understood as: weeks are ISO weeks\n"
            "  applies to: every user\n"
            "learned at position 12\n");
  response.mutable_lesson()->set_state(v1::LESSON_RETIRED);
  response.mutable_lesson()->set_retire_reason(v1::RETIRE_FORGOTTEN);
  response.set_state(v1::FEEDBACK_DURABLE);
  EXPECT_EQ(RenderLessonChange(response, Style{}),
            "l-1-1 is retired, forgotten in alpha, enforced\n"
            "  understood as: weeks are ISO weeks\n"
            "  applies to: every user\n"
            "durable at position 12\n"
            "to undo it: alhf restore l-1-1\n");
}

}  // namespace
}  // namespace alhf::cli

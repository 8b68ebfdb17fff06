#include "cli/render_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

TEST(RenderItemTest, SaysWhatEachKindDoes) {
  const auto item = [](const std::string& text) {
    return RenderItem(Proto<v1::AdjustmentItem>(text));
  };
  EXPECT_EQ(item("guidance { text: 'Be brief.' }"), "say: Be brief.");
  EXPECT_EQ(item("parameter { name: 'week' value { string_value: 'iso' } }"),
            "week = iso");
  EXPECT_EQ(item("filter { exclude: true field: 'source' values: 'a.md' "
                 "values: 'b.md' }"),
            "leave out source: a.md, b.md");
  EXPECT_EQ(item("filter { field: 'year' values: '2025' }"), "only year: 2025");
  EXPECT_EQ(item("boost { field: 'source' value: 'a.md' factor: 2 }"),
            "lift source: a.md × 2");
  EXPECT_EQ(item("boost { field: 'source' value: 'a.md' factor: 0.5 }"),
            "lower source: a.md × 0.5");
  EXPECT_EQ(item("expansion { term: 'AB' terms: 'alpha' terms: 'beta' }"),
            "AB → alpha, beta");
  EXPECT_EQ(item("limit { name: 'passages' value: 3 }"), "passages ≤ 3");
  EXPECT_EQ(item("text: 'weeks are ISO weeks'"), "weeks are ISO weeks");
}

constexpr char kPlan[] = R"pb(
  components {
    component: "alpha"
    items {
      lesson_id: "l-a-1"
      score: 0.934
      why: "all its questions"
      disposition: DISPOSITION_APPLIED
      effect: EFFECT_ENFORCED
      text: "weeks are ISO weeks"
    }
    set_aside {
      lesson_id: "l-b-1"
      score: 0.9
      why: "a trigger"
      disposition: DISPOSITION_CANDIDATE
      overruled_by: "l-a-1"
      overruled_rule: "newer over older"
      text: "weeks start on Sunday"
    }
    set_aside {
      lesson_id: "l-c-1"
      score: 0.41
      why: "similar words"
      disposition: DISPOSITION_CANDIDATE
      effect: EFFECT_ENFORCED
      text: "ten rows"
    }
    guidance: "Taught by people:\n- weeks are ISO weeks"
    dropped: "l-d-1"
    rejected {
      count: 3
      nearest_lesson_id: "l-e-1"
      nearest_score: 0.2
      nearest_reason: "facet part:week ABSENT"
    }
    scored { lesson_id: "l-a-1" score: 0.934 }
    scored { lesson_id: "l-e-1" score: 0.2 gate: "facet part:week ABSENT" }
    facets { key: "part" values: "month" complete: true }
    facets { key: "table" }
  }
  components { component: "beta" }
  missing { component: "gamma" reason: "UNAVAILABLE: start it" }
  position { sequence: 7 }
  degraded: true
  firing_policy: "threshold/0.5"
)pb";

TEST(RenderPlanTest, ShowsEachComponentsPart) {
  EXPECT_EQ(
      RenderPlan(Proto<v1::Plan>(kPlan), Style{}),
      "alpha\n"
      "  LESSON  SCORE  OUTCOME                               WHAT             "
      "      WHY\n"
      "  l-a-1    0.93  applied, enforced                     weeks are ISO we"
      "eks    all its questions\n"
      "  l-b-1    0.90  overruled by l-a-1: newer over older  weeks start on S"
      "unday  a trigger\n"
      "  l-c-1    0.41  candidate                             ten rows        "
      "       similar words\n"
      "  3 lessons looked at and not recalled; the nearest is l-e-1 (0.20): "
      "facet part:week ABSENT\n"
      "  LOOKED AT  SCORE  GATE\n"
      "  l-a-1       0.93  open\n"
      "  l-e-1       0.20  facet part:week ABSENT\n"
      "  no room in the guidance for l-d-1\n"
      "  knows part: month; table: none, perhaps others\n"
      "  guidance\n"
      "    Taught by people:\n"
      "    - weeks are ISO weeks\n"
      "beta\n"
      "  no lesson applied\n"
      "missing gamma: UNAVAILABLE: start it\n"
      "at position 7, firing policy threshold/0.5, degraded: a component has "
      "no part in it\n");
}

TEST(RenderPlanTest, SaysWhichAgentALessonIsOf) {
  EXPECT_THAT(
      RenderItems({Proto<v1::AdjustmentItem>("lesson_id: 'l-1' agent: 'bot' "
                                             "disposition: DISPOSITION_APPLIED "
                                             "effect: EFFECT_GUIDANCE_ONLY")},
                  Style{}, 0),
      ::testing::HasSubstr("applied, guidance only, of agent bot"));
}

TEST(RenderPlanTest, FitsATerminal) {
  Style style;
  style.width = 60;
  const std::string text = RenderPlan(Proto<v1::Plan>(kPlan), style);
  EXPECT_NE(text.find("  LESSON  SCORE  OUTCOME        WHAT           WHY\n"),
            std::string::npos)
      << text;
}

TEST(RenderPlanTest, SaysThatNobodyIsThere) {
  EXPECT_EQ(RenderPlan(v1::Plan(), Style{}),
            "no component is known\nat position 0\n");
}

TEST(RenderComponentPlanTest, TakesWhatWasAppliedInTheItemsPlace) {
  const auto plan = Proto<v1::ComponentPlan>(
      "component: 'a' items { lesson_id: 'l-1' text: 'planned' }");
  const auto late = Proto<v1::AdjustmentItem>(
      "lesson_id: 'l-2' score: 0.8 disposition: DISPOSITION_APPLIED "
      "effect: EFFECT_ENFORCED text: 'late' why: 'w'");
  EXPECT_EQ(RenderComponentPlan(plan, {late}, Style{}, 0),
            "LESSON  SCORE  OUTCOME            WHAT  WHY\n"
            "l-2      0.80  applied, enforced  late  w\n");
}

TEST(RenderMissingTest, IsEmptyWhereNothingIsMissing) {
  EXPECT_EQ(RenderMissing({}), "");
}

}  // namespace
}  // namespace alhf::cli

#include "sdk/src/recall.h"

#include "alhf/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

core::RecalledLesson MakeRecalled(v1::LessonState state) {
  core::RecalledLesson recalled;
  recalled.lesson = MakeLesson("l-1", "Round to two.");
  recalled.lesson.set_state(state);
  recalled.lesson.set_conflict_key("rounding");
  recalled.lesson.set_learned_sequence(7);
  recalled.lesson.mutable_scope()->set_user("ann");
  recalled.lesson.mutable_scope()->set_agent("bot");
  recalled.lesson.mutable_directive()->set_type_name("t");
  *recalled.lesson.mutable_position() = At(9);
  recalled.score = 0.75;
  recalled.why = "because";
  recalled.specificity = 2;
  return recalled;
}

TEST(RecallTest, ARecollectionSaysAllThatTheComposerNeeds) {
  const auto recollection =
      ToRecollection(MakeRecalled(v1::LESSON_ACTIVE), "plain");
  const v1::AdjustmentItem& item = recollection.item;
  EXPECT_EQ(item.lesson_id(), "l-1");
  EXPECT_EQ(item.component(), "plain");
  EXPECT_EQ(item.score(), 0.75);
  EXPECT_EQ(item.why(), "because");
  EXPECT_EQ(item.disposition(), v1::DISPOSITION_CANDIDATE);
  EXPECT_EQ(item.effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ(item.conflict_key(), "rounding");
  EXPECT_EQ(item.specificity(), 2);
  EXPECT_EQ(item.audience(), "ann");
  EXPECT_EQ(item.agent(), "bot");
  EXPECT_EQ(item.learned_sequence(), 7);
  EXPECT_EQ(item.position().sequence(), 9);
  EXPECT_EQ(item.directive().type_name(), "t");
  EXPECT_EQ(item.text(), "Round to two.");
  EXPECT_EQ(item.guidance().text(), "Round to two.");
}

TEST(RecallTest, AShadowLessonIsShownAsShadow) {
  EXPECT_EQ(ToRecollection(MakeRecalled(v1::LESSON_SHADOW), "plain")
                .item.disposition(),
            v1::DISPOSITION_SHADOW);
}

}  // namespace
}  // namespace alhf::sdk

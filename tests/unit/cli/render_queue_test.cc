#include "cli/render_queue.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(RenderQueueTest, NamesAFewExchangesAndCountsAll) {
  ReviewItem item = Proto<ReviewItem>(
      "lesson { id: 'l-1' effect: EFFECT_ENFORCED } looked_at: 9");
  for (int i = 0; i < 7; ++i) {
    item.add_exchanges()->set_exchange_id("x-" + std::to_string(i));
  }
  const std::string text = RenderReviewItem(item, Style());
  EXPECT_THAT(text, HasSubstr("7 of the newest 9 exchanges"));
  EXPECT_THAT(text, HasSubstr("x-4"));
  EXPECT_THAT(text, Not(HasSubstr("x-5")));
}

TEST(RenderQueueTest, WhatWasNotUnderstoodCannotBeAccepted) {
  ReviewItem item =
      Proto<ReviewItem>("lesson { effect: EFFECT_NOT_UNDERSTOOD }");
  EXPECT_THAT(RenderChoices(item, Style()), Not(HasSubstr("[a]ccept")));
  item.mutable_lesson()->set_effect(v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_THAT(RenderChoices(item, Style()), HasSubstr("[a]ccept"));
}

}  // namespace
}  // namespace alhf::cli

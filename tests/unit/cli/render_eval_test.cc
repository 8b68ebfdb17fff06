#include "cli/render_eval.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(RenderEvalTest, ShowsEachScenarioAndAllTogether) {
  eval::ScenarioStats shop;
  shop.id = "shop";
  shop.records = 4;
  shop.noise = {{"", 3}, {"lower", 1}};
  shop.components = {{"writer", 4}};
  shop.questions = 10;
  shop.nothing_applies = 6;
  shop.applicable = 4;
  shop.few_shared = 2;
  shop.to_text[0] = 4;
  const std::string one = RenderStats({shop}, Style());
  EXPECT_THAT(one,
              AllOf(HasSubstr("shop"), HasSubstr("25 %"), HasSubstr("50 %"),
                    HasSubstr("0.0 – 0.1"), HasSubstr("writer 4"),
                    HasSubstr("clean 3, lower 1"), Not(HasSubstr("all "))));
  EXPECT_THAT(RenderStats({shop, shop}, Style()),
              AllOf(HasSubstr("all "), HasSubstr("20"), HasSubstr("writer 8")));
}

}  // namespace
}  // namespace alhf::cli

#include "cli/render_rollout.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(RenderRolloutTest, OneLineSaysWhoAndWhy) {
  EXPECT_EQ(RolloutText({}), "in force");
  EXPECT_EQ(
      RolloutText(Proto<v1::Rollout>(
          "paused: true holdout: 0.1 changed_by: 'ann' note: 'odd\\x1b'")),
      "paused: every plan is empty; changed by ann: odd");
  EXPECT_EQ(RolloutText(Proto<v1::Rollout>("holdout: 0.125")),
            "in force, 12.5 % of exchanges held out");
  EXPECT_EQ(RolloutText(Proto<v1::Rollout>(
                "activation: ACTIVATION_SHADOW changed_by: 'ann'")),
            "in force, new ones begin as shadow; changed by ann");
}

TEST(RenderRolloutTest, OnlyAWithheldPlanSaysSo) {
  EXPECT_EQ(RenderWithheld(Proto<v1::Plan>("holdout: 0.1")), "");
  EXPECT_THAT(RenderWithheld(Proto<v1::Plan>("withheld: WITHHELD_PAUSED")),
              HasSubstr("paused"));
}

TEST(RenderRolloutTest, AFigureThatOneSideLacksHasNoDifference) {
  EXPECT_THAT(RenderComparison(Proto<Comparison>(R"pb(
                                 with: 3
                                 without: 1
                                 figures {
                                   name: "thumbs up"
                                   with { count: 1 of: 2 low: 0.25 high: 0.75 }
                                   without { high: 1 }
                                 }
                               )pb"),
                               Style()),
              AllOf(HasSubstr("3 exchanges with lessons, 1 held out"),
                    HasSubstr("thumbs up  50.0 % [25.0 %, 75.0 %] of 2  -")));
}

}  // namespace
}  // namespace alhf::cli

#include "cli/render_reassess.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(RenderReassessTest, SaysWhatIsDifferentAndWhatToDo) {
  const auto changed = Proto<v1::ReassessFeedbackResponse>(R"pb(
    record_id: "f-1"
    differences {
      kind: CHANGED
      component: "alpha"
      before {
        id: "l-1-1"
        state: LESSON_ACTIVE
        effect: EFFECT_GUIDANCE_ONLY
        text: "use weeks"
      }
      after {
        id: "l-1-1"
        state: LESSON_ACTIVE
        effect: EFFECT_ENFORCED
        understood_as: "ISO weeks"
      }
    }
    differences {
      kind: NEW
      component: "beta"
      after { state: LESSON_HELD effect: EFFECT_ENFORCED text: "x" }
      kept_because: "l-9 settles the same"
    }
    missing { component: "gamma" reason: "UNAVAILABLE: start it" }
  )pb");
  v1::ReassessFeedbackResponse same;
  same.set_record_id("f-2");
  const std::string text = RenderReassessed({changed, same}, Style());
  EXPECT_EQ(text,
            "f-1\n"
            "  changed in alpha\n"
            "    is:  l-1-1 active, guidance only: use weeks\n"
            "    now: l-1-1 active, enforced: ISO weeks\n"
            "  new in beta\n"
            "    now: held, enforced: x\n"
            "    l-9 settles the same\n"
            "not asked: gamma: UNAVAILABLE: start it\n"
            "2 records assessed anew, 1 with a difference\n"
            "nothing was changed; to accept: alhf reassess [RECORD] "
            "--accept\n");
}

TEST(RenderReassessTest, SaysWhatWasAccepted) {
  const auto accepted = Proto<v1::ReassessFeedbackResponse>(R"pb(
    record_id: "f-1"
    differences {
      kind: GONE
      component: "alpha"
      before { id: "l-1-1" }
    }
    position { sequence: 9 }
  )pb");
  const std::string text = RenderReassessed({accepted}, Style());
  EXPECT_THAT(text, HasSubstr("gone in alpha"));
  EXPECT_THAT(text, HasSubstr("accepted: 1 record"));
  EXPECT_THAT(text, Not(HasSubstr("nothing was changed")));
  EXPECT_THAT(RenderReassessed({}, Style()),
              HasSubstr("0 records assessed anew, no difference"));
}

}  // namespace
}  // namespace alhf::cli

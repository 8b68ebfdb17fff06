#include "cli/review/verification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/substitute.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(LessonsToVerifyTest, AreThoseInForce) {
  auto status = Proto<v1::FeedbackStatus>(R"pb(
    record {
      id: "f-1"
      exchange { question: "How many?" }
    }
    lessons { id: "l-1" state: LESSON_ACTIVE effect: EFFECT_ENFORCED }
    lessons { id: "l-2" state: LESSON_RETIRED effect: EFFECT_ENFORCED }
    lessons { id: "l-3" state: LESSON_HELD effect: EFFECT_NOT_UNDERSTOOD }
    lessons {
      id: "l-4"
      state: LESSON_ACTIVE
      effect: EFFECT_ENFORCED
      scope { not_after { seconds: 1000 } }
    }
  )pb");
  ASSERT_THAT(LessonsToVerify(status, absl::FromUnixSeconds(500)), SizeIs(2));
  const auto later = LessonsToVerify(status, absl::FromUnixSeconds(1001));
  ASSERT_THAT(later, SizeIs(1));
  EXPECT_EQ(later[0]->id(), "l-1");
  status.mutable_record()->clear_exchange();
  EXPECT_THAT(LessonsToVerify(status, absl::FromUnixSeconds(500)), IsEmpty());
}

class VerdictTest : public ::testing::Test {
 protected:
  static VerifiedLesson Of(const std::string& plan) {
    return VerdictOf(
        Proto<v1::Lesson>("id: 'l-1' component: 'alpha' text: 'Use weeks.'"),
        Proto<v1::Plan>(plan));
  }
};

TEST_F(VerdictTest, HoldsWhereItApplies) {
  const VerifiedLesson verified =
      Of("components { component: 'alpha' items { lesson_id: 'l-1' } }");
  EXPECT_EQ(verified.verdict(), HOLDS);
  EXPECT_EQ(verified.lesson_id(), "l-1");
  EXPECT_EQ(verified.component(), "alpha");
  EXPECT_EQ(verified.text(), "Use weeks.");
}

TEST_F(VerdictTest, HoldsWhereItWasSaidAgain) {
  const std::string plan =
      "components { component: 'alpha' items { lesson_id: 'l-2' directive { "
      "type_name: 'a.Form' payload: '$0' } } set_aside { lesson_id: 'l-1' "
      "overruled_by: 'l-2' overruled_rule: 'newer' directive { type_name: "
      "'a.Form' payload: 'x' } } }";
  EXPECT_EQ(Of(absl::Substitute(plan, "x")).verdict(), HOLDS);
  EXPECT_EQ(Of(absl::Substitute(plan, "y")).verdict(), OVERRULED);
}

TEST_F(VerdictTest, SaysWhoOverruledIt) {
  const VerifiedLesson verified =
      Of("components { component: 'alpha' set_aside { lesson_id: 'l-1' "
         "overruled_by: 'l-2' overruled_rule: 'newer' } }");
  EXPECT_EQ(verified.verdict(), OVERRULED);
  EXPECT_EQ(verified.detail(), "l-2: newer");
}

TEST_F(VerdictTest, IsLostWhereItDoesNotApply) {
  EXPECT_EQ(Of("components { component: 'alpha' }").verdict(), LOST);
  EXPECT_EQ(Of("components { component: 'alpha' set_aside { lesson_id: 'l-1' "
               "disposition: DISPOSITION_CANDIDATE } }")
                .verdict(),
            LOST);
  EXPECT_EQ(Of("components { component: 'beta' items { lesson_id: 'l-1' } }")
                .verdict(),
            LOST);
}

TEST_F(VerdictTest, IsUnknownWithoutItsComponent) {
  const VerifiedLesson verified =
      Of("missing { component: 'alpha' reason: 'UNAVAILABLE: start it' }");
  EXPECT_EQ(verified.verdict(), UNKNOWN);
  EXPECT_EQ(verified.detail(), "UNAVAILABLE: start it");
}

}  // namespace
}  // namespace alhf::cli

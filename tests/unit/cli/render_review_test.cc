#include "cli/render_review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(RenderWhyTest, SaysWhichLessonsMadeADifference) {
  const auto report = Proto<WhyReport>(R"pb(
    exchange_id: "x-1"
    lessons {
      lesson_id: "l-1"
      component: "alpha"
      text: "Use weeks."
      changed: "sql"
      changed: "answer"
      diff: "- a"
      diff: "+ b"
    }
    lessons { lesson_id: "l-2" component: "beta" text: "Be brief." }
  )pb");
  EXPECT_EQ(RenderWhy(report, false, Style()),
            "LESSON  COMPONENT  CHANGES      TEXT\n"
            "l-1     alpha      sql, answer  Use weeks.\n"
            "l-2     beta       nothing      Be brief.\n");
  EXPECT_THAT(RenderWhy(report, true, Style()),
              HasSubstr("\n- with l-1   + without it\n- a\n+ b\n"));
}

TEST(RenderWhyTest, SaysThatNothingApplied) {
  EXPECT_EQ(RenderWhy(Proto<WhyReport>("exchange_id: 'x-1'"), true, Style()),
            "No lesson applied in x-1.\n");
}

TEST(RenderCreditTest, SetsOpinionBesideEffect) {
  const auto report = Proto<CreditReport>(R"pb(
    exchange_id: "x-1"
    components {
      component: "alpha"
      outcome: OUTCOME_CLAIMED
      score: 0.9
      understood_as: "weeks"
      changed: "sql"
      diff: "- a"
      diff: "+ b"
    }
    components { component: "beta" outcome: OUTCOME_DECLINED score: 0.25 }
  )pb");
  EXPECT_EQ(RenderCredit(report, false, Style()),
            "COMPONENT  SCORE  ITSELF    CHANGES  WOULD UNDERSTAND\n"
            "alpha       0.90  claimed   sql      weeks\n"
            "beta        0.25  declined  nothing  -\n");
  EXPECT_THAT(
      RenderCredit(report, true, Style()),
      HasSubstr("\n- as it is   + with what alpha would learn\n- a\n+ b\n"));
}

TEST(RenderPreviewTest, SaysWhatWasSaidBefore) {
  const auto report = Proto<PreviewReport>(R"pb(
    preview {
      assignment { parts { component: "alpha" } }
      assessments {
        component: "alpha"
        outcome: OUTCOME_CLAIMED
        proposals { understood_as: "weeks" }
      }
      assessments { component: "beta" outcome: OUTCOME_DECLINED }
      lessons {
        id: "l-1-1"
        component: "alpha"
        learned_sequence: 3
        sources { record_id: "f-1" }
        sources { record_id: "f-2" }
      }
      lessons {
        id: "l-2-1"
        component: "alpha"
        sources { record_id: "f-2" }
      }
    }
  )pb");
  const std::string text = RenderPreview(report, Style());
  EXPECT_THAT(text, HasSubstr("said before: it would be one more source of "
                              "l-1-1\n"));
  EXPECT_THAT(text, Not(HasSubstr("l-2-1")));
}

TEST(RenderVerificationTest, ListsWhatDoesNotHold) {
  const auto report = Proto<VerifyReport>(R"pb(
    lessons { record_id: "f-1" lesson_id: "l-1" verdict: HOLDS text: "Weeks." }
    lessons {
      record_id: "f-1"
      lesson_id: "l-2"
      verdict: OVERRULED
      detail: "l-9: newer"
    }
    lessons { record_id: "f-2" lesson_id: "l-3" verdict: LOST }
    lessons { record_id: "f-3" lesson_id: "l-4" verdict: NEVER_APPLIED }
    lessons {
      record_id: "f-4"
      lesson_id: "l-5"
      component: "beta"
      verdict: UNKNOWN
      detail: "DEADLINE"
    }
    records_without: 2
  )pb");
  const std::string text = RenderVerification(report, false, Style());
  EXPECT_THAT(text, Not(HasSubstr("l-1 ")));
  EXPECT_THAT(text, HasSubstr("overruled by l-9: newer"));
  EXPECT_THAT(text, HasSubstr("LOST: applied when it was learned"));
  EXPECT_THAT(text, HasSubstr("never applied to its own question"));
  EXPECT_THAT(text, HasSubstr("unknown: beta is missing, DEADLINE"));
  EXPECT_THAT(text,
              HasSubstr("4 records with 5 lessons in force: 1 hold, 1 "
                        "overruled, 1 never applied, 1 lost, 1 unknown\n2 "
                        "records without a lesson in force"));
  EXPECT_THAT(RenderVerification(report, true, Style()), HasSubstr("l-1 "));
}

TEST(RenderAuditTest, ListsWhatSomethingWasFoundAbout) {
  const auto report = Proto<AuditReport>(R"pb(
    lessons { lesson_id: "l-1" component: "alpha" applied: 7 }
    lessons {
      lesson_id: "l-2"
      component: "alpha"
      text: "Use weeks."
      findings { kind: UNUSED }
      findings { kind: NEAR_DUPLICATE other: "l-3" }
    }
    exchanges: 12
    misapplied: 1
    misapplied_at_most: 0.3387
  )pb");
  const std::string text = RenderAudit(report, Style());
  EXPECT_THAT(text, Not(HasSubstr("l-1 ")));
  EXPECT_THAT(text, HasSubstr("unused; says the same as l-3  Use weeks."));
  EXPECT_THAT(text, HasSubstr("2 lessons in force, 1 to look at; 12 exchanges "
                              "looked at\n"));
  EXPECT_THAT(text, HasSubstr("not to apply in 1 of them"));
  EXPECT_THAT(text, HasSubstr("at most 33.9 % of the exchanges"));
}

}  // namespace
}  // namespace alhf::cli

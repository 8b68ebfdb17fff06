#include "cli/review/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Lesson Lesson(const std::string& id, const std::string& text,
                  const std::string& more = "") {
  return Proto<v1::Lesson>(absl::StrCat("id: '", id, "' component: 'alpha' ",
                                        "text: '", text, "' ", more));
}

// "KIND" or "KIND other" of each finding.
std::vector<std::string> Found(const AuditReport& report, int lesson) {
  std::vector<std::string> found;
  for (const Finding& finding : report.lessons(lesson).findings()) {
    found.push_back(absl::StrCat(FindingKind_Name(finding.kind()),
                                 finding.other().empty() ? "" : " ",
                                 finding.other()));
  }
  return found;
}

v1::Exchange Exchange(const std::string& plan) {
  return Proto<v1::Exchange>(
      absl::StrCat("plan { components { ", plan, " } }"));
}

TEST(LessonAuditTest, CountsWhatWasUsed) {
  LessonAudit audit({Lesson("l-1", "Use weeks."), Lesson("l-2", "Be brief."),
                     Lesson("l-3", "Round sums."), Lesson("l-4", "Say why.")},
                    absl::FromUnixSeconds(0));
  audit.Count(
      Exchange("items { lesson_id: 'l-1' } set_aside { lesson_id: 'l-2' "
               "overruled_by: 'l-1' } set_aside { lesson_id: 'l-3' }"));
  audit.Count(Exchange("items { lesson_id: 'l-1' }"));
  audit.Count(Proto<v1::Exchange>(
      "steps { applied { lesson_id: 'l-4' disposition: DISPOSITION_APPLIED } "
      "applied { lesson_id: 'l-3' disposition: DISPOSITION_SHADOW } }"));
  const AuditReport report = audit.Take();
  EXPECT_EQ(report.exchanges(), 3);
  EXPECT_EQ(report.lessons(0).applied(), 2);
  EXPECT_THAT(Found(report, 0), IsEmpty());
  EXPECT_EQ(report.lessons(1).overruled(), 1);
  EXPECT_THAT(Found(report, 1), ElementsAre("ALWAYS_OVERRULED"));
  EXPECT_THAT(Found(report, 2), ElementsAre("UNUSED"));
  EXPECT_EQ(report.lessons(3).applied(), 1);
  EXPECT_THAT(Found(report, 3), IsEmpty());
}

TEST(LessonAuditTest, FindsWhatNeverMadeADifference) {
  LessonAudit audit({Lesson("l-1", "Be brief."), Lesson("l-2", "Use weeks.")},
                    absl::FromUnixSeconds(0));
  for (const char* second : {"applied", "idle"}) {
    audit.Count(Proto<v1::Exchange>(absl::StrCat(
        "plan { components { items { lesson_id: 'l-1' } items { lesson_id: "
        "'l-2' } } } steps { idle { lesson_id: 'l-1' } ",
        second, " { lesson_id: 'l-2' disposition: DISPOSITION_APPLIED } }")));
  }
  const AuditReport report = audit.Take();
  EXPECT_EQ(report.lessons(0).applied(), 0);
  EXPECT_EQ(report.lessons(0).idle(), 2);
  EXPECT_THAT(Found(report, 0), ElementsAre("NEVER_DECISIVE"));
  EXPECT_EQ(report.lessons(1).applied(), 1);
  EXPECT_EQ(report.lessons(1).idle(), 1);
  EXPECT_THAT(Found(report, 1), IsEmpty());
}

TEST(LessonAuditTest, CountsWhereALessonDidNotApply) {
  LessonAudit audit(
      {Lesson("l-1", "Use weeks.",
              "scope { counterexamples { text: 'a' exchange_id: 'x-2' } "
              "counterexamples { text: 'b' exchange_id: 'x-9' } }"),
       Lesson("l-2", "Be brief.",
              "scope { counterexamples { text: 'a' exchange_id: 'x-2' } "
              "counterexamples { text: 'c' } }")},
      absl::FromUnixSeconds(0));
  for (int i = 0; i < 10; ++i) {
    v1::Exchange exchange;
    exchange.set_id(absl::StrCat("x-", i));
    if (i != 9) audit.Count(exchange);
  }
  const AuditReport report = audit.Take();
  EXPECT_EQ(report.misapplied(), 1);
  EXPECT_NEAR(report.misapplied_at_most(), 0.4291, 1e-4);
}

TEST(LessonAuditTest, NothingIsPromisedWithoutExchanges) {
  LessonAudit audit({Lesson("l-1", "Use weeks.")}, absl::FromUnixSeconds(0));
  EXPECT_EQ(audit.Take().misapplied_at_most(), 1);
}

TEST(LessonAuditTest, WithoutExchangesNothingIsCalledUnused) {
  LessonAudit audit({Lesson("l-1", "Use weeks.")}, absl::FromUnixSeconds(0));
  EXPECT_THAT(Found(audit.Take(), 0), IsEmpty());
}

TEST(LessonAuditTest, FindsTheExpired) {
  LessonAudit audit(
      {Lesson("l-1", "Use weeks.", "scope { not_after { seconds: 10 } }")},
      absl::FromUnixSeconds(11));
  EXPECT_THAT(Found(audit.Take(), 0), ElementsAre("EXPIRED"));
}

TEST(LessonAuditTest, FindsWhatIsSaidTwice) {
  LessonAudit audit(
      {Lesson("l-1", "Leave out test accounts."),
       Lesson("l-2", "leave test accounts out"),
       Lesson("l-3", "leave test accounts out", "scope { user: 'ann' }")},
      absl::FromUnixSeconds(0));
  const AuditReport report = audit.Take();
  EXPECT_THAT(Found(report, 0), ElementsAre("NEAR_DUPLICATE l-2"));
  EXPECT_THAT(Found(report, 1), ElementsAre("NEAR_DUPLICATE l-1"));
  EXPECT_THAT(Found(report, 2), IsEmpty());
}

TEST(LessonAuditTest, FindsContradictionsButNoExceptions) {
  const std::string weeks = "conflict_key: 'weeks' directive { type_name: ";
  LessonAudit audit(
      {Lesson("l-1", "Weeks start on Monday.", weeks + "'monday' }"),
       Lesson("l-2", "Sunday begins the week.", weeks + "'sunday' }"),
       Lesson("l-3", "In reports it is Sunday.",
              weeks + "'sunday' } scope { topic: 'reports' }")},
      absl::FromUnixSeconds(0));
  const AuditReport report = audit.Take();
  EXPECT_THAT(Found(report, 0), ElementsAre("CONTRADICTION l-2"));
  EXPECT_THAT(Found(report, 1), ElementsAre("CONTRADICTION l-1"));
  EXPECT_THAT(Found(report, 2), IsEmpty());
}

}  // namespace
}  // namespace alhf::cli

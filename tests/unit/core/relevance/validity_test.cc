#include "core/relevance/validity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace alhf::core {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// A Friday.
const absl::Time kNow =
    absl::FromCivil(absl::CivilHour(2026, 11, 27, 12), absl::UTCTimeZone());

std::string TimeText(absl::Time time) {
  if (time == absl::InfinitePast()) return "-";
  if (time == absl::InfiniteFuture()) return "-";
  return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone());
}

// "from to" of the only limit of `text`; "none".
std::string Limits(const std::string& text) {
  const std::vector<Validity> found = ValidityIn(text, kNow);
  if (found.empty()) return "none";
  EXPECT_THAT(found, SizeIs(1)) << text;
  return TimeText(found[0].not_before) + " " + TimeText(found[0].not_after);
}

TEST(ValidityTest, IsReadAtTheBeginningOfASentence) {
  EXPECT_EQ(Limits("Until the end of Q1 2027, leave out drafts."),
            "- 2027-03-31");
  EXPECT_EQ(Limits("Until 31 December, answers as bullets."), "- 2026-12-31");
  EXPECT_EQ(Limits("For the rest of the year please round to thousands."),
            "- 2026-12-31");
  EXPECT_EQ(Limits("From 1 March 2027 on, revenue is without tax."),
            "2027-03-01 -");
  EXPECT_EQ(Limits("As of January, use the new price list."), "2027-01-01 -");
  EXPECT_EQ(Limits("Starting next month leave out returns."), "2026-12-01 -");
  EXPECT_EQ(Limits("From 2027-01-01 to 2027-01-31, show totals first."),
            "2027-01-01 2027-01-31");
}

TEST(ValidityTest, IsReadAtTheEndOfASentence) {
  EXPECT_EQ(Limits("Leave out test accounts until the end of Q4."),
            "- 2026-12-31");
  EXPECT_EQ(Limits("Leave out test accounts until the end of next month."),
            "- 2026-12-31");
  EXPECT_EQ(Limits("Round to thousands until Friday"), "- 2026-12-04");
  EXPECT_EQ(Limits("Keep answers short until March 15th."), "- 2027-03-15");
  EXPECT_EQ(Limits("Quote the archive through May."), "- 2027-05-31");
  EXPECT_EQ(Limits("Quote the archive until May."), "- 2027-04-30");
  EXPECT_EQ(Limits("Use the old price list until 2028."), "- 2027-12-31");
  EXPECT_EQ(Limits("Leave out the Lyon shop only this week."), "- 2026-11-29");
  EXPECT_EQ(Limits("Use ISO weeks from next year on."), "2027-01-01 -");
  EXPECT_EQ(Limits("Revenue is without shipping until the end of 2027."),
            "- 2027-12-31");
}

TEST(ValidityTest, WhatRowsAreLikeIsNoLimit) {
  for (const char* text :
       {"Leave out orders placed until the end of 2027.",
        "Leave out test accounts until the end of 2024.",
        "The desk is open until Friday.", "Only count orders from 2026.",
        "Count orders from January to March.", "Until Friday",
        "Since the migration, amounts are in cents.",
        "Leave out test accounts until we have moved.", "Use weeks, not months",
        "Revenue is from orders that came in until the end of next month it is",
        "Leave out drafts until 31 June 2027.", ""}) {
    EXPECT_EQ(Limits(text), "none") << text;
  }
}

TEST(ValidityTest, HoldsForItsSentenceOrClause) {
  const std::string text =
      "Answers as bullets. Round to thousands, leave out drafts until Friday.";
  const std::vector<Validity> found = ValidityIn(text, kNow);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(
      text.substr(found[0].held_begin, found[0].held_end - found[0].held_begin),
      " leave out drafts ");
  EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin),
            "until Friday");
  EXPECT_EQ(
      WithoutValidity(text, kNow),
      "Answers as bullets. Round to thousands, leave out drafts             .");
  EXPECT_EQ(WithoutValidity("Until Friday, round.", kNow),
            "              round.");
}

TEST(ValidityTest, EverySentenceHasItsOwn) {
  EXPECT_THAT(ValidityIn("Until Friday, leave out drafts. As of Monday, quote "
                         "them.",
                         kNow),
              SizeIs(2));
  EXPECT_THAT(ValidityIn("", kNow), IsEmpty());
}

}  // namespace
}  // namespace alhf::core

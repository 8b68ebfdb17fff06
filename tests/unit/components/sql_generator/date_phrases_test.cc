#include "components/sql_generator/date_phrases.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace alhf::sql_generator {
namespace {

constexpr auto kMonday = WeekConvention::MONDAY;
const absl::CivilDay kToday(2026, 3, 31);  // a Tuesday

// "length: from before", "*" where it was bound to today; "" for nothing.
std::string Read(const std::string& text, WeekConvention::Kind weeks = kMonday,
                 const FiscalCalendar* fiscal = nullptr) {
  const auto tokens = sdk::Analyze(text).tokens;
  const auto phrase = ReadDates(text, tokens, 0, {kToday, weeks, fiscal});
  if (!phrase) return "";
  const DaySpan days = DaysOf(phrase->range, kToday, weeks);
  return absl::StrCat(phrase->length, ": ",
                      days.from ? IsoDate(*days.from) : "-", " ",
                      days.before ? IsoDate(*days.before) : "-",
                      phrase->only_today ? " *" : "");
}

TEST(ReadDatesTest, ReadsCalendarDates) {
  EXPECT_EQ(Read("in 2025"), "2: 2025-01-01 2026-01-01");
  EXPECT_EQ(Read("the year 2025"), "3: 2025-01-01 2026-01-01");
  EXPECT_EQ(Read("in March 2025"), "3: 2025-03-01 2025-04-01");
  EXPECT_EQ(Read("in dec of 2025"), "4: 2025-12-01 2026-01-01");
  EXPECT_EQ(Read("May this year"), "3: 2026-05-01 2026-06-01 *");
  EXPECT_EQ(Read("during Q1 2025"), "3: 2025-01-01 2025-04-01");
  EXPECT_EQ(Read("the fourth quarter of 2025"), "5: 2025-10-01 2026-01-01");
  EXPECT_EQ(Read("on 2024-02-29"), "4: 2024-02-29 2024-03-01");
  EXPECT_EQ(Read("in the course of 2024"), "5: 2024-01-01 2025-01-01");
}

TEST(ReadDatesTest, ReadsOpenRanges) {
  EXPECT_EQ(Read("since 2024-05-01"), "4: 2024-05-01 -");
  EXPECT_EQ(Read("after 2024"), "2: 2025-01-01 -");
  EXPECT_EQ(Read("before March 2025"), "3: - 2025-03-01");
  EXPECT_EQ(Read("until 2024-12-31"), "4: - 2025-01-01");
  EXPECT_EQ(Read("since last year"), "3: 2025-01-01 - *");
}

TEST(ReadDatesTest, SinceAMonthIsSinceTheLastOne) {
  EXPECT_EQ(Read("since October"), "2: 2025-10-01 - *");
  EXPECT_EQ(Read("since March"), "2: 2026-03-01 - *");
  EXPECT_EQ(Read("since May 12"), "");
}

TEST(ReadDatesTest, ReadsRangesWithTwoEnds) {
  EXPECT_EQ(Read("between 2023 and 2024"), "4: 2023-01-01 2025-01-01");
  EXPECT_EQ(Read("from March 2025 to May 2025"), "6: 2025-03-01 2025-06-01");
  EXPECT_EQ(Read("between 5 and 10"), "");
}

TEST(ReadDatesTest, ReadsWhatIsSoLongAgo) {
  EXPECT_EQ(Read("more than 30 days ago"), "5: - 2026-03-01");
  EXPECT_EQ(Read("at least five years ago"), "5: - 2021-04-01");
  EXPECT_EQ(Read("less than a year ago"), "5: 2025-04-01 -");
  EXPECT_EQ(Read("at most 2 days ago"), "5: 2026-03-29 -");
  EXPECT_EQ(Read("before today"), "2: - 2026-03-31");
  EXPECT_EQ(Read("in the future"), "3: 2026-04-01 -");
  EXPECT_EQ(Read("in the past"), "3: - 2026-03-31");
  EXPECT_EQ(Read("in the past 2 days"), "5: 2026-03-29 2026-04-01");
  EXPECT_EQ(Read("over 30 days"), "");
  EXPECT_EQ(Read("30 days ago"), "");
}

TEST(ReadDatesTest, ReadsWhatIsRelativeToToday) {
  EXPECT_EQ(Read("last 90 days"), "3: 2025-12-31 2026-04-01");
  EXPECT_EQ(Read("in the past two weeks"), "5: 2026-03-17 2026-04-01");
  // A month before 31 March ends on 28 February.
  EXPECT_EQ(Read("last 1 month"), "3: 2026-02-28 2026-04-01");
  EXPECT_EQ(Read("over the last 3 years"), "5: 2023-03-31 2026-04-01");
  EXPECT_EQ(Read("this year"), "2: 2026-01-01 2027-01-01");
  EXPECT_EQ(Read("last month"), "2: 2026-02-01 2026-03-01");
  EXPECT_EQ(Read("last quarter"), "2: 2025-10-01 2026-01-01");
  EXPECT_EQ(Read("yesterday"), "1: 2026-03-30 2026-03-31");
  EXPECT_EQ(Read("year to date"), "3: 2026-01-01 2026-04-01 *");
}

TEST(ReadDatesTest, WeeksBeginAsTaught) {
  EXPECT_EQ(Read("this week"), "2: 2026-03-30 2026-04-06");
  EXPECT_EQ(Read("this week", WeekConvention::US), "2: 2026-03-29 2026-04-05");
  EXPECT_EQ(Read("last week", WeekConvention::ISO), "2: 2026-03-23 2026-03-30");
}

TEST(ReadDatesTest, DoesNotGuess) {
  for (const char* text :
       {"in March", "in", "January to", "30 February 2025", "March to 2025",
        "over 2025", "2025.5", "1800", "2025-02-30", "last reader", "the week",
        "in Q5 2025", "since", "3 days"}) {
    EXPECT_EQ(Read(text), "") << text;
  }
}

TEST(ReadDatesTest, ReadsDaysAsTheyAreWritten) {
  EXPECT_EQ(Read("on 5 March 2025"), "4: 2025-03-05 2025-03-06");
  EXPECT_EQ(Read("March 5th, 2025"), "3: 2025-03-05 2025-03-06");
  EXPECT_EQ(Read("since the 1st of May 2025"), "6: 2025-05-01 -");
}

TEST(ReadDatesTest, PartsShareAYear) {
  EXPECT_EQ(Read("January to March 2025"), "4: 2025-01-01 2025-04-01");
  EXPECT_EQ(Read("from May to June of 2025"), "6: 2025-05-01 2025-07-01");
  EXPECT_EQ(Read("between July and September 2025"),
            "5: 2025-07-01 2025-10-01");
  EXPECT_EQ(Read("Q1 to Q3 2025"), "4: 2025-01-01 2025-10-01");
  EXPECT_EQ(Read("first half of 2025"), "4: 2025-01-01 2025-07-01");
  EXPECT_EQ(Read("2025-11-01 to 2025-11-14"), "7: 2025-11-01 2025-11-15");
  EXPECT_EQ(Read("in 2024 and 2025"), "4: 2024-01-01 2026-01-01");
  // These are two.
  EXPECT_EQ(Read("in 2023 and 2025"), "2: 2023-01-01 2024-01-01");
  EXPECT_EQ(Read("from 2024 on"), "3: 2024-01-01 -");
  EXPECT_EQ(Read("in 2024 or later"), "4: 2024-01-01 -");
  EXPECT_EQ(Read("2024 or before"), "3: - 2025-01-01");
}

TEST(ReadDatesTest, DaysShareAYear) {
  EXPECT_EQ(Read("between 1 January and 31 March 2025"),
            "7: 2025-01-01 2025-04-01");
  EXPECT_EQ(Read("from May 2 to May 20 2025"), "7: 2025-05-02 2025-05-21");
  EXPECT_EQ(Read("1 to 15 March 2025"), "5: 2025-03-01 2025-03-16");
  EXPECT_EQ(Read("March 1 to 15, 2025"), "5: 2025-03-01 2025-03-16");
  EXPECT_EQ(Read("between the 3rd of June and the 9th of July 2025"),
            "11: 2025-06-03 2025-07-10");
  EXPECT_EQ(Read("January - March 2025"), "3: 2025-01-01 2025-04-01");
  // Not in that order, no such day, no year.
  EXPECT_EQ(Read("between 9 July and 3 June 2025"), "");
  EXPECT_EQ(Read("between 1 February and 30 February 2025"), "");
  EXPECT_EQ(Read("between 1 January and 31 March"), "");
}

TEST(ReadDatesTest, OtherNamesOfPeriods) {
  EXPECT_EQ(Read("in calendar year 2025"), "4: 2025-01-01 2026-01-01");
  EXPECT_EQ(Read("in the whole year 2025"), "5: 2025-01-01 2026-01-01");
  EXPECT_EQ(Read("whole of 2025"), "3: 2025-01-01 2026-01-01");
  EXPECT_EQ(Read("in or after 2025"), "4: 2025-01-01 -");
  EXPECT_EQ(Read("before or in June 2025"), "5: - 2025-07-01");
  EXPECT_EQ(Read("since the beginning of 2025"), "5: 2025-01-01 -");
  EXPECT_EQ(Read("until the end of 2025"), "5: - 2026-01-01");
  EXPECT_EQ(Read("until the beginning of 2025"), "");
  EXPECT_EQ(Read("tomorrow").substr(0, 1), "1");
  EXPECT_EQ(Read("next month").substr(0, 1), "2");
}

TEST(ReadDatesTest, ReadsFiscalYears) {
  FiscalCalendar april;
  april.set_first_month(4);
  const auto fiscal = [&april](const std::string& text) {
    return Read(text, kMonday, &april);
  };
  EXPECT_EQ(fiscal("in fiscal year 2025"), "4: 2025-04-01 2026-04-01");
  EXPECT_EQ(fiscal("FY2025"), "1: 2025-04-01 2026-04-01");
  EXPECT_EQ(fiscal("FY 2025"), "2: 2025-04-01 2026-04-01");
  EXPECT_EQ(fiscal("Q4 of fiscal 2025"), "4: 2026-01-01 2026-04-01");
  EXPECT_EQ(fiscal("since fiscal year 2025"), "4: 2025-04-01 -");
  EXPECT_EQ(fiscal("this fiscal year"), "3: 2025-04-01 2026-04-01 *");
  EXPECT_EQ(fiscal("last fiscal quarter"), "3: 2025-10-01 2026-01-01 *");
  april.set_named_after_end(true);
  EXPECT_EQ(fiscal("fiscal year 2025"), "3: 2024-04-01 2025-04-01");
  // Read without a calendar too, so that somebody can be asked for it.
  EXPECT_TRUE(
      ReadDates("FY2025", sdk::Analyze("FY2025").tokens, 0, {kToday})->fiscal);
}

}  // namespace
}  // namespace alhf::sql_generator

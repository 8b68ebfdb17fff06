#include "components/sql_generator/dates.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::sql_generator {
namespace {

constexpr auto kMonday = WeekConvention::MONDAY;
const absl::CivilDay kToday(2026, 3, 31);  // a Tuesday

TEST(DaysOfTest, NothingSetIsNoEnd) {
  const DaySpan days = DaysOf(DateRange(), kToday, kMonday);
  EXPECT_FALSE(days.from.has_value());
  EXPECT_FALSE(days.before.has_value());
}

TEST(DaysOfTest, MonthsOfEveryYearHaveNoEnds) {
  DateRange range;
  range.mutable_months()->set_first(6);
  range.mutable_months()->set_last(8);
  EXPECT_FALSE(DaysOf(range, kToday, kMonday).from.has_value());
}

TEST(RangeOfTest, KeepsItsEnds) {
  const DaySpan days = DaysOf(
      RangeOf({absl::CivilDay(2025, 1, 1), std::nullopt}), kToday, kMonday);
  EXPECT_EQ(days.from, absl::CivilDay(2025, 1, 1));
  EXPECT_FALSE(days.before.has_value());
}

TEST(ParseDayTest, TakesIsoDatesOnly) {
  EXPECT_EQ(ParseDay("2025-02-28"), absl::CivilDay(2025, 2, 28));
  EXPECT_EQ(ParseDay("28.2.2025"), std::nullopt);
  EXPECT_EQ(IsoDate(absl::CivilDay(2025, 2, 28)), "2025-02-28");
}

TEST(MonthNameTest, NamesTwelve) {
  EXPECT_EQ(MonthName(1), "January");
  EXPECT_EQ(MonthName(12), "December");
  EXPECT_EQ(MonthName(13), "");
}

}  // namespace
}  // namespace alhf::sql_generator

#include "tests/property/calendar.h"

#include "absl/strings/str_format.h"

namespace alhf::testing {
namespace {

constexpr int kMonday = 1;
constexpr int kThursday = 4;
constexpr int kSunday = 7;

int DaysIn(int year, int month) {
  if (month == 2) {
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return leap ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// The last `weekday` up to `day`.
int LastUpTo(int day, int weekday) {
  while (WeekdayOf(day) != weekday) --day;
  return day;
}

// How many times seven days lie between the week that starts at `first` and
// that of `day`; the first is 1.
int CountWeeks(int first, int day) {
  int week = 0;
  for (int start = first; start <= day; start += 7) ++week;
  return week;
}

}  // namespace

int DayOf(Date date) {
  int day = date.day - 1;
  for (int year = 1970; year < date.year; ++year) {
    for (int month = 1; month <= 12; ++month) day += DaysIn(year, month);
  }
  for (int month = 1; month < date.month; ++month) {
    day += DaysIn(date.year, month);
  }
  return day;
}

Date DateOf(int day) {
  Date date;
  while (day >= DaysIn(date.year, date.month)) {
    day -= DaysIn(date.year, date.month);
    if (++date.month > 12) {
      date.month = 1;
      ++date.year;
    }
  }
  date.day = day + 1;
  return date;
}

std::string Written(int day) {
  const Date date = DateOf(day);
  return absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
}

int WeekdayOf(int day) {
  // 1 January 1970 was a Thursday.
  return (day + kThursday - 1) % 7 + 1;
}

Week MondayWeek(int day) {
  const int year = DateOf(day).year;
  int mondays = 0;
  for (int d = DayOf({year, 1, 1}); d <= day; ++d) {
    if (WeekdayOf(d) == kMonday) ++mondays;
  }
  return {year, mondays};
}

Week IsoWeek(int day) {
  // Monday to Sunday, and the year that most of these days are of.
  const int monday = LastUpTo(day, kMonday);
  const int year = DateOf(monday + 3).year;
  // January 4 is in week 1 always.
  return {year, CountWeeks(LastUpTo(DayOf({year, 1, 4}), kMonday), day)};
}

Week UsWeek(int day) {
  const int saturday = LastUpTo(day, kSunday) + 6;
  const int year = DateOf(saturday).year;
  return {year, CountWeeks(LastUpTo(DayOf({year, 1, 1}), kSunday), day)};
}

}  // namespace alhf::testing

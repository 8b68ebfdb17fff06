// The Gregorian calendar, counted day by day: slow, plain, and no code of the
// engine's. A day is the number of days since 1 January 1970.
//
// Thread safety: pure functions.
#ifndef ALHF_TESTS_PROPERTY_CALENDAR_H_
#define ALHF_TESTS_PROPERTY_CALENDAR_H_

#include <string>

namespace alhf::testing {

struct Date {
  int year = 1970;
  int month = 1;
  int day = 1;
};

// Of years from 1970 on.
int DayOf(Date date);
Date DateOf(int day);
// Returns e.g. "2025-03-01".
std::string Written(int day);

// Monday is 1.
int WeekdayOf(int day);

// A week and the year that it counts in.
struct Week {
  int year = 0;
  int week = 0;
};

// Weeks from Monday; days before the year's first Monday are week 0.
Week MondayWeek(int day);
// ISO 8601: weeks from Monday, week 1 is the first with four days of its year.
Week IsoWeek(int day);
// Weeks from Sunday, week 1 has January 1.
Week UsWeek(int day);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_CALENDAR_H_

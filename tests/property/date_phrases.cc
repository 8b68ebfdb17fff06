#include "tests/property/date_phrases.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/property/calendar.h"

namespace alhf::testing {
namespace {

struct Span {
  std::string words;
  int from = 0;
  int before = 0;
};

int FirstOfMonth(int year, int month) {
  while (month > 12) month -= 12, ++year;
  while (month < 1) month += 12, --year;
  return DayOf({year, month, 1});
}

// So many months before `day`; the last day of a shorter month stays in it.
int MonthsBefore(int day, int months) {
  const Date date = DateOf(day);
  const int first = FirstOfMonth(date.year, date.month - months);
  const int next = FirstOfMonth(date.year, date.month - months + 1);
  return std::min(first + date.day - 1, next - 1);
}

Span AnyMonth(Dice& dice, int year) {
  static const char* const kNames[] = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const int month = dice.Between(1, 12);
  std::string name = kNames[month - 1];
  if (dice.Chance(0.2)) name = name.substr(0, 3);
  return {absl::StrCat(name, dice.Chance(0.2) ? " of " : " ", year),
          FirstOfMonth(year, month), FirstOfMonth(year, month + 1)};
}

Span AnyQuarter(Dice& dice, int year) {
  static const char* const kNames[] = {"first", "second", "third", "fourth"};
  const int quarter = dice.Between(1, 4);
  const std::string words =
      dice.Chance(0.5)
          ? absl::StrCat("Q", quarter, " ", year)
          : absl::StrCat("the ", kNames[quarter - 1], " quarter of ", year);
  return {words, FirstOfMonth(year, 3 * quarter - 2),
          FirstOfMonth(year, 3 * quarter + 1)};
}

// A year, quarter, month or day.
Span AnySpan(Dice& dice) {
  const int year = dice.Between(2023, 2026);
  const size_t kind = dice.Below(8);
  if (kind < 4) {
    return {absl::StrCat(year), DayOf({year, 1, 1}), DayOf({year + 1, 1, 1})};
  }
  if (kind < 6) return AnyMonth(dice, year);
  if (kind < 7) return AnyQuarter(dice, year);
  const int day = DayOf({year, 1, 1}) + dice.Between(0, 364);
  return {Written(day), day, day + 1};
}

// The unit that today is in, or the one before it.
Span AnyCalendarUnit(Dice& dice, int today, Weeks weeks) {
  const Date date = DateOf(today);
  const bool last = dice.Chance(0.5);
  const int back = last ? 1 : 0;
  const std::string words =
      last ? dice.Of({"last", "previous"}) : dice.Of({"this", "current"});
  switch (dice.Below(4)) {
    case 0:
      return {words + " year", DayOf({date.year - back, 1, 1}),
              DayOf({date.year - back + 1, 1, 1})};
    case 1: {
      const int first = (date.month - 1) / 3 * 3 + 1 - 3 * back;
      return {words + " quarter", FirstOfMonth(date.year, first),
              FirstOfMonth(date.year, first + 3)};
    }
    case 2:
      return {words + " month", FirstOfMonth(date.year, date.month - back),
              FirstOfMonth(date.year, date.month - back + 1)};
    default: {
      int start = today;
      while (WeekdayOf(start) != (weeks == Weeks::kUs ? 7 : 1)) --start;
      start -= 7 * back;
      return {words + " week", start, start + 7};
    }
  }
}

Span AnyRolling(Dice& dice, int today) {
  const int count = dice.Between(2, 12);
  static const char* const kNumbers[] = {"two", "three",  "four",  "five",
                                         "six", "seven",  "eight", "nine",
                                         "ten", "eleven", "twelve"};
  const std::string number =
      dice.Chance(0.3) ? kNumbers[count - 2] : absl::StrCat(count);
  const std::string words =
      absl::StrCat("the ", dice.Of({"last", "past", "previous"}), " ", number);
  switch (dice.Below(4)) {
    case 0:
      return {absl::StrCat(words, " weeks"), today - 7 * count, today + 1};
    case 1:
      return {absl::StrCat(words, " months"), MonthsBefore(today, count),
              today + 1};
    case 2: {
      const int days = 10 * count;
      return {absl::StrCat("the last ", days, " days"), today - days,
              today + 1};
    }
    default:
      return {absl::StrCat(words, " days"), today - count, today + 1};
  }
}

}  // namespace

DatePhrase AnyDates(Dice& dice, int today, Weeks weeks) {
  const size_t kind = dice.Below(20);
  if (kind < 8) {
    const Span span = AnySpan(dice);
    return {
        absl::StrCat(dice.Of({"in", "in", "during", "for"}), " ", span.words),
        span.from, span.before};
  }
  if (kind < 12) {
    const Span span = AnySpan(dice);
    switch (dice.Below(3)) {
      case 0:
        return {"since " + span.words, span.from, std::nullopt};
      case 1:
        return {"after " + span.words, span.before, std::nullopt};
      default:
        return {"before " + span.words, std::nullopt, span.from};
    }
  }
  if (kind < 14) {
    Span first = AnySpan(dice);
    Span second = AnySpan(dice);
    if (first.from > second.from) std::swap(first, second);
    if (first.before > second.before) return AnyDates(dice, today, weeks);
    const bool between = dice.Chance(0.5);
    return {absl::StrCat(between ? "between " : "from ", first.words,
                         between ? " and " : " to ", second.words),
            first.from, second.before};
  }
  if (kind < 17) {
    const Span span = AnyRolling(dice, today);
    return {absl::StrCat(dice.Of({"in", "over", "within", "during"}), " ",
                         span.words),
            span.from, span.before};
  }
  if (kind < 19) {
    const Span span = AnyCalendarUnit(dice, today, weeks);
    const bool plain = span.words.rfind("this", 0) == 0;
    return {dice.Chance(0.3) ? (plain ? "in " : "in the ") + span.words
                             : span.words,
            span.from, span.before};
  }
  switch (dice.Below(3)) {
    case 0:
      return {"today", today, today + 1};
    case 1:
      return {"yesterday", today - 1, today};
    default:
      return {"year to date", DayOf({DateOf(today).year, 1, 1}), today + 1};
  }
}

}  // namespace alhf::testing

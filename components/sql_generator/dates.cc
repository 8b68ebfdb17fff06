#include "components/sql_generator/dates.h"

#include <algorithm>

namespace alhf::sql_generator {
namespace {

// The first day of the `unit` that `day` is in.
absl::CivilDay StartOf(DateUnit unit, absl::CivilDay day,
                       WeekConvention::Kind weeks) {
  switch (unit) {
    case YEAR:
      return absl::CivilDay(day.year());
    case QUARTER:
      return absl::CivilDay(day.year(), (day.month() - 1) / 3 * 3 + 1);
    case MONTH:
      return absl::CivilDay(day.year(), day.month());
    case WEEK: {
      const auto first = weeks == WeekConvention::US ? absl::Weekday::sunday
                                                     : absl::Weekday::monday;
      return absl::PrevWeekday(day + 1, first);
    }
    default:
      return day;
  }
}

// `day` and so many units on; the last day of a shorter month stays in it.
absl::CivilDay Shift(absl::CivilDay day, int64_t count, DateUnit unit) {
  if (unit == WEEK) return day + 7 * count;
  if (unit != MONTH && unit != QUARTER && unit != YEAR) return day + count;
  const int64_t months = count * (unit == YEAR ? 12 : unit == QUARTER ? 3 : 1);
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

}  // namespace

std::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day)) return std::nullopt;
  return day;
}

DateRange RangeOf(const DaySpan& span) {
  DateRange range;
  if (span.from) range.mutable_fixed()->set_from(IsoDate(*span.from));
  if (span.before) range.mutable_fixed()->set_before(IsoDate(*span.before));
  return range;
}

DaySpan DaysOf(const DateRange& range, absl::CivilDay today,
               WeekConvention::Kind weeks) {
  switch (range.kind_case()) {
    case DateRange::kFixed:
      return {ParseDay(range.fixed().from()), ParseDay(range.fixed().before())};
    case DateRange::kRolling: {
      const auto& rolling = range.rolling();
      return {
          Shift(today, -static_cast<int64_t>(rolling.count()), rolling.unit()),
          today + 1};
    }
    case DateRange::kCalendar: {
      const DateUnit unit = range.calendar().unit();
      const absl::CivilDay start =
          Shift(StartOf(unit, today, weeks), range.calendar().offset(), unit);
      return {start, Shift(start, 1, unit)};
    }
    case DateRange::kAgo: {
      const auto& ago = range.ago();
      const absl::CivilDay day =
          Shift(today, -static_cast<int64_t>(ago.count()), ago.unit());
      switch (ago.side()) {
        case DateRange::Ago::BEFORE:
          return {std::nullopt, day};
        case DateRange::Ago::UNTIL:
          return {std::nullopt, day + 1};
        case DateRange::Ago::SINCE:
          return {day, std::nullopt};
        case DateRange::Ago::AFTER:
          return {day + 1, std::nullopt};
        default:
          return {};
      }
    }
    case DateRange::kMonths:
    case DateRange::KIND_NOT_SET:
      break;
  }
  return {};
}

std::string IsoDate(absl::CivilDay day) { return absl::FormatCivilTime(day); }

std::string MonthName(int month) {
  static constexpr absl::string_view kNames[] = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  if (month < 1 || month > 12) return "";
  return std::string(kNames[month - 1]);
}

}  // namespace alhf::sql_generator

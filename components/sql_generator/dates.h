// Ranges of dates, and the calendar days that they mean.
//
//   DaySpan days = DaysOf(range, today, WeekConvention::ISO);
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_DATES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_DATES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

// From `from` on, up to the day before `before`; unset: no such end.
struct DaySpan {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> before;
};

// Returns the days of `range`. Weeks start as `weeks` says. Months of every
// year have no ends.
DaySpan DaysOf(const DateRange& range, absl::CivilDay today,
               WeekConvention::Kind weeks);

// Returns the fixed range of `span`.
DateRange RangeOf(const DaySpan& span);

// Returns e.g. "2025-03-01", and the day that such a text names.
std::string IsoDate(absl::CivilDay day);
std::optional<absl::CivilDay> ParseDay(absl::string_view text);

// Returns e.g. "January" for 1.
std::string MonthName(int month);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_DATES_H_

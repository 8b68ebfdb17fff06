// Dates as people say them, and the calendar days that they mean.
//
//   "in March 2025", "since 2024-05-01", "last 90 days", "between 2023 and
//   2024", "this week", "year to date"
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_DATES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_DATES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

// From `from` on, up to the day before `before`; unset: no such end.
struct DaySpan {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> before;
};

struct DatePhrase {
  // Tokens that it takes.
  size_t length = 0;
  DateRange range;
  // It is bound to today in a way that the range does not keep: right for one
  // question, wrong for a definition.
  bool only_today = false;
};

// Returns the date phrase that begins at `tokens[at]`, or nothing. `text` is
// what the tokens are of.
std::optional<DatePhrase> ReadDates(absl::string_view text,
                                    const std::vector<sdk::Token>& tokens,
                                    size_t at, absl::CivilDay today,
                                    WeekConvention::Kind weeks);

// Returns the days of `range`. Weeks start as `weeks` says.
DaySpan DaysOf(const DateRange& range, absl::CivilDay today,
               WeekConvention::Kind weeks);

// Returns e.g. "2025-03-01".
std::string IsoDate(absl::CivilDay day);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_DATES_H_

// Dates as people say them.
//
//   "in March 2025", "since 2024-05-01", "last 90 days", "between 2023 and
//   2024", "January to March 2025", "this week", "fiscal year 2025"
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_DATE_PHRASES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_DATE_PHRASES_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/dates.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

// What dates are read with.
struct Calendar {
  absl::CivilDay today;
  WeekConvention::Kind weeks = WeekConvention::MONDAY;
  // Null: nobody has said when fiscal years begin.
  const FiscalCalendar* fiscal = nullptr;
};

struct DatePhrase {
  // Tokens that it takes.
  size_t length = 0;
  DateRange range;
  // It is bound to today in a way that the range does not keep: right for one
  // question, wrong for a definition.
  bool only_today = false;
  // It is of fiscal years; the range is right where the calendar has them.
  bool fiscal = false;
};

// Returns the date phrase that begins at `tokens[at]`, or nothing. `text` is
// what the tokens are of.
std::optional<DatePhrase> ReadDates(absl::string_view text,
                                    const std::vector<sdk::Token>& tokens,
                                    size_t at, const Calendar& calendar);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_DATE_PHRASES_H_

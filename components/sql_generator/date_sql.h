// Parts of dates as SQL, the same number in every dialect.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_DATE_SQL_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_DATE_SQL_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "components/sql_generator/connection.h"
#include "components/sql_generator/keywords.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

struct NamedExpression {
  std::string sql;
  std::string name;
};

// Returns the columns that tell one `part` from all others: a week, month or
// quarter comes with the year that it is of, which for ISO and US weeks is not
// always the calendar year. `date` is an expression of type date or timestamp
// (PostgreSQL) or ISO 8601 text (SQLite).
std::vector<NamedExpression> DatePartColumns(Engine dialect, DatePart part,
                                             WeekConvention::Kind weeks,
                                             absl::string_view date,
                                             const FiscalCalendar& fiscal = {});

// Returns whether `date` lies in `months`, as SQL.
std::string InMonths(Engine dialect, absl::string_view date,
                     const DateRange::Months& months);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_DATE_SQL_H_

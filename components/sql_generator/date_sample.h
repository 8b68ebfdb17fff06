// Whether a column that a database holds as text holds dates.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_DATE_SAMPLE_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_DATE_SAMPLE_H_

#include <string>

#include "absl/status/status.h"
#include "components/sql_generator/connection.h"
#include "components/sql_generator/schema.h"

namespace alhf::sql_generator {

// Reads some values of `column`: text that all begins with an ISO 8601 date is
// a date; a date column whose values do not is of no kind that can be used.
absl::Status SampleDates(Connection& connection, const std::string& table,
                         Column& column);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_DATE_SAMPLE_H_

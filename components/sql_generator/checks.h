// Whether a condition or measure, from a file or a lesson, is of a database.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_CHECKS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_CHECKS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "components/sql_generator/schema.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

// INVALID_ARGUMENT CONFIG_INVALID: it names a table or column that `schema`
// has not, or tests nothing. `where` says in which part of a file.
absl::Status CheckCondition(const Schema& schema, const Condition& condition);
absl::Status CheckMeasure(const Schema& schema, const Measure& measure);
absl::Status CheckColumn(const Schema& schema, absl::string_view where,
                         absl::string_view table, absl::string_view column);

// Returns the error that the database has no `name`.
absl::Status UnknownName(absl::string_view where, absl::string_view name);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_CHECKS_H_

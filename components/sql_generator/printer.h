// A syntax tree as SQL.
//
// The same tree gives the same rows in both dialects. Literals are in place,
// quoted; names are quoted where they need it.
//
// Thread safety: pure function.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_PRINTER_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_PRINTER_H_

#include <string>

#include "absl/status/statusor.h"
#include "components/sql_generator/connection.h"
#include "components/sql_generator/query_tree.h"

namespace alhf::sql_generator {

// INVALID_ARGUMENT CONFIG_INVALID: a condition or expression of the tree names
// what its schema has not.
absl::StatusOr<std::string> Print(const QueryTree& tree, Engine dialect);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_PRINTER_H_

// Arithmetic over columns of one table, as the semantic file writes it.
//
//   TranslateExpression("quantity * unit_price", [](absl::string_view column) {
//     return absl::StrCat("lines.", column);
//   });  // "lines.quantity * lines.unit_price"
//
// Grammar: sums of products and quotients of columns (plain or in double
// quotes), numbers and parentheses. Nothing else gets through, so that text of
// a configuration never becomes other SQL. A quotient is a fraction in every
// dialect, and NULL where the divisor is 0.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_EXPRESSION_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_EXPRESSION_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "components/sql_generator/schema.h"

namespace alhf::sql_generator {

using ColumnPrinter = std::function<std::string(absl::string_view column)>;

// Returns `expression` with each column printed by `column`. `one` makes a
// fraction of what is multiplied by it.
// INVALID_ARGUMENT CONFIG_INVALID: it is no such expression.
absl::StatusOr<std::string> TranslateExpression(absl::string_view expression,
                                                const ColumnPrinter& column,
                                                absl::string_view one = "1.0");

// INVALID_ARGUMENT CONFIG_INVALID: `expression` is none over `table`.
absl::Status CheckExpression(absl::string_view expression, const Table& table);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_EXPRESSION_H_

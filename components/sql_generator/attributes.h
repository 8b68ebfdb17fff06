// Which number a superlative is of: "the longest" of a duration, "the most
// expensive" of a price.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_ATTRIBUTES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_ATTRIBUTES_H_

#include "absl/strings/string_view.h"
#include "components/sql_generator/schema.h"

namespace alhf::sql_generator {

// Returns whether a superlative is of one kind of number alone: "longest", but
// not "biggest".
bool IsOfOneKind(absl::string_view superlative);

// Returns the only column of numbers of `table` that `superlative` is of, by
// the words of their names. Null: none, or several.
const Column* AttributeOf(const Table& table, absl::string_view superlative);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_ATTRIBUTES_H_

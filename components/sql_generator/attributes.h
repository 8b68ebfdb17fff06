// Which number a superlative, a comparative or "how long" is of: "the longest"
// of a duration, "cheaper than 5" of a price.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_ATTRIBUTES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_ATTRIBUTES_H_

#include "absl/strings/string_view.h"
#include "components/sql_generator/schema.h"

namespace alhf::sql_generator {

// Returns whether `phrase` is of one kind of number alone: "longest", but not
// "biggest".
bool IsOfOneKind(absl::string_view phrase);

// Returns whether `phrase` is of such numbers as `column` holds, by the words
// of its name.
bool SpeaksOf(absl::string_view phrase, const Column& column);

// Returns the only column of numbers of `table` that `phrase` is of, by the
// words of their names. Null: none, or several.
const Column* AttributeOf(const Table& table, absl::string_view phrase);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_ATTRIBUTES_H_

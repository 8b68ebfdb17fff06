// Words for columns that their names imply: what was done at a date ("closed"
// for "closed_date", "sign up" for "SignupDate"), and what an amount is of.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_DERIVED_NAMES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_DERIVED_NAMES_H_

#include "absl/strings/string_view.h"
#include "components/sql_generator/schema.h"
#include "components/sql_generator/vocabulary.h"

namespace alhf::sql_generator {

// Adds them to `vocabulary`, after all other names: what is called so already
// stays what it is. `schema` must outlive it.
void AddDerivedNames(const Schema& schema, Vocabulary& vocabulary);

// Returns whether a lower-case word is what numbers are measured in.
bool IsUnit(absl::string_view word);

// Returns the date column of `table` that says when somebody did what `verb`
// says, or null.
const Column* DatedBy(const Table& table, absl::string_view verb);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_DERIVED_NAMES_H_

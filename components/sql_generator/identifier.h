// Names and literals in SQL, safe in both dialects.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_IDENTIFIER_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_IDENTIFIER_H_

#include <string>

#include "absl/strings/string_view.h"

namespace alhf::sql_generator {

// Returns `name`, in double quotes where it is no plain lower-case name or a
// word that SQLite or PostgreSQL reserves.
std::string QuoteName(absl::string_view name);

// Returns `text` as a literal in single quotes.
std::string QuoteText(absl::string_view text);

// Returns `number` as a literal, in as few digits as tell it apart.
std::string NumberLiteral(double number);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_IDENTIFIER_H_

// Names and literals in SQL, safe in their dialect.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_IDENTIFIER_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_IDENTIFIER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "components/sql_generator/connection.h"

namespace alhf::sql_generator {

// Returns `name`, in double quotes where it is no plain lower-case name or a
// word that SQLite or PostgreSQL reserves; for MySQL and Databricks always in
// backticks.
std::string QuoteName(absl::string_view name, Engine dialect = Engine::kSqlite);

// Returns `text` as a literal in single quotes.
std::string QuoteText(absl::string_view text, Engine dialect = Engine::kSqlite);

// Returns `number` as a literal, in as few digits as tell it apart.
std::string NumberLiteral(double number);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_IDENTIFIER_H_

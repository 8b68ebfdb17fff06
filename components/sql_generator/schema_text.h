// What is known of a database, as a language model reads it.
//
//   SchemaText(*catalog) == "loans(id integer key, member_id integer -> …"
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_SCHEMA_TEXT_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_SCHEMA_TEXT_H_

#include <string>

#include "components/sql_generator/catalog.h"

namespace alhf::sql_generator {

// Returns a line for each table: columns, their kinds, keys and what they
// refer to. No values of the data. Cut at 32 KiB, which the last line says.
std::string SchemaText(const Schema& schema);

// Returns the semantic file, which names what people mean. Cut at 16 KiB.
std::string SemanticText(const Semantic& semantic);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_SCHEMA_TEXT_H_

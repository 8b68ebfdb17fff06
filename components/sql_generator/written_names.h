// Names of tables and columns as people write and say them: "RushFlag" as it
// is, "quantity" for "Qty", "customer orders" for "CustOrder", "complaints" for
// a table "complaint_log".
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_WRITTEN_NAMES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_WRITTEN_NAMES_H_

#include <string>
#include <vector>

#include "components/sql_generator/schema.h"
#include "components/sql_generator/vocabulary.h"

namespace alhf::sql_generator {

// Returns `words` with usual abbreviations spelled out: "quantity" for "qty".
std::vector<std::string> SpelledOut(std::vector<std::string> words);

// Adds the names, where nothing else is called so.
void AddWrittenNames(const Schema& schema, Vocabulary& vocabulary);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_WRITTEN_NAMES_H_

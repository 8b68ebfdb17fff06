// Other names of what a term was taught for: "active reader" is an "active
// member" where readers are called members, and "active" for short.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_TERM_NAMES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_TERM_NAMES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "components/sql_generator/catalog.h"

namespace alhf::sql_generator {

// Returns `term` itself and what else the data calls the same: a measure's
// synonyms, or the term with other names of its last word's table.
std::vector<std::string> NamesOfTerm(const Catalog& catalog,
                                     const std::string& term);

// Returns `term` without the name of a table that it ends in; empty where
// nothing, or no such name, is left.
std::string BriefTerm(const Catalog& catalog, const std::string& term);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_TERM_NAMES_H_

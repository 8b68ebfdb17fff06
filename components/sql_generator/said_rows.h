// Which rows an instruction speaks of: its own words, those of the sentence
// before where it says "them", and what the rows are said not to be.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_SAID_ROWS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_SAID_ROWS_H_

#include <string>
#include <vector>

#include "components/sql_generator/catalog.h"
#include "components/sql_generator/clause_readers.h"
#include "components/sql_generator/definitions.h"
#include "components/sql_generator/filter_words.h"

namespace alhf::sql_generator {

// Whether the class that `words` name is a table's.
bool IsOfClass(const Catalog& catalog, const Clause& clause,
               const FilterWords& words);

// Returns the rows that `words` of `clause` name, in the words of a question:
// "late loans" for "the late is no loan"; empty where it points back at
// nothing. The text of `clause` is all that was said.
std::string SaidRows(const Catalog& catalog, const Clause& clause,
                     const FilterWords& words);

// Returns what `said` comes to, as `ResolveFilters` does: as it is, by what a
// bracket or "that is" says once more, or each item of a list by itself. `of`:
// the class that it is said of, if any.
std::vector<Resolved<DefaultFilter>> ResolveSaid(
    const Catalog& catalog, const std::string& said, const std::string& of,
    bool exclude, absl::CivilDay today, absl::string_view question);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_SAID_ROWS_H_

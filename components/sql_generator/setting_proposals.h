// Settings as proposals: dialect, weeks, row limit, fiscal calendar, the date
// that periods go by.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_SETTING_PROPOSALS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_SETTING_PROPOSALS_H_

#include <string>

#include "alhf/v1/types.pb.h"
#include "components/sql_generator/catalog.h"
#include "components/sql_generator/clause_readers.h"
#include "components/sql_generator/instructions.h"

namespace alhf::sql_generator {

// The facet of tables whose own rows a question counts or lists.
inline constexpr char kOwnRowsFacet[] = "own_rows";

// Fills `proposal`, which is ENFORCED as it comes, with the setting that
// `clause` states, and returns whether it states one. `single`: it is one
// clause; some settings take several.
bool ProposeSetting(const Clause& clause, bool single,
                    const InstructionContext& context, v1::Proposal& proposal);

// Whether `words` ask for the first of an order: "the most or the biggest".
bool AsksForTheFirst(absl::string_view words);

// Lets a limit hold where the first of an order are asked for.
void HoldForTheFirst(v1::Proposal& proposal);

// Confines the proposal to questions on `words`, and where they name what the
// database has, to rows that list it.
void HoldWhereListed(const Catalog& catalog, const std::string& words,
                     v1::Proposal& proposal);

// Adds a facet to the proposal's scope.
void AddFacet(v1::Proposal& proposal, const std::string& key,
              const std::string& value);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_SETTING_PROPOSALS_H_

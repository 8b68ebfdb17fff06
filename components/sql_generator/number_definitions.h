// Numbers that people define by numbers: "net takings are takings minus
// waivers", "the load is the number of loans", "fees are the fee of late loans
// divided by loans".
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_NUMBER_DEFINITIONS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_NUMBER_DEFINITIONS_H_

#include <string>

#include "absl/time/civil_time.h"
#include "components/sql_generator/catalog.h"
#include "components/sql_generator/definitions.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

// Resolves `meaning` as a number, where it says one; a term that is a measure
// itself may be said to be less than it was ("net of waivers").
Resolved<TermDefinition> ResolveNumber(const Catalog& catalog,
                                       const std::string& term,
                                       const std::string& meaning,
                                       absl::CivilDay today);

// Returns the measure that the words `text` name, and nothing else, or null.
const Measure* MeasureNamed(const Catalog& catalog, absl::string_view text);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_NUMBER_DEFINITIONS_H_

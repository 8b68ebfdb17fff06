// Countries that a column holds as codes: "Germany" for DE.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_COUNTRY_NAMES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_COUNTRY_NAMES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::sql_generator {

// Returns whether a column of this name holds countries.
bool HoldsCountries(absl::string_view column);

// Returns what the country of an ISO 3166 code of two letters is called;
// nothing where the code is none that is known.
std::vector<std::string> CountryNames(absl::string_view code);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_COUNTRY_NAMES_H_

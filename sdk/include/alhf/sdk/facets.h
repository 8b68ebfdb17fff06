// Facets of a query, for authors: see core/relevance/facets.h.
#ifndef ALHF_SDK_FACETS_H_
#define ALHF_SDK_FACETS_H_

#include "core/relevance/facets.h"

namespace alhf::sdk {

using core::FacetSet;
using core::FacetState;
using core::kMadeFromFacet;

// Of a step that made rows: what they list, "readers", "readers.country".
inline constexpr char kListedRowsFacet[] = "listed_rows";
// Its values where there are several rows, whatever they list, and where the
// first of them are asked for.
inline constexpr char kAnyRows[] = "any";
inline constexpr char kRanked[] = "ranked";

}  // namespace alhf::sdk

#endif  // ALHF_SDK_FACETS_H_

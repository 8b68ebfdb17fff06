// Facets of a query, for authors: see core/relevance/facets.h.
#ifndef ALHF_SDK_FACETS_H_
#define ALHF_SDK_FACETS_H_

#include "core/relevance/facets.h"

namespace alhf::sdk {

using core::FacetSet;
using core::FacetState;
using core::kMadeFromFacet;

}  // namespace alhf::sdk

#endif  // ALHF_SDK_FACETS_H_

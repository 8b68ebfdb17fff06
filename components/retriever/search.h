// What the lessons that apply to a question make of its search.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_RETRIEVER_SEARCH_H_
#define ALHF_COMPONENTS_RETRIEVER_SEARCH_H_

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "components/retriever/retriever.pb.h"

namespace alhf::retriever {

// Merges what `items` say, in the order in which it was learned. `max_passages`
// holds where none says another number. Relative dates are counted from `now`.
Search SearchOf(uint32_t max_passages, std::vector<v1::AdjustmentItem> items,
                absl::Time now);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_SEARCH_H_

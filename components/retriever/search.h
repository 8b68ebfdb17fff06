// What the lessons that apply to a question make of its search.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_RETRIEVER_SEARCH_H_
#define ALHF_COMPONENTS_RETRIEVER_SEARCH_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "components/retriever/retriever.pb.h"

namespace alhf::retriever {

// Merges what `items` say, in the order in which it was learned. `max_passages`
// holds where none says another number. Relative dates are counted from `now`.
Search SearchOf(uint32_t max_passages, std::vector<v1::AdjustmentItem> items,
                absl::Time now);

// Returns whether `search` holds for a question that document `best` answers
// best, of which `sources` have something: what to use for a topic, where a
// topic is said, or that document is one of those it is about; what to leave
// out, where there is some of it.
bool HoldsFor(absl::string_view question, absl::string_view best,
              const std::set<std::string>& sources, const Search& search);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_SEARCH_H_

#include "components/retriever/search.h"

#include <algorithm>
#include <string>

#include "absl/time/civil_time.h"
#include "alhf/sdk/proposals.h"

namespace alhf::retriever {
namespace {

// The first day of the documents that `search` wants; empty: any.
std::string FirstDay(const Search& search, absl::Time now) {
  const absl::CivilDay today = absl::ToCivilDay(now, absl::UTCTimeZone());
  std::string first = search.not_before();
  if (search.this_year()) {
    first =
        std::max(first, absl::FormatCivilTime(absl::CivilDay(today.year())));
  }
  if (search.max_age_days() > 0) {
    first =
        std::max(first, absl::FormatCivilTime(today - search.max_age_days()));
  }
  return first;
}

}  // namespace

Search SearchOf(uint32_t max_passages, std::vector<v1::AdjustmentItem> items,
                absl::Time now) {
  std::stable_sort(items.begin(), items.end(),
                   [](const auto& a, const auto& b) {
                     return a.learned_sequence() < b.learned_sequence();
                   });
  Search search;
  search.set_max_passages(max_passages);
  for (const v1::AdjustmentItem& item : items) {
    if (const auto learned = sdk::ReadDirective<Search>(item.directive())) {
      search.MergeFrom(*learned);
    }
  }
  search.set_not_before(FirstDay(search, now));
  return search;
}

}  // namespace alhf::retriever

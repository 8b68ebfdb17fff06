#include "components/retriever/search.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/time/civil_time.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/text.h"

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

bool HoldsFor(absl::string_view question, absl::string_view best,
              const std::set<std::string>& found, const Search& search) {
  const sdk::Analysis asked = sdk::Analyze(question);
  for (const Sources& sources : search.sources()) {
    if (sources.use() == Sources::LEAVE_OUT) {
      const bool any =
          std::any_of(sources.paths().begin(), sources.paths().end(),
                      [&](const auto& path) { return found.count(path) > 0; });
      if (!any) return false;
      continue;
    }
    if (sources.topics().empty()) continue;
    const bool said = std::any_of(
        sources.topics().begin(), sources.topics().end(),
        [&](const auto& topic) { return sdk::TriggerFires(topic, asked); });
    const bool its_own = std::any_of(
        sources.paths().begin(), sources.paths().end(), [&](const auto& path) {
          return path == best ||
                 (absl::EndsWith(path, "/") && absl::StartsWith(best, path));
        });
    const bool its_rival =
        std::find(sources.rivals().begin(), sources.rivals().end(), best) !=
        sources.rivals().end();
    if (!said && !its_own && !its_rival) return false;
  }
  return true;
}

}  // namespace alhf::retriever

#include "cli/review/comparison.h"

#include <map>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "cli/review/proportion.h"

namespace alhf::cli {
namespace {

// What people said about one exchange.
struct Said {
  bool corrected = false;
  std::optional<bool> thumb;
  absl::Time thumb_time = absl::InfinitePast();
};

using SaidByExchange = absl::flat_hash_map<std::string, Said>;

SaidByExchange Collect(const std::vector<v1::FeedbackStatus>& records) {
  SaidByExchange all;
  for (const v1::FeedbackStatus& status : records) {
    const v1::FeedbackRecord& record = status.record();
    Said& said = all[record.exchange().id()];
    switch (record.kind()) {
      case v1::RECORD_TEXT:
      case v1::RECORD_MISAPPLIED:
        said.corrected = true;
        break;
      case v1::RECORD_THUMB: {
        const absl::Time time = FromProto(record.time());
        if (said.thumb.has_value() && time < said.thumb_time) break;
        said.thumb = record.thumb_up();
        said.thumb_time = time;
        break;
      }
      default:
        break;
    }
  }
  return all;
}

// One side of the comparison: figure by name, in the order of names.
struct Side {
  struct Count {
    uint64_t hits = 0;
    uint64_t of = 0;
  };
  uint64_t exchanges = 0;
  std::map<std::string, Count> counts;

  void Add(const std::string& name, bool hit) {
    Count& count = counts[name];
    ++count.of;
    count.hits += hit ? 1 : 0;
  }
  Proportion Get(const std::string& name) const {
    const auto found = counts.find(name);
    return found == counts.end()
               ? ProportionOf(0, 0)
               : ProportionOf(found->second.hits, found->second.of);
  }
};

void Add(const v1::Exchange& exchange, const SaidByExchange& all, Side& side) {
  ++side.exchanges;
  const auto found = all.find(exchange.id());
  const Said said = found == all.end() ? Said() : found->second;
  side.Add("corrected", said.corrected);
  if (said.thumb.has_value()) side.Add("thumbs up", *said.thumb);
  for (const v1::Check& check : exchange.checks()) {
    side.Add(absl::StrCat("check ", check.name()), check.passed());
  }
}

}  // namespace

Comparison Compare(const std::vector<v1::Exchange>& exchanges,
                   const std::vector<v1::FeedbackStatus>& records) {
  const SaidByExchange said = Collect(records);
  Side with;
  Side without;
  for (const v1::Exchange& exchange : exchanges) {
    if (exchange.plan().holdout() <= 0) continue;
    const bool held_out = exchange.plan().withheld() == v1::WITHHELD_HOLDOUT;
    Add(exchange, said, held_out ? without : with);
  }
  Comparison comparison;
  comparison.set_with(with.exchanges);
  comparison.set_without(without.exchanges);
  std::map<std::string, Side::Count> names = with.counts;
  names.insert(without.counts.begin(), without.counts.end());
  for (const auto& [name, unused] : names) {
    ComparedFigure& figure = *comparison.add_figures();
    figure.set_name(name);
    *figure.mutable_with() = with.Get(name);
    *figure.mutable_without() = without.Get(name);
    if (figure.with().of() == 0 || figure.without().of() == 0) continue;
    *figure.mutable_difference() =
        DifferenceOf(figure.with(), figure.without());
  }
  return comparison;
}

}  // namespace alhf::cli

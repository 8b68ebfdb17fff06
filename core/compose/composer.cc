#include "core/compose/composer.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/string_view.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace alhf::core {
namespace {

using Items = std::vector<v1::AdjustmentItem>;

// The same bytes for equal messages, maps included.
std::string Bytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

void SortByLesson(Items& items) {
  std::sort(items.begin(), items.end(),
            [](const v1::AdjustmentItem& a, const v1::AdjustmentItem& b) {
              if (a.lesson_id() != b.lesson_id()) {
                return a.lesson_id() < b.lesson_id();
              }
              return Bytes(a) < Bytes(b);
            });
}

// The rule by which `a` wins over `b`; empty where it does not.
absl::string_view RuleFor(const v1::AdjustmentItem& a,
                          const v1::AdjustmentItem& b) {
  if (a.audience().empty() != b.audience().empty()) {
    return a.audience().empty() ? "" : "user over tenant";
  }
  if (a.specificity() != b.specificity()) {
    return a.specificity() > b.specificity() ? "more specific" : "";
  }
  if (a.learned_sequence() != b.learned_sequence()) {
    return a.learned_sequence() > b.learned_sequence() ? "newer" : "";
  }
  return a.lesson_id() < b.lesson_id() ? "lower lesson id" : "";
}

void SetAside(v1::AdjustmentItem& item, absl::string_view by,
              absl::string_view rule) {
  item.set_disposition(v1::DISPOSITION_CANDIDATE);
  item.set_overruled_by(by.data(), by.size());
  item.set_overruled_rule(rule.data(), rule.size());
}

bool Applies(const v1::AdjustmentItem& item) {
  return item.disposition() == v1::DISPOSITION_APPLIED;
}

// Leaves one lesson of each conflict key APPLIED.
void SettleConflicts(Items& items) {
  std::map<std::string, const v1::AdjustmentItem*> winners;
  for (const v1::AdjustmentItem& item : items) {
    if (!Applies(item) || item.conflict_key().empty()) continue;
    const v1::AdjustmentItem*& winner = winners[item.conflict_key()];
    if (winner == nullptr || !RuleFor(item, *winner).empty()) winner = &item;
  }
  for (v1::AdjustmentItem& item : items) {
    const auto found = winners.find(item.conflict_key());
    if (!Applies(item) || found == winners.end()) continue;
    const v1::AdjustmentItem& winner = *found->second;
    if (item.lesson_id() == winner.lesson_id()) continue;
    SetAside(item, winner.lesson_id(), RuleFor(winner, item));
  }
}

void DecideAll(const FiringPolicy& firing, Items& items) {
  for (v1::AdjustmentItem& item : items) {
    item.set_disposition(Decide(firing, item));
    item.clear_overruled_by();
    item.clear_overruled_rule();
  }
}

v1::ComponentPlan PlanOf(v1::Adjustment adjustment,
                         const ComposeOptions& options) {
  v1::ComponentPlan plan;
  plan.set_component(adjustment.component());
  plan.mutable_rejected()->Swap(adjustment.mutable_rejected());
  plan.mutable_scored()->Swap(adjustment.mutable_scored());
  plan.mutable_position()->Swap(adjustment.mutable_position());
  plan.mutable_facets()->Swap(adjustment.mutable_facets());
  Items items(std::make_move_iterator(adjustment.mutable_items()->begin()),
              std::make_move_iterator(adjustment.mutable_items()->end()));
  for (v1::AdjustmentItem& item : items) {
    item.set_component(adjustment.component());
  }
  DecideAll(options.firing, items);
  SortByLesson(items);
  SettleConflicts(items);
  Items applied;
  for (v1::AdjustmentItem& item : items) {
    if (Applies(item)) applied.push_back(item);
    *(Applies(item) ? plan.add_items() : plan.add_set_aside()) =
        std::move(item);
  }
  std::vector<std::string> dropped;
  plan.set_guidance(
      RenderGuidance(applied, options.max_guidance_tokens, &dropped));
  for (std::string& id : dropped) plan.add_dropped(std::move(id));
  return plan;
}

bool IsLower(const v1::Position& a, const v1::Position& b) {
  const auto key = [](const v1::Position& p) {
    return std::make_tuple(p.epoch(), p.sequence(),
                           absl::string_view(p.log_id()));
  };
  return key(a) < key(b);
}

}  // namespace

v1::Plan PrecedenceComposer::Compose(std::vector<v1::Adjustment> adjustments,
                                     std::vector<v1::MissingPart> missing,
                                     const ComposeOptions& options) const {
  std::sort(adjustments.begin(), adjustments.end(),
            [](const v1::Adjustment& a, const v1::Adjustment& b) {
              if (a.component() != b.component()) {
                return a.component() < b.component();
              }
              return Bytes(a) < Bytes(b);
            });
  v1::Plan plan;
  for (v1::Adjustment& adjustment : adjustments) {
    const v1::ComponentPlan& part = *plan.add_components() =
        PlanOf(std::move(adjustment), options);
    if (plan.components_size() == 1 ||
        IsLower(part.position(), plan.position())) {
      *plan.mutable_position() = part.position();
    }
  }
  std::sort(missing.begin(), missing.end(),
            [](const v1::MissingPart& a, const v1::MissingPart& b) {
              return std::tie(a.component(), a.reason()) <
                     std::tie(b.component(), b.reason());
            });
  for (v1::MissingPart& part : missing) *plan.add_missing() = std::move(part);
  plan.set_degraded(plan.missing_size() > 0);
  plan.set_firing_policy(NameOf(options.firing));
  return plan;
}

std::vector<v1::AdjustmentItem> SettleLate(
    const v1::ComponentPlan& plan, const std::vector<std::string>& settled_keys,
    std::vector<v1::AdjustmentItem> late, const FiringPolicy& firing) {
  // Who settled each key; nobody known for those that were only named.
  std::map<std::string, std::string> settled;
  std::set<std::string> applied;
  for (const std::string& key : settled_keys) settled[key];
  for (const v1::AdjustmentItem& item : plan.items()) {
    applied.insert(item.lesson_id());
    if (!item.conflict_key().empty()) {
      settled[item.conflict_key()] = item.lesson_id();
    }
  }
  DecideAll(firing, late);
  SortByLesson(late);
  for (v1::AdjustmentItem& item : late) {
    if (!Applies(item)) continue;
    const auto key = item.conflict_key().empty()
                         ? settled.end()
                         : settled.find(item.conflict_key());
    if (applied.contains(item.lesson_id())) {
      SetAside(item, item.lesson_id(), "in the plan already");
    } else if (key != settled.end()) {
      SetAside(item, key->second, "settled in the plan");
    }
  }
  SettleConflicts(late);
  return late;
}

}  // namespace alhf::core

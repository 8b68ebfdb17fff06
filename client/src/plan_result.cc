#include "absl/strings/str_cat.h"
#include "alhf/client/client.h"

namespace alhf::client {

std::string PlanResult::Guidance(absl::string_view component) const {
  std::string guidance;
  for (const v1::ComponentPlan& part : plan.components()) {
    if (part.guidance().empty()) continue;
    if (!component.empty() && part.component() != component) continue;
    absl::StrAppend(&guidance, guidance.empty() ? "" : "\n", part.guidance());
  }
  return guidance;
}

std::vector<v1::AdjustmentItem> PlanResult::Items(
    absl::string_view component) const {
  std::vector<v1::AdjustmentItem> items;
  for (const v1::ComponentPlan& part : plan.components()) {
    if (!component.empty() && part.component() != component) continue;
    items.insert(items.end(), part.items().begin(), part.items().end());
  }
  return items;
}

}  // namespace alhf::client

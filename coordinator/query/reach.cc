#include "coordinator/query/reach.h"

#include <utility>

#include "base/hash_fraction.h"

namespace alhf::coordinator {

bool IsHeldOut(double share, absl::string_view id) {
  return HashFraction(id) < share;
}

Reach ReachOf(const v1::Rollout& rollout, const v1::Query& query,
              std::string exchange_id) {
  Reach reach;
  if (query.what_if()) return reach;
  if (!query.dry_run()) reach.exchange_id = std::move(exchange_id);
  if (rollout.paused()) {
    reach.withheld = v1::WITHHELD_PAUSED;
    return reach;
  }
  if (query.dry_run() || rollout.holdout() <= 0) return reach;
  reach.holdout = rollout.holdout();
  if (IsHeldOut(reach.holdout, reach.exchange_id)) {
    reach.withheld = v1::WITHHELD_HOLDOUT;
  }
  return reach;
}

void Withhold(const Reach& reach, v1::Query& query) {
  if (reach.withheld == v1::WITHHELD_UNSPECIFIED) return;
  query.clear_overlay();
  query.mutable_overlay()->set_recall(v1::RECALL_NONE);
}

void Record(const Reach& reach, v1::Plan& plan) {
  plan.set_exchange_id(reach.exchange_id);
  plan.set_withheld(reach.withheld);
  plan.set_holdout(reach.holdout);
  if (reach.withheld == v1::WITHHELD_UNSPECIFIED) return;
  for (v1::ComponentPlan& part : *plan.mutable_components()) {
    part.clear_items();
    part.clear_set_aside();
    part.clear_guidance();
    part.clear_dropped();
  }
}

}  // namespace alhf::coordinator

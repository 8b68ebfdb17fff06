// Composition: the adjustments of all components become one plan; what
// contradicts is settled, and nothing silently.
//
// Among items of one component with the same conflict key the winner is, in
// this order: one for a user over one for all; more specific over less; newer
// record over older; lower lesson id. The others are set aside as candidates
// with `overruled_by` and the rule. Items of one lesson never contradict each
// other. Keys are not compared across components.
//
//   const v1::Plan plan = PrecedenceComposer().Compose(adjustments, missing,
//   {}); for (const auto& item : plan.components(0).items()) …   // what
//   applies
//
// Thread safety: composers are immutable.
#ifndef ALHF_CORE_COMPOSE_COMPOSER_H_
#define ALHF_CORE_COMPOSE_COMPOSER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "alhf/v1/types.pb.h"
#include "core/compose/firing_policy.h"
#include "core/compose/guidance.h"

namespace alhf::core {

struct ComposeOptions {
  FiringPolicy firing;
  // Of guidance text per component; a token is taken as 4 bytes.
  uint32_t max_guidance_tokens = 1000;
};

class Composer {
 public:
  virtual ~Composer() = default;
  // Returns the plan of `adjustments` (one per component that answered) and
  // `missing`, which does not depend on the order of either. Pure.
  virtual v1::Plan Compose(std::vector<v1::Adjustment> adjustments,
                           std::vector<v1::MissingPart> missing,
                           const ComposeOptions& options) const = 0;
};

class PrecedenceComposer final : public Composer {
 public:
  v1::Plan Compose(std::vector<v1::Adjustment> adjustments,
                   std::vector<v1::MissingPart> missing,
                   const ComposeOptions& options) const override;
};

// Settles adjustments that a component found late by the same rules. An item
// whose key is in `settled_keys` or has a winner in `plan`, or whose lesson is
// applied by `plan` already, is set aside: CANDIDATE with the rule that did it.
// A lesson that was only a candidate in `plan` may fire now. Returns all of
// `late`, each with its disposition, ordered by lesson id.
std::vector<v1::AdjustmentItem> SettleLate(
    const v1::ComponentPlan& plan, const std::vector<std::string>& settled_keys,
    std::vector<v1::AdjustmentItem> late, const FiringPolicy& firing);

}  // namespace alhf::core

#endif  // ALHF_CORE_COMPOSE_COMPOSER_H_

// Composition: the adjustments of all components become one plan; what
// contradicts is settled, and nothing silently.
//
// Among items of one component with the same conflict key the winner is, in
// this order: one for a user over one for all; more specific over less; newer
// record over older; lower lesson id. The others are set aside with
// `overruled_by` and the rule. Keys are not compared across components.
//
// Thread safety: composers are immutable.
#ifndef ALHF_CORE_COMPOSE_COMPOSER_H_
#define ALHF_CORE_COMPOSE_COMPOSER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "alhf/v1/types.pb.h"
#include "core/compose/firing_policy.h"

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
  // `missing`. Pure.
  virtual v1::Plan Compose(const std::vector<v1::Adjustment>& adjustments,
                           const std::vector<v1::MissingPart>& missing,
                           const ComposeOptions& options) const = 0;
};

class PrecedenceComposer final : public Composer {
 public:
  v1::Plan Compose(const std::vector<v1::Adjustment>& adjustments,
                   const std::vector<v1::MissingPart>& missing,
                   const ComposeOptions& options) const override;
};

// Settles adjustments that a component found late by the same rules. An item
// whose key is in `settled_keys`, or whose lesson is in `plan` already, is set
// aside. Returns all of `late`, each with its disposition.
std::vector<v1::AdjustmentItem> SettleLate(
    const v1::ComponentPlan& plan,
    const std::vector<std::string>& settled_keys,
    std::vector<v1::AdjustmentItem> late, const FiringPolicy& firing);

// Returns the text of `items` for a prompt: fenced as people's data, ordered
// by lesson id, within `max_tokens`; ids of what did not fit go to `dropped`.
// A fence inside a lesson's text cannot end the fence.
std::string RenderGuidance(const std::vector<v1::AdjustmentItem>& items,
                           uint32_t max_tokens,
                           std::vector<std::string>* dropped);

}  // namespace alhf::core

#endif  // ALHF_CORE_COMPOSE_COMPOSER_H_

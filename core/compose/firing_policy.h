// Whether a recalled lesson is applied: the coordinator's decision per query,
// and the SDK's for adjustments found late.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_COMPOSE_FIRING_POLICY_H_
#define ALHF_CORE_COMPOSE_FIRING_POLICY_H_

#include <string>

#include "alhf/v1/types.pb.h"

namespace alhf::core {

struct FiringPolicy {
  // An item fires from this score on, in (0.0, 1.0].
  double threshold = 0.5;
};

// Returns what becomes of `item`: SHADOW stays SHADOW; else APPLIED from the
// threshold on, CANDIDATE below.
v1::Disposition Decide(const FiringPolicy& policy,
                       const v1::AdjustmentItem& item);

// Returns e.g. "threshold/0.5".
std::string NameOf(const FiringPolicy& policy);

}  // namespace alhf::core

#endif  // ALHF_CORE_COMPOSE_FIRING_POLICY_H_

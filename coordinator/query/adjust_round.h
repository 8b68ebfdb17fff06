// One round of AdjustQuery: every component in parallel, under one deadline.
#ifndef ALHF_COORDINATOR_QUERY_ADJUST_ROUND_H_
#define ALHF_COORDINATOR_QUERY_ADJUST_ROUND_H_

#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "alhf/v1/feedback.pb.h"
#include "alhf/v1/types.pb.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

// What a round brought: each component is in one of the two lists.
struct AdjustResult {
  std::vector<v1::Adjustment> adjustments;
  std::vector<v1::MissingPart> missing;
  // Why nobody answered, where the position asked for is the reason: no plan
  // made without it is what the caller wants. Otherwise OK.
  absl::Status position_error;
};

// Asks `components` and calls `done` once, on the thread of the last answer
// (the caller's, where nobody can be asked).
void AdjustAll(const std::vector<RegisteredComponent>& components,
               const CallOptions& options,
               const v1::AdjustQueryRequest& request,
               absl::AnyInvocable<void(AdjustResult)> done);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_QUERY_ADJUST_ROUND_H_

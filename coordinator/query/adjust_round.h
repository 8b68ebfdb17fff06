// One round of AdjustQuery: every component that is there is asked at the same
// time, and what comes back in time is what there is.
//
// Thread safety: the function may be called from many threads.
#ifndef ALHF_COORDINATOR_QUERY_ADJUST_ROUND_H_
#define ALHF_COORDINATOR_QUERY_ADJUST_ROUND_H_

#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/feedback.pb.h"
#include "alhf/v1/types.pb.h"
#include "coordinator/registry/component_client.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

struct AdjustRound {
  // In the order of `components`.
  std::vector<v1::Adjustment> adjustments;
  std::vector<v1::MissingPart> missing;
  // How many of the missing ones had not reached `min_position`.
  size_t stale = 0;
};

// Asks `components` for their adjustments to `request`. `done` is called once,
// on a thread of the transport or the caller's: it must only hand over.
void AdjustAll(const std::vector<RegisteredComponent>& components,
               const v1::AdjustQueryRequest& request,
               const CallOptions& options,
               absl::AnyInvocable<void(AdjustRound)> done);

// Returns why `component` has no part: UNAVAILABLE, DEADLINE, STALE or FAILED,
// and what to do.
v1::MissingPart MissingPartOf(absl::string_view component,
                              const absl::Status& status);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_QUERY_ADJUST_ROUND_H_

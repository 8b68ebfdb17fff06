// How far a tenant's lessons reach: pausing, resuming, the holdout, how new
// lessons begin.
//
// Thread safety: all functions may run concurrently.
#ifndef ALHF_COORDINATOR_FEEDBACK_ROLLOUT_H_
#define ALHF_COORDINATOR_FEEDBACK_ROLLOUT_H_

#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.pb.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/feedback/tenant_journal.h"

namespace alhf::coordinator {

// Appends what `request` (validated) changes, and returns what holds from here
// on. Waits for the disk; where nothing changes, nothing is appended.
absl::StatusOr<v1::ChangeRolloutResponse> ChangeRollout(
    const v1::ChangeRolloutRequest& request, const Giver& giver,
    TenantJournal& journal);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_ROLLOUT_H_

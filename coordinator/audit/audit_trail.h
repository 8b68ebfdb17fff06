// Who did what in a tenant: what people changed stands in the tenant's log,
// what they read in the log of accesses. Both are chains of salted digests, so
// an entry that is gone, was changed or was put in shows, while words can be
// taken out.
//
//   AuditTrail trail(&log, &accesses);
//   ALHF_ASSIGN_OR_RETURN(v1::ListAuditResponse newest, trail.List(request));
//
// Both calls first wait until what was read before is on disk.
//
// Thread safety: all methods may run concurrently.
// Ownership: both logs must outlive it.
#ifndef ALHF_COORDINATOR_AUDIT_AUDIT_TRAIL_H_
#define ALHF_COORDINATOR_AUDIT_AUDIT_TRAIL_H_

#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.pb.h"
#include "coordinator/audit/access_log.h"
#include "coordinator/feedback/feedback_log.h"

namespace alhf::coordinator {

class AuditTrail {
 public:
  AuditTrail(const FeedbackLog* acts, AccessLog* accesses)
      : acts_(acts), accesses_(accesses) {}

  // Returns a page of what `request` asks for, newest first. One call looks at
  // 4,096 entries at most: a page may be short, or empty, and have a next one.
  //
  // INVALID_ARGUMENT PAGE_TOKEN_INVALID. DATA_LOSS STORE_DAMAGED: see `Verify`.
  absl::StatusOr<v1::ListAuditResponse> List(
      const v1::ListAuditRequest& request) const;

  // Reads both chains from their beginning to where they end now. Time grows
  // with the logs.
  absl::StatusOr<v1::VerifyAuditResponse> Verify(
      const v1::VerifyAuditRequest& request) const;

 private:
  const FeedbackLog* const acts_;
  AccessLog* const accesses_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_AUDIT_AUDIT_TRAIL_H_

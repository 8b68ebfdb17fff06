// What requests of the public API must be before anything is done with them.
// Limits are those of docs/protocol.md, section 3.
//
// Every check returns INVALID_ARGUMENT with reason FIELD_REQUIRED,
// FIELD_TOO_LARGE, INVALID_UTF8 or FIELD_INVALID and metadata `field`.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_API_VALIDATION_H_
#define ALHF_COORDINATOR_API_VALIDATION_H_

#include "absl/status/status.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/registry.pb.h"

namespace alhf::coordinator {

absl::Status Validate(const v1::AskRequest& request);
absl::Status Validate(const v1::ComposePlanRequest& request);
absl::Status Validate(const v1::RecordExchangeRequest& request);
absl::Status Validate(const v1::GetExchangeRequest& request);
absl::Status Validate(const v1::ListExchangesRequest& request);
absl::Status Validate(const v1::SubmitFeedbackRequest& request);
absl::Status Validate(const v1::GetFeedbackRequest& request);
absl::Status Validate(const v1::ListFeedbackRequest& request);
absl::Status Validate(const v1::WatchFeedbackRequest& request);
absl::Status Validate(const v1::ListLessonsRequest& request);
absl::Status Validate(const v1::GetLessonRequest& request);
absl::Status Validate(const v1::ChangeLessonRequest& request);
absl::Status Validate(const v1::ListComponentsRequest& request);
absl::Status Validate(const v1::GetStatusRequest& request);
absl::Status Validate(const v1::RetryParkedRequest& request);
absl::Status Validate(const v1::RemoveComponentRequest& request);
absl::Status Validate(const v1::RebuildComponentRequest& request);
absl::Status Validate(const v1::BackupRequest& request);
absl::Status Validate(const v1::EraseRequest& request);
absl::Status Validate(const v1::ChangeRolloutRequest& request);
absl::Status Validate(const v1::ImportFeedbackRequest& request);
absl::Status Validate(const v1::ReassessFeedbackRequest& request);
absl::Status Validate(const v1::ListAuditRequest& request);
absl::Status Validate(const v1::VerifyAuditRequest& request);

absl::Status Validate(const v1::JoinRequest& request);
absl::Status Validate(const v1::RenewRequest& request);
absl::Status Validate(const v1::LeaveRequest& request);
absl::Status Validate(const v1::OfferSnapshotRequest& request);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_VALIDATION_H_

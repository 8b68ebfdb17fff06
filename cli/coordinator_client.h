// The coordinator as the commands see it: its public API, one blocking call a
// method.
//
// Every call has the deadline that the client was made with. Errors are those
// of protos/alhf/v1/coordinator.proto, and UNAVAILABLE without a reason where
// the coordinator cannot be reached.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_CLI_COORDINATOR_CLIENT_H_
#define ALHF_CLI_COORDINATOR_CLIENT_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/feedback.pb.h"

namespace alhf::cli {

class CoordinatorClient {
 public:
  virtual ~CoordinatorClient() = default;

  // Calls `on_event` with each event as it arrives, in the caller's thread.
  virtual absl::Status Ask(
      const v1::AskRequest& request,
      absl::FunctionRef<void(const v1::AskEvent&)> on_event) = 0;
  virtual absl::Status WatchFeedback(
      const v1::WatchFeedbackRequest& request,
      absl::FunctionRef<void(const v1::FeedbackStatus&)> on_status) = 0;

  virtual absl::StatusOr<v1::ComposePlanResponse> ComposePlan(
      const v1::ComposePlanRequest& request) = 0;
  virtual absl::StatusOr<v1::Exchange> GetExchange(
      const v1::GetExchangeRequest& request) = 0;
  virtual absl::StatusOr<v1::ListExchangesResponse> ListExchanges(
      const v1::ListExchangesRequest& request) = 0;
  virtual absl::StatusOr<v1::SubmitFeedbackResponse> SubmitFeedback(
      const v1::SubmitFeedbackRequest& request) = 0;
  virtual absl::StatusOr<v1::PreviewFeedbackResponse> PreviewFeedback(
      const v1::SubmitFeedbackRequest& request) = 0;
  virtual absl::StatusOr<v1::FeedbackStatus> GetFeedback(
      const v1::GetFeedbackRequest& request) = 0;
  virtual absl::StatusOr<v1::ListFeedbackResponse> ListFeedback(
      const v1::ListFeedbackRequest& request) = 0;
  virtual absl::StatusOr<v1::ListLessonsResponse> ListLessons(
      const v1::ListLessonsRequest& request) = 0;
  virtual absl::StatusOr<v1::Lesson> GetLesson(
      const v1::GetLessonRequest& request) = 0;
  virtual absl::StatusOr<v1::ChangeLessonResponse> ChangeLesson(
      const v1::ChangeLessonRequest& request) = 0;
  virtual absl::StatusOr<v1::ListComponentsResponse> ListComponents(
      const v1::ListComponentsRequest& request) = 0;
  virtual absl::StatusOr<v1::GetStatusResponse> GetStatus(
      const v1::GetStatusRequest& request) = 0;
  virtual absl::StatusOr<v1::RetryParkedResponse> RetryParked(
      const v1::RetryParkedRequest& request) = 0;
  virtual absl::StatusOr<v1::RemoveComponentResponse> RemoveComponent(
      const v1::RemoveComponentRequest& request) = 0;
  virtual absl::StatusOr<v1::RebuildComponentResponse> RebuildComponent(
      const v1::RebuildComponentRequest& request) = 0;
  virtual absl::StatusOr<v1::BackupResponse> Backup(
      const v1::BackupRequest& request) = 0;
  virtual absl::StatusOr<v1::EraseResponse> Erase(
      const v1::EraseRequest& request) = 0;
  virtual absl::StatusOr<v1::ChangeRolloutResponse> ChangeRollout(
      const v1::ChangeRolloutRequest& request) = 0;
  virtual absl::StatusOr<v1::Exchange> RecordExchange(
      const v1::RecordExchangeRequest& request) = 0;
  virtual absl::StatusOr<v1::ImportFeedbackResponse> ImportFeedback(
      const v1::ImportFeedbackRequest& request) = 0;
  virtual absl::StatusOr<v1::ReassessFeedbackResponse> ReassessFeedback(
      const v1::ReassessFeedbackRequest& request) = 0;
  virtual absl::StatusOr<v1::ListAuditResponse> ListAudit(
      const v1::ListAuditRequest& request) = 0;
  virtual absl::StatusOr<v1::VerifyAuditResponse> VerifyAudit(
      const v1::VerifyAuditRequest& request) = 0;
};

}  // namespace alhf::cli

#endif  // ALHF_CLI_COORDINATOR_CLIENT_H_

// The calls that give out what people said. Each is noted before it answers
// where the answer has words of others than the caller, so that nothing is read
// unnoted; noting does not wait for the disk (coordinator/audit/access_log.h).
//
//   AuditedCalls calls(&api, &accesses, log);
//   calls.ListFeedback(request, principal);
//
// Errors are those of the call, and RESOURCE_EXHAUSTED QUEUE_FULL where it
// cannot be noted.
//
// Thread safety: all methods may run concurrently.
// Ownership: what it is given must outlive it.
#ifndef ALHF_COORDINATOR_API_AUDITED_CALLS_H_
#define ALHF_COORDINATOR_API_AUDITED_CALLS_H_

#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.pb.h"
#include "coordinator/access/principal.h"
#include "coordinator/api/coordinator_api.h"
#include "coordinator/audit/access_log.h"
#include "coordinator/feedback/feedback_log.h"

namespace alhf::coordinator {

class AuditedCalls {
 public:
  // `log` has the tenants.
  AuditedCalls(CoordinatorApi* api, AccessLog* accesses, const FeedbackLog* log)
      : api_(api), accesses_(accesses), log_(log) {}

  absl::StatusOr<v1::Exchange> GetExchange(
      const v1::GetExchangeRequest& request, const Principal& principal) const;
  absl::StatusOr<v1::ListExchangesResponse> ListExchanges(
      const v1::ListExchangesRequest& request,
      const Principal& principal) const;
  absl::StatusOr<v1::FeedbackStatus> GetFeedback(
      const v1::GetFeedbackRequest& request, const Principal& principal) const;
  absl::StatusOr<v1::ListFeedbackResponse> ListFeedback(
      const v1::ListFeedbackRequest& request, const Principal& principal) const;
  void WatchFeedback(
      const v1::WatchFeedbackRequest& request, const Principal& principal,
      absl::AnyInvocable<bool(const v1::FeedbackStatus&)> on_status,
      absl::AnyInvocable<void(absl::Status)> done) const;
  absl::StatusOr<v1::Lesson> GetLesson(const v1::GetLessonRequest& request,
                                       const Principal& principal) const;
  absl::StatusOr<v1::ListLessonsResponse> ListLessons(
      const v1::ListLessonsRequest& request, const Principal& principal) const;

  // These have no entry in a log that says who asked for them. A backup stands
  // in the chain of every tenant, on disk, before anything is copied.
  absl::StatusOr<v1::BackupResponse> Backup(const v1::BackupRequest& request,
                                            const Principal& principal) const;
  absl::StatusOr<v1::RebuildComponentResponse> RebuildComponent(
      const v1::RebuildComponentRequest& request,
      const Principal& principal) const;

  // The same as CoordinatorApi::Erase, with the names that stand in the log of
  // accesses.
  absl::StatusOr<v1::EraseResponse> Erase(const v1::EraseRequest& request,
                                          const Principal& principal) const;

 private:
  // Notes `access` to the words in `response`, and gives it out.
  template <typename Response>
  absl::StatusOr<Response> Noted(const std::string& tenant,
                                 const Principal& principal, Access access,
                                 absl::StatusOr<Response> response) const;

  CoordinatorApi* const api_;
  AccessLog* const accesses_;
  const FeedbackLog* const log_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_AUDITED_CALLS_H_

// The component under test, as its callers see it.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_TESTS_CONFORMANCE_REMOTE_COMPONENT_H_
#define ALHF_TESTS_CONFORMANCE_REMOTE_COMPONENT_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/feedback.pb.h"

namespace alhf::conformance {

class RemoteComponent {
 public:
  virtual ~RemoteComponent() = default;

  // One method for each RPC of Feedback. An error is the component's, with the
  // method's name before its message; DEADLINE_EXCEEDED where it is silent for
  // as long as the suite waits.
  virtual absl::StatusOr<v1::GetManifestResponse> GetManifest(
      const v1::GetManifestRequest& request) = 0;
  virtual absl::StatusOr<v1::AssessFeedbackResponse> AssessFeedback(
      const v1::AssessFeedbackRequest& request) = 0;
  virtual absl::StatusOr<v1::ApplyChangesResponse> ApplyChanges(
      const v1::ApplyChangesRequest& request) = 0;
  virtual absl::StatusOr<v1::AdjustQueryResponse> AdjustQuery(
      const v1::AdjustQueryRequest& request) = 0;
  virtual absl::StatusOr<v1::ListLessonsResponse> ListLessons(
      const v1::ListLessonsRequest& request) = 0;
  virtual absl::StatusOr<v1::Lesson> GetLesson(
      const v1::GetLessonRequest& request) = 0;
  virtual absl::StatusOr<v1::ExportMemoryResponse> ExportMemory(
      const v1::ExportMemoryRequest& request) = 0;

  // AdjustQuery of a caller who waits for `wait` only.
  virtual absl::StatusOr<v1::AdjustQueryResponse> AdjustQueryWithin(
      absl::Duration wait, const v1::AdjustQueryRequest& request) = 0;

  // The same of AssessFeedback.
  virtual absl::StatusOr<v1::AssessFeedbackResponse> AssessFeedbackWithin(
      absl::Duration wait, const v1::AssessFeedbackRequest& request) = 0;

  // Agent.Run, its events read to the end.
  virtual absl::Status Run(const v1::RunRequest& request) = 0;

  // grpc.health.v1.Health/Check. Returns whether it said SERVING.
  virtual absl::StatusOr<bool> IsServing() = 0;
};

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_REMOTE_COMPONENT_H_

// One component as the coordinator calls it.
//
// Thread safety: all methods may run concurrently; callbacks run on a thread
// of the transport and must only hand over.
#ifndef ALHF_COORDINATOR_REGISTRY_COMPONENT_CLIENT_H_
#define ALHF_COORDINATOR_REGISTRY_COMPONENT_CLIENT_H_

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/feedback.pb.h"
#include "alhf/v1/types.pb.h"
#include "base/trace_context.h"

namespace alhf::coordinator {

// How long a call may take, from now. Every call has one.
struct CallOptions {
  absl::Duration timeout = absl::Seconds(2);
  // To pass on; may be empty.
  TraceContext trace = {};
};

template <typename Response>
using Callback = absl::AnyInvocable<void(absl::StatusOr<Response>)>;

// Requests are copied before a method returns. Each callback is called exactly
// once, also when the client is destroyed.
class ComponentClient {
 public:
  virtual ~ComponentClient() = default;

  virtual void GetManifest(const CallOptions& options,
                           const v1::GetManifestRequest& request,
                           Callback<v1::GetManifestResponse> done) = 0;
  virtual void AssessFeedback(const CallOptions& options,
                              const v1::AssessFeedbackRequest& request,
                              Callback<v1::AssessFeedbackResponse> done) = 0;
  virtual void ApplyChanges(const CallOptions& options,
                            const v1::ApplyChangesRequest& request,
                            Callback<v1::ApplyChangesResponse> done) = 0;
  virtual void AdjustQuery(const CallOptions& options,
                           const v1::AdjustQueryRequest& request,
                           Callback<v1::AdjustQueryResponse> done) = 0;
  virtual void ListLessons(const CallOptions& options,
                           const v1::ListLessonsRequest& request,
                           Callback<v1::ListLessonsResponse> done) = 0;
  virtual void GetLesson(const CallOptions& options,
                         const v1::GetLessonRequest& request,
                         Callback<v1::Lesson> done) = 0;
  // `on_event` is called for each event in order, never after `done`.
  virtual void Run(const CallOptions& options, const v1::RunRequest& request,
                   absl::AnyInvocable<void(const v1::RunEvent&)> on_event,
                   absl::AnyInvocable<void(absl::Status)> done) = 0;

  // Ends the calls under way, each through its callback; later ones may follow.
  virtual void CancelCalls() {}
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_REGISTRY_COMPONENT_CLIENT_H_

#include "sdk/src/feedback_service.h"

#include <memory>
#include <utility>

#include "absl/time/time.h"
#include "base/call_log.h"
#include "base/grpc_deadline.h"
#include "base/grpc_message.h"
#include "base/grpc_status.h"
#include "base/grpc_trace.h"
#include "sdk/src/request_checks.h"

namespace alhf::sdk {
namespace {

// What a call must have seen before it is run; sequence 0 where nothing.
template <typename Request>
v1::Position MinPosition(const Request&) {
  return {};
}
v1::Position MinPosition(const v1::AssessFeedbackRequest& request) {
  return request.min_position();
}
v1::Position MinPosition(const v1::AdjustQueryRequest& request) {
  return request.query().min_position();
}

// Checks the caller, parses and checks the request, then answers it with
// `handle` on `lane`. Request and answer live until the reactor is finished.
template <typename Request, typename Handle>
grpc::ServerUnaryReactor* Serve(const CallerCheck& check, CallLanes& lanes,
                                Lane lane, absl::string_view method,
                                grpc::CallbackServerContext* context,
                                const grpc::ByteBuffer* in,
                                grpc::ByteBuffer* out, Handle handle) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  auto request = std::make_shared<Request>();
  const CallLog log(method, TraceOf(*context));
  const auto finish = [reactor, log](const absl::Status& status) {
    log.End(status);
    reactor->Finish(ToGrpcStatus(status));
  };
  absl::Status status = check.Check(*context);
  if (status.ok()) status = ParseMessage(*in, request.get());
  if (status.ok()) status = CheckRequest(*request);
  if (!status.ok()) {
    finish(status);
    return reactor;
  }
  const CallOrigin origin = {.deadline = DeadlineOf(*context),
                             .traceparent = log.trace().traceparent};
  lanes.RunAfter(request->tenant(), MinPosition(*request), origin.deadline,
                 lane, [=, handle = std::move(handle)](absl::Status taken) {
                   if (!taken.ok()) return finish(taken);
                   if (context->IsCancelled()) {
                     return finish(absl::CancelledError("cancelled"));
                   }
                   const auto response = handle(*request, origin);
                   if (response.ok()) *out = SerializeMessage(*response);
                   finish(response.status());
                 });
  return reactor;
}

}  // namespace

FeedbackService::Reactor* FeedbackService::GetManifest(Context* context,
                                                       const Bytes* in,
                                                       Bytes* out) {
  return Serve<v1::GetManifestRequest>(
      *check_, *lanes_, Lane::kQuery, "alhf.v1.Feedback/GetManifest", context,
      in, out,
      [this](const v1::GetManifestRequest& request, const CallOrigin&) {
        return host_->GetManifest(request);
      });
}

FeedbackService::Reactor* FeedbackService::AssessFeedback(Context* context,
                                                          const Bytes* in,
                                                          Bytes* out) {
  return Serve<v1::AssessFeedbackRequest>(
      *check_, *lanes_, Lane::kFeedback, "alhf.v1.Feedback/AssessFeedback",
      context, in, out,
      [this](const v1::AssessFeedbackRequest& request,
             const CallOrigin& origin) {
        return host_->AssessFeedback(request, origin);
      });
}

FeedbackService::Reactor* FeedbackService::ApplyChanges(Context* context,
                                                        const Bytes* in,
                                                        Bytes* out) {
  return Serve<v1::ApplyChangesRequest>(
      *check_, *lanes_, Lane::kFeedback, "alhf.v1.Feedback/ApplyChanges",
      context, in, out,
      [this](const v1::ApplyChangesRequest& request, const CallOrigin&) {
        return host_->ApplyChanges(request);
      });
}

FeedbackService::Reactor* FeedbackService::AdjustQuery(Context* context,
                                                       const Bytes* in,
                                                       Bytes* out) {
  return Serve<v1::AdjustQueryRequest>(
      *check_, *lanes_, Lane::kQuery, "alhf.v1.Feedback/AdjustQuery", context,
      in, out,
      [this](const v1::AdjustQueryRequest& request, const CallOrigin& origin) {
        return host_->AdjustQuery(request, origin);
      });
}

FeedbackService::Reactor* FeedbackService::ListLessons(Context* context,
                                                       const Bytes* in,
                                                       Bytes* out) {
  return Serve<v1::ListLessonsRequest>(
      *check_, *lanes_, Lane::kQuery, "alhf.v1.Feedback/ListLessons", context,
      in, out,
      [this](const v1::ListLessonsRequest& request, const CallOrigin&) {
        return host_->ListLessons(request);
      });
}

FeedbackService::Reactor* FeedbackService::GetLesson(Context* context,
                                                     const Bytes* in,
                                                     Bytes* out) {
  return Serve<v1::GetLessonRequest>(
      *check_, *lanes_, Lane::kQuery, "alhf.v1.Feedback/GetLesson", context, in,
      out, [this](const v1::GetLessonRequest& request, const CallOrigin&) {
        return host_->GetLesson(request);
      });
}

FeedbackService::Reactor* FeedbackService::ExportMemory(Context* context,
                                                        const Bytes* in,
                                                        Bytes* out) {
  return Serve<v1::ExportMemoryRequest>(
      *check_, *lanes_, Lane::kFeedback, "alhf.v1.Feedback/ExportMemory",
      context, in, out,
      [this](const v1::ExportMemoryRequest& request, const CallOrigin&) {
        return host_->ExportMemory(request);
      });
}

}  // namespace alhf::sdk

#include "sdk/src/feedback_service.h"

#include <memory>
#include <utility>

#include "absl/time/time.h"
#include "base/grpc_deadline.h"
#include "base/grpc_message.h"
#include "base/grpc_status.h"
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
                                Lane lane, grpc::CallbackServerContext* context,
                                const grpc::ByteBuffer* in,
                                grpc::ByteBuffer* out, Handle handle) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  auto request = std::make_shared<Request>();
  absl::Status status = check.Check(*context);
  if (status.ok()) status = ParseMessage(*in, request.get());
  if (status.ok()) status = CheckRequest(*request);
  if (!status.ok()) {
    reactor->Finish(ToGrpcStatus(status));
    return reactor;
  }
  const absl::Time deadline = DeadlineOf(*context);
  lanes.RunAfter(request->tenant(), MinPosition(*request), deadline, lane,
                 [=, handle = std::move(handle)](absl::Status taken) {
                   if (!taken.ok()) return reactor->Finish(ToGrpcStatus(taken));
                   if (context->IsCancelled()) {
                     return reactor->Finish(grpc::Status::CANCELLED);
                   }
                   const auto response = handle(*request, deadline);
                   if (response.ok()) *out = SerializeMessage(*response);
                   reactor->Finish(ToGrpcStatus(response.status()));
                 });
  return reactor;
}

}  // namespace

FeedbackService::Reactor* FeedbackService::GetManifest(Context* context,
                                                       const Bytes* in,
                                                       Bytes* out) {
  return Serve<v1::GetManifestRequest>(
      *check_, *lanes_, Lane::kQuery, context, in, out,
      [this](const v1::GetManifestRequest& request, absl::Time) {
        return host_->GetManifest(request);
      });
}

FeedbackService::Reactor* FeedbackService::AssessFeedback(Context* context,
                                                          const Bytes* in,
                                                          Bytes* out) {
  return Serve<v1::AssessFeedbackRequest>(
      *check_, *lanes_, Lane::kFeedback, context, in, out,
      [this](const v1::AssessFeedbackRequest& request, absl::Time deadline) {
        return host_->AssessFeedback(request, deadline);
      });
}

FeedbackService::Reactor* FeedbackService::ApplyChanges(Context* context,
                                                        const Bytes* in,
                                                        Bytes* out) {
  return Serve<v1::ApplyChangesRequest>(
      *check_, *lanes_, Lane::kFeedback, context, in, out,
      [this](const v1::ApplyChangesRequest& request, absl::Time) {
        return host_->ApplyChanges(request);
      });
}

FeedbackService::Reactor* FeedbackService::AdjustQuery(Context* context,
                                                       const Bytes* in,
                                                       Bytes* out) {
  return Serve<v1::AdjustQueryRequest>(
      *check_, *lanes_, Lane::kQuery, context, in, out,
      [this](const v1::AdjustQueryRequest& request, absl::Time deadline) {
        return host_->AdjustQuery(request, deadline);
      });
}

FeedbackService::Reactor* FeedbackService::ListLessons(Context* context,
                                                       const Bytes* in,
                                                       Bytes* out) {
  return Serve<v1::ListLessonsRequest>(
      *check_, *lanes_, Lane::kQuery, context, in, out,
      [this](const v1::ListLessonsRequest& request, absl::Time) {
        return host_->ListLessons(request);
      });
}

FeedbackService::Reactor* FeedbackService::GetLesson(Context* context,
                                                     const Bytes* in,
                                                     Bytes* out) {
  return Serve<v1::GetLessonRequest>(
      *check_, *lanes_, Lane::kQuery, context, in, out,
      [this](const v1::GetLessonRequest& request, absl::Time) {
        return host_->GetLesson(request);
      });
}

FeedbackService::Reactor* FeedbackService::ExportMemory(Context* context,
                                                        const Bytes* in,
                                                        Bytes* out) {
  return Serve<v1::ExportMemoryRequest>(
      *check_, *lanes_, Lane::kFeedback, context, in, out,
      [this](const v1::ExportMemoryRequest& request, absl::Time) {
        return host_->ExportMemory(request);
      });
}

}  // namespace alhf::sdk

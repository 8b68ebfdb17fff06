#include "coordinator/api/coordinator_service.h"

#include <memory>
#include <utility>

namespace alhf::coordinator {

CoordinatorService::Stream* CoordinatorService::Ask(Context* context,
                                                    const Bytes* in) {
  if (!api_->HasRoomToAsk(DeadlineOf(*context))) {
    return GrpcCalls::RefuseStream();
  }
  return calls_->Stream<v1::AskRequest>(
      "alhf.v1.Coordinator/Ask", query_, context, in,
      [this](const v1::AskRequest& request, const Principal& principal,
             const CallContext& call,
             const std::shared_ptr<EventStream>& stream) {
        api_->Ask(
            request, principal, call,
            [stream](const v1::AskEvent& event) {
              return stream->Push(event, event.has_progress()
                                             ? EventStream::Keep::kIfRoom
                                             : EventStream::Keep::kAlways);
            },
            [stream](absl::Status status) { stream->Close(status); });
      });
}

CoordinatorService::Stream* CoordinatorService::WatchFeedback(Context* context,
                                                              const Bytes* in) {
  return calls_->Stream<v1::WatchFeedbackRequest>(
      "alhf.v1.Coordinator/WatchFeedback", feedback_, context, in,
      [this](const v1::WatchFeedbackRequest& request,
             const Principal& principal, const CallContext&,
             const std::shared_ptr<EventStream>& stream) {
        audited_->WatchFeedback(
            request, principal,
            [stream](const v1::FeedbackStatus& status) {
              return stream->Push(status);
            },
            [stream](absl::Status status) { stream->Close(status); });
      });
}

CoordinatorService::Unary* CoordinatorService::ComposePlan(Context* context,
                                                           const Bytes* in,
                                                           Bytes* out) {
  if (!api_->HasRoomToPlan(DeadlineOf(*context))) {
    return GrpcCalls::Refuse(context);
  }
  return calls_->Unary<v1::ComposePlanRequest>(
      "alhf.v1.Coordinator/ComposePlan", api_->encodes() ? query_ : &here_,
      context, in, out,
      [this](v1::ComposePlanRequest request, const Principal& principal,
             const CallContext& call, auto done) {
        api_->ComposePlan(std::move(request), principal, call, std::move(done));
      });
}

CoordinatorService::Unary* CoordinatorService::SubmitFeedback(Context* context,
                                                              const Bytes* in,
                                                              Bytes* out) {
  return calls_->Unary<v1::SubmitFeedbackRequest>(
      "alhf.v1.Coordinator/SubmitFeedback", feedback_, context, in, out,
      [this](v1::SubmitFeedbackRequest request, const Principal& principal,
             const CallContext& call, auto done) {
        api_->SubmitFeedback(std::move(request), principal, call,
                             std::move(done));
      });
}

CoordinatorService::Unary* CoordinatorService::PreviewFeedback(Context* context,
                                                               const Bytes* in,
                                                               Bytes* out) {
  return calls_->Unary<v1::SubmitFeedbackRequest>(
      "alhf.v1.Coordinator/PreviewFeedback", query_, context, in, out,
      [this](v1::SubmitFeedbackRequest request, const Principal& principal,
             const CallContext& call, auto done) {
        api_->PreviewFeedback(std::move(request), principal, call,
                              std::move(done));
      });
}

CoordinatorService::Unary* CoordinatorService::ChangeLesson(Context* context,
                                                            const Bytes* in,
                                                            Bytes* out) {
  return calls_->Unary<v1::ChangeLessonRequest>(
      "alhf.v1.Coordinator/ChangeLesson", feedback_, context, in, out,
      [this](const v1::ChangeLessonRequest& request, const Principal& principal,
             const CallContext& call, auto done) {
        api_->ChangeLesson(request, principal, call, done);
      });
}

CoordinatorService::Unary* CoordinatorService::RetryParked(Context* context,
                                                           const Bytes* in,
                                                           Bytes* out) {
  return calls_->Unary<v1::RetryParkedRequest>(
      "alhf.v1.Coordinator/RetryParked", feedback_, context, in, out,
      [this](const v1::RetryParkedRequest& request, const Principal& principal,
             const CallContext&,
             auto done) { api_->RetryParked(request, principal, done); });
}

CoordinatorService::Unary* CoordinatorService::RemoveComponent(Context* context,
                                                               const Bytes* in,
                                                               Bytes* out) {
  return calls_->Unary<v1::RemoveComponentRequest>(
      "alhf.v1.Coordinator/RemoveComponent", feedback_, context, in, out,
      [this](const v1::RemoveComponentRequest& request,
             const Principal& principal, const CallContext&,
             auto done) { done(api_->RemoveComponent(request, principal)); });
}

CoordinatorService::Unary* CoordinatorService::RebuildComponent(
    Context* context, const Bytes* in, Bytes* out) {
  return calls_->Unary<v1::RebuildComponentRequest>(
      "alhf.v1.Coordinator/RebuildComponent", feedback_, context, in, out,
      [this](const v1::RebuildComponentRequest& request,
             const Principal& principal, const CallContext&, auto done) {
        done(audited_->RebuildComponent(request, principal));
      });
}

CoordinatorService::Unary* CoordinatorService::Backup(Context* context,
                                                      const Bytes* in,
                                                      Bytes* out) {
  return calls_->Unary<v1::BackupRequest>(
      "alhf.v1.Coordinator/Backup", feedback_, context, in, out,
      [this](const v1::BackupRequest& request, const Principal& principal,
             const CallContext&,
             auto done) { done(audited_->Backup(request, principal)); });
}

CoordinatorService::Unary* CoordinatorService::Erase(Context* context,
                                                     const Bytes* in,
                                                     Bytes* out) {
  return calls_->Unary<v1::EraseRequest>(
      "alhf.v1.Coordinator/Erase", feedback_, context, in, out,
      [this](const v1::EraseRequest& request, const Principal& principal,
             const CallContext&,
             auto done) { done(audited_->Erase(request, principal)); });
}

CoordinatorService::Unary* CoordinatorService::ChangeRollout(Context* context,
                                                             const Bytes* in,
                                                             Bytes* out) {
  return calls_->Unary<v1::ChangeRolloutRequest>(
      "alhf.v1.Coordinator/ChangeRollout", feedback_, context, in, out,
      [this](const v1::ChangeRolloutRequest& request,
             const Principal& principal, const CallContext&,
             auto done) { done(api_->ChangeRollout(request, principal)); });
}

CoordinatorService::Unary* CoordinatorService::ImportFeedback(Context* context,
                                                              const Bytes* in,
                                                              Bytes* out) {
  return calls_->Unary<v1::ImportFeedbackRequest>(
      "alhf.v1.Coordinator/ImportFeedback", feedback_, context, in, out,
      [this](v1::ImportFeedbackRequest request, const Principal& principal,
             const CallContext&, auto done) {
        done(api_->ImportFeedback(std::move(request), principal));
      });
}

CoordinatorService::Unary* CoordinatorService::RecordExchange(Context* context,
                                                              const Bytes* in,
                                                              Bytes* out) {
  return calls_->Unary<v1::RecordExchangeRequest>(
      "alhf.v1.Coordinator/RecordExchange", query_, context, in, out,
      [this](const v1::RecordExchangeRequest& request,
             const Principal& principal, const CallContext& call, auto done) {
        done(api_->RecordExchange(request, principal, call));
      });
}

CoordinatorService::Unary* CoordinatorService::GetExchange(Context* context,
                                                           const Bytes* in,
                                                           Bytes* out) {
  return calls_->Unary<v1::GetExchangeRequest>(
      "alhf.v1.Coordinator/GetExchange", query_, context, in, out,
      [this](const v1::GetExchangeRequest& request, const Principal& principal,
             const CallContext&,
             auto done) { done(audited_->GetExchange(request, principal)); });
}

CoordinatorService::Unary* CoordinatorService::ListExchanges(Context* context,
                                                             const Bytes* in,
                                                             Bytes* out) {
  return calls_->Unary<v1::ListExchangesRequest>(
      "alhf.v1.Coordinator/ListExchanges", query_, context, in, out,
      [this](const v1::ListExchangesRequest& request,
             const Principal& principal, const CallContext&,
             auto done) { done(audited_->ListExchanges(request, principal)); });
}

CoordinatorService::Unary* CoordinatorService::GetFeedback(Context* context,
                                                           const Bytes* in,
                                                           Bytes* out) {
  return calls_->Unary<v1::GetFeedbackRequest>(
      "alhf.v1.Coordinator/GetFeedback", query_, context, in, out,
      [this](const v1::GetFeedbackRequest& request, const Principal& principal,
             const CallContext&,
             auto done) { done(audited_->GetFeedback(request, principal)); });
}

CoordinatorService::Unary* CoordinatorService::ListFeedback(Context* context,
                                                            const Bytes* in,
                                                            Bytes* out) {
  return calls_->Unary<v1::ListFeedbackRequest>(
      "alhf.v1.Coordinator/ListFeedback", query_, context, in, out,
      [this](const v1::ListFeedbackRequest& request, const Principal& principal,
             const CallContext&,
             auto done) { done(audited_->ListFeedback(request, principal)); });
}

CoordinatorService::Unary* CoordinatorService::ListLessons(Context* context,
                                                           const Bytes* in,
                                                           Bytes* out) {
  return calls_->Unary<v1::ListLessonsRequest>(
      "alhf.v1.Coordinator/ListLessons", query_, context, in, out,
      [this](const v1::ListLessonsRequest& request, const Principal& principal,
             const CallContext&,
             auto done) { done(audited_->ListLessons(request, principal)); });
}

CoordinatorService::Unary* CoordinatorService::GetLesson(Context* context,
                                                         const Bytes* in,
                                                         Bytes* out) {
  return calls_->Unary<v1::GetLessonRequest>(
      "alhf.v1.Coordinator/GetLesson", query_, context, in, out,
      [this](const v1::GetLessonRequest& request, const Principal& principal,
             const CallContext&,
             auto done) { done(audited_->GetLesson(request, principal)); });
}

CoordinatorService::Unary* CoordinatorService::ListComponents(Context* context,
                                                              const Bytes* in,
                                                              Bytes* out) {
  return calls_->Unary<v1::ListComponentsRequest>(
      "alhf.v1.Coordinator/ListComponents", query_, context, in, out,
      [this](const v1::ListComponentsRequest& request, const Principal&,
             const CallContext&, auto done) {
        done(absl::StatusOr<v1::ListComponentsResponse>(
            api_->ListComponents(request)));
      });
}

CoordinatorService::Unary* CoordinatorService::GetStatus(Context* context,
                                                         const Bytes* in,
                                                         Bytes* out) {
  return calls_->Unary<v1::GetStatusRequest>(
      "alhf.v1.Coordinator/GetStatus", query_, context, in, out,
      [this](const v1::GetStatusRequest& request, const Principal&,
             const CallContext&, auto done) {
        done(absl::StatusOr<v1::GetStatusResponse>(api_->GetStatus(request)));
      });
}

CoordinatorService::Unary* CoordinatorService::ListAudit(Context* context,
                                                         const Bytes* in,
                                                         Bytes* out) {
  return calls_->Unary<v1::ListAuditRequest>(
      "alhf.v1.Coordinator/ListAudit", feedback_, context, in, out,
      [this](const v1::ListAuditRequest& request, const Principal&,
             const CallContext&, auto done) { done(trail_->List(request)); });
}

CoordinatorService::Unary* CoordinatorService::VerifyAudit(Context* context,
                                                           const Bytes* in,
                                                           Bytes* out) {
  return calls_->Unary<v1::VerifyAuditRequest>(
      "alhf.v1.Coordinator/VerifyAudit", feedback_, context, in, out,
      [this](const v1::VerifyAuditRequest& request, const Principal&,
             const CallContext&, auto done) { done(trail_->Verify(request)); });
}

CoordinatorService::Unary* CoordinatorService::ReassessFeedback(
    Context* context, const Bytes* in, Bytes* out) {
  return calls_->Unary<v1::ReassessFeedbackRequest>(
      "alhf.v1.Coordinator/ReassessFeedback", feedback_, context, in, out,
      [this](const v1::ReassessFeedbackRequest& request,
             const Principal& principal, const CallContext& call, auto done) {
        api_->ReassessFeedback(request, principal, call, done);
      });
}

}  // namespace alhf::coordinator

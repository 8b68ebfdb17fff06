#include "cli/grpc_coordinator_client.h"

#include <grpc/support/log.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/support/channel_arguments.h>

#include <cstdlib>
#include <utility>

#include "alhf/v1/coordinator.grpc.pb.h"
#include "base/grpc_credentials.h"
#include "base/grpc_status.h"
#include "base/status.h"

namespace alhf::cli {
namespace {

// A list of a thousand lessons with long texts still comes in one piece.
constexpr int kMaxResponseBytes = 64 << 20;

using Stub = v1::Coordinator::Stub;

class GrpcCoordinatorClient final : public CoordinatorClient {
 public:
  GrpcCoordinatorClient(std::shared_ptr<grpc::Channel> channel,
                        absl::Duration timeout, const Clock* clock)
      : stub_(v1::Coordinator::NewStub(std::move(channel))),
        timeout_(timeout),
        clock_(clock) {}

  absl::Status Ask(
      const v1::AskRequest& request,
      absl::FunctionRef<void(const v1::AskEvent&)> on_event) override {
    return Stream<v1::AskEvent>(&Stub::Ask, request, on_event);
  }
  absl::Status WatchFeedback(
      const v1::WatchFeedbackRequest& request,
      absl::FunctionRef<void(const v1::FeedbackStatus&)> on_status) override {
    return Stream<v1::FeedbackStatus>(&Stub::WatchFeedback, request, on_status);
  }
  absl::StatusOr<v1::ComposePlanResponse> ComposePlan(
      const v1::ComposePlanRequest& request) override {
    return Call<v1::ComposePlanResponse>(&Stub::ComposePlan, request);
  }
  absl::StatusOr<v1::Exchange> GetExchange(
      const v1::GetExchangeRequest& request) override {
    return Call<v1::Exchange>(&Stub::GetExchange, request);
  }
  absl::StatusOr<v1::ListExchangesResponse> ListExchanges(
      const v1::ListExchangesRequest& request) override {
    return Call<v1::ListExchangesResponse>(&Stub::ListExchanges, request);
  }
  absl::StatusOr<v1::SubmitFeedbackResponse> SubmitFeedback(
      const v1::SubmitFeedbackRequest& request) override {
    return Call<v1::SubmitFeedbackResponse>(&Stub::SubmitFeedback, request);
  }
  absl::StatusOr<v1::PreviewFeedbackResponse> PreviewFeedback(
      const v1::SubmitFeedbackRequest& request) override {
    return Call<v1::PreviewFeedbackResponse>(&Stub::PreviewFeedback, request);
  }
  absl::StatusOr<v1::FeedbackStatus> GetFeedback(
      const v1::GetFeedbackRequest& request) override {
    return Call<v1::FeedbackStatus>(&Stub::GetFeedback, request);
  }
  absl::StatusOr<v1::ListFeedbackResponse> ListFeedback(
      const v1::ListFeedbackRequest& request) override {
    return Call<v1::ListFeedbackResponse>(&Stub::ListFeedback, request);
  }
  absl::StatusOr<v1::ListLessonsResponse> ListLessons(
      const v1::ListLessonsRequest& request) override {
    return Call<v1::ListLessonsResponse>(&Stub::ListLessons, request);
  }
  absl::StatusOr<v1::Lesson> GetLesson(
      const v1::GetLessonRequest& request) override {
    return Call<v1::Lesson>(&Stub::GetLesson, request);
  }
  absl::StatusOr<v1::ChangeLessonResponse> ChangeLesson(
      const v1::ChangeLessonRequest& request) override {
    return Call<v1::ChangeLessonResponse>(&Stub::ChangeLesson, request);
  }
  absl::StatusOr<v1::ListComponentsResponse> ListComponents(
      const v1::ListComponentsRequest& request) override {
    return Call<v1::ListComponentsResponse>(&Stub::ListComponents, request);
  }
  absl::StatusOr<v1::GetStatusResponse> GetStatus(
      const v1::GetStatusRequest& request) override {
    return Call<v1::GetStatusResponse>(&Stub::GetStatus, request);
  }
  absl::StatusOr<v1::RetryParkedResponse> RetryParked(
      const v1::RetryParkedRequest& request) override {
    return Call<v1::RetryParkedResponse>(&Stub::RetryParked, request);
  }
  absl::StatusOr<v1::RemoveComponentResponse> RemoveComponent(
      const v1::RemoveComponentRequest& request) override {
    return Call<v1::RemoveComponentResponse>(&Stub::RemoveComponent, request);
  }
  absl::StatusOr<v1::RebuildComponentResponse> RebuildComponent(
      const v1::RebuildComponentRequest& request) override {
    return Call<v1::RebuildComponentResponse>(&Stub::RebuildComponent, request);
  }
  absl::StatusOr<v1::BackupResponse> Backup(
      const v1::BackupRequest& request) override {
    return Call<v1::BackupResponse>(&Stub::Backup, request);
  }
  absl::StatusOr<v1::EraseResponse> Erase(
      const v1::EraseRequest& request) override {
    return Call<v1::EraseResponse>(&Stub::Erase, request);
  }
  absl::StatusOr<v1::ChangeRolloutResponse> ChangeRollout(
      const v1::ChangeRolloutRequest& request) override {
    return Call<v1::ChangeRolloutResponse>(&Stub::ChangeRollout, request);
  }
  absl::StatusOr<v1::Exchange> RecordExchange(
      const v1::RecordExchangeRequest& request) override {
    return Call<v1::Exchange>(&Stub::RecordExchange, request);
  }
  absl::StatusOr<v1::ImportFeedbackResponse> ImportFeedback(
      const v1::ImportFeedbackRequest& request) override {
    return Call<v1::ImportFeedbackResponse>(&Stub::ImportFeedback, request);
  }
  absl::StatusOr<v1::ReassessFeedbackResponse> ReassessFeedback(
      const v1::ReassessFeedbackRequest& request) override {
    return Call<v1::ReassessFeedbackResponse>(&Stub::ReassessFeedback, request);
  }
  absl::StatusOr<v1::ListAuditResponse> ListAudit(
      const v1::ListAuditRequest& request) override {
    return Call<v1::ListAuditResponse>(&Stub::ListAudit, request);
  }
  absl::StatusOr<v1::VerifyAuditResponse> VerifyAudit(
      const v1::VerifyAuditRequest& request) override {
    return Call<v1::VerifyAuditResponse>(&Stub::VerifyAudit, request);
  }

 private:
  void SetDeadline(grpc::ClientContext& context) const {
    if (timeout_ == absl::InfiniteDuration()) return;
    context.set_deadline(absl::ToChronoTime(clock_->Now() + timeout_));
  }

  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    grpc::ClientContext context;
    SetDeadline(context);
    Response response;
    const grpc::Status status = (*stub_.*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  template <typename Event, typename Request>
  absl::Status Stream(std::unique_ptr<grpc::ClientReader<Event>> (
                          Stub::*method)(grpc::ClientContext*, const Request&),
                      const Request& request,
                      absl::FunctionRef<void(const Event&)> on_event) {
    grpc::ClientContext context;
    SetDeadline(context);
    const auto reader = (*stub_.*method)(&context, request);
    for (Event event; reader->Read(&event);) on_event(event);
    return FromGrpcStatus(reader->Finish());
  }

  const std::unique_ptr<Stub> stub_;
  const absl::Duration timeout_;
  const Clock* const clock_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<CoordinatorClient>> ConnectCoordinator(
    const std::string& address, const Security& security,
    absl::Duration timeout, const Clock* clock) {
  ALHF_ASSIGN_OR_RETURN(const auto credentials, ToCall(address, security));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxResponseBytes);
  // A socket of this machine: no proxy of the environment stands before it.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return std::make_unique<GrpcCoordinatorClient>(
      grpc::CreateCustomChannel(address, credentials, arguments), timeout,
      clock);
}

void QuietGrpcLog() {
  if (std::getenv("GRPC_VERBOSITY") != nullptr) return;
  gpr_set_log_function([](gpr_log_func_args*) {});
}

}  // namespace alhf::cli

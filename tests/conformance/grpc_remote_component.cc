#include "tests/conformance/grpc_remote_component.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/channel_arguments.h>

#include <future>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/v1/agent.grpc.pb.h"
#include "alhf/v1/feedback.grpc.pb.h"
#include "base/grpc_credentials.h"
#include "base/grpc_status.h"
#include "base/status.h"

namespace alhf::conformance {
namespace {

using Stub = v1::Feedback::Stub;

// HealthCheckResponse{status: SERVING}; Debian has no stubs of the service.
constexpr char kServing[] = "\x08\x01";

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

class GrpcRemoteComponent final : public RemoteComponent {
 public:
  GrpcRemoteComponent(std::shared_ptr<grpc::Channel> channel,
                      absl::Duration timeout, const Clock* clock)
      : channel_(std::move(channel)),
        feedback_(v1::Feedback::NewStub(channel_)),
        agent_(v1::Agent::NewStub(channel_)),
        timeout_(timeout),
        clock_(clock) {}

  absl::StatusOr<v1::GetManifestResponse> GetManifest(
      const v1::GetManifestRequest& request) override {
    return Call("GetManifest", &Stub::GetManifest, request);
  }
  absl::StatusOr<v1::AssessFeedbackResponse> AssessFeedback(
      const v1::AssessFeedbackRequest& request) override {
    return AssessFeedbackWithin(timeout_, request);
  }
  absl::StatusOr<v1::ApplyChangesResponse> ApplyChanges(
      const v1::ApplyChangesRequest& request) override {
    return Call("ApplyChanges", &Stub::ApplyChanges, request);
  }
  absl::StatusOr<v1::AdjustQueryResponse> AdjustQuery(
      const v1::AdjustQueryRequest& request) override {
    return AdjustQueryWithin(timeout_, request);
  }
  absl::StatusOr<v1::ListLessonsResponse> ListLessons(
      const v1::ListLessonsRequest& request) override {
    return Call("ListLessons", &Stub::ListLessons, request);
  }
  absl::StatusOr<v1::Lesson> GetLesson(
      const v1::GetLessonRequest& request) override {
    return Call("GetLesson", &Stub::GetLesson, request);
  }
  absl::StatusOr<v1::ExportMemoryResponse> ExportMemory(
      const v1::ExportMemoryRequest& request) override {
    return Call("ExportMemory", &Stub::ExportMemory, request);
  }
  absl::StatusOr<v1::AdjustQueryResponse> AdjustQueryWithin(
      absl::Duration wait, const v1::AdjustQueryRequest& request) override {
    return Call("AdjustQuery", &Stub::AdjustQuery, request, wait);
  }
  absl::StatusOr<v1::AssessFeedbackResponse> AssessFeedbackWithin(
      absl::Duration wait, const v1::AssessFeedbackRequest& request) override {
    return Call("AssessFeedback", &Stub::AssessFeedback, request, wait);
  }

  absl::Status Run(const v1::RunRequest& request) override {
    grpc::ClientContext context;
    SetDeadline(timeout_, context);
    const auto reader = agent_->Run(&context, request);
    v1::RunEvent event;
    while (reader->Read(&event)) {
    }
    return Annotate(FromGrpcStatus(reader->Finish()), "Agent.Run");
  }

  absl::StatusOr<bool> IsServing() override;

 private:
  void SetDeadline(absl::Duration wait, grpc::ClientContext& context) const {
    context.set_deadline(absl::ToChronoTime(clock_->Now() + wait));
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(
      absl::string_view name,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    return Call(name, method, request, timeout_);
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(
      absl::string_view name,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request, absl::Duration wait) {
    grpc::ClientContext context;
    SetDeadline(wait, context);
    Response response;
    const absl::Status status =
        FromGrpcStatus((*feedback_.*method)(&context, request, &response));
    if (!status.ok()) return Annotate(status, name);
    return response;
  }

  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<Stub> feedback_;
  const std::unique_ptr<v1::Agent::Stub> agent_;
  const absl::Duration timeout_;
  const Clock* const clock_;
};

absl::StatusOr<bool> GrpcRemoteComponent::IsServing() {
  grpc::GenericStub stub(channel_);
  grpc::ClientContext context;
  SetDeadline(timeout_, context);
  // HealthCheckRequest{}: the whole server.
  const grpc::Slice nothing("", 0);
  grpc::ByteBuffer request(&nothing, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request,
                 &response,
                 [&done](grpc::Status status) { done.set_value(status); });
  const absl::Status status = FromGrpcStatus(done.get_future().get());
  if (!status.ok()) return Annotate(status, "Health.Check");
  return BytesOf(response) == kServing;
}

}  // namespace

absl::StatusOr<std::unique_ptr<RemoteComponent>> ConnectComponent(
    const std::string& address, absl::Duration timeout, const Clock* clock,
    const Security& security) {
  ALHF_ASSIGN_OR_RETURN(const auto credentials, ToCall(address, security));
  grpc::ChannelArguments arguments;
  // A whole export, where a component makes one page of it.
  arguments.SetMaxReceiveMessageSize(64 << 20);
  auto channel = grpc::CreateCustomChannel(address, credentials, arguments);
  if (!channel->WaitForConnected(absl::ToChronoTime(clock->Now() + timeout))) {
    return absl::UnavailableError(absl::StrCat("nobody answers at ", address,
                                               " within ",
                                               absl::FormatDuration(timeout)));
  }
  auto component =
      std::make_unique<GrpcRemoteComponent>(std::move(channel), timeout, clock);
  const auto manifest = component->GetManifest(v1::GetManifestRequest());
  // An answer without a reason comes from gRPC: nobody has the method.
  if (absl::IsUnimplemented(manifest.status()) &&
      !ErrorInfoOf(manifest.status()).has_value()) {
    return absl::UnavailableError(absl::StrCat(
        "what answers at ", address, " does not serve alhf.v1.Feedback"));
  }
  return component;
}

}  // namespace alhf::conformance

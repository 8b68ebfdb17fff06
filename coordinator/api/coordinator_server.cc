#include "coordinator/api/coordinator_server.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <array>

#include "base/clock.h"
#include "base/grpc_server.h"
#include "base/status.h"
#include "coordinator/api/coordinator_service.h"
#include "coordinator/api/grpc_calls.h"
#include "coordinator/api/registry_service.h"

namespace alhf::coordinator {
namespace {

constexpr int kMaxMessage = 8 << 20;
// Of one connection: what is more waits where it comes from, and costs nothing
// here. More than are taken of plans and questions together, so that the others
// are refused; few enough that a call is looked at soon, and that a rush is
// small in memory.
constexpr int kMaxCalls = 256;

class GrpcCoordinatorServer final : public CoordinatorServer {
 public:
  explicit GrpcCoordinatorServer(const Parts& parts)
      : executors_{parts.feedback_executor, parts.query_executor,
                   parts.registry_executor},
        feedback_(parts.feedback),
        metrics_(parts.metrics),
        calls_(parts.authenticator, {.agents = &parts.api->agents(),
                                     .log_calls = parts.log_calls,
                                     .refused = parts.refused}),
        coordinator_(parts.api, parts.audited, parts.trail, &calls_,
                     parts.feedback_executor, parts.query_executor),
        registry_(parts.registry, parts.feedback, &calls_,
                  parts.registry_executor) {}
  ~GrpcCoordinatorServer() override { Drain(absl::ZeroDuration()); }

  absl::Status Start(ListeningPort& port);
  const std::string& address() const override { return address_; }
  void Drain(absl::Duration timeout) override;

 private:
  const std::array<Executor*, 3> executors_;
  // gRPC's deadlines are in the system's time.
  const SystemClock clock_;
  FeedbackPath* const feedback_;
  MetricsServer* const metrics_;
  GrpcCalls calls_;
  CoordinatorService coordinator_;
  RegistryService registry_;
  std::string address_;
  std::unique_ptr<grpc::Server> server_;  // null after `Drain`
};

absl::Status GrpcCoordinatorServer::Start(ListeningPort& port) {
  InstallServerPlugins();
  grpc::ServerBuilder builder;
  port.AddTo(builder);
  builder.SetMaxReceiveMessageSize(kMaxMessage);
  builder.SetMaxSendMessageSize(kMaxMessage);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxCalls);
  builder.RegisterService(&coordinator_);
  builder.RegisterService(&registry_);
  if (metrics_ != nullptr) metrics_->AddTo(builder);
  for (Executor* executor : executors_) HandOver(*executor);
  server_ = builder.BuildAndStart();
  ALHF_ASSIGN_OR_RETURN(address_, port.Bound(server_.get()));
  return absl::OkStatus();
}

void GrpcCoordinatorServer::Drain(absl::Duration timeout) {
  if (server_ == nullptr) return;
  server_->GetHealthCheckService()->SetServingStatus(false);
  calls_.Drain();
  feedback_->EndWaits();
  server_->Shutdown(absl::ToChronoTime(clock_.Now() + timeout));
  server_ = nullptr;
}

}  // namespace

absl::StatusOr<std::unique_ptr<CoordinatorServer>> CoordinatorServer::Listen(
    ListeningPort& port, const Parts& parts) {
  auto server = std::make_unique<GrpcCoordinatorServer>(parts);
  ALHF_RETURN_IF_ERROR(server->Start(port));
  return server;
}

}  // namespace alhf::coordinator

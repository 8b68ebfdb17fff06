#include "alhf/sdk/serve.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <utility>

#include "absl/memory/memory.h"
#include "absl/random/random.h"
#include "base/grpc_credentials.h"
#include "base/grpc_server.h"
#include "base/log.h"
#include "base/metrics/metrics_server.h"
#include "base/status.h"
#include "core/relevance/encoder/open_encoder.h"
#include "sdk/src/agent_service.h"
#include "sdk/src/call_lanes.h"
#include "sdk/src/component_host.h"
#include "sdk/src/feedback_service.h"
#include "sdk/src/grpc_caller_check.h"
#include "sdk/src/grpc_registration.h"

namespace alhf::sdk {
namespace {

constexpr int kMaxMessage = 8 << 20;
constexpr absl::Duration kLastAnswers = absl::Milliseconds(200);

CallLanes::Options LanesOf(const ServeOptions& options) {
  CallLanes::Options lanes;
  lanes.queue = options.queue;
  return lanes;
}

class GrpcServer final : public Server {
 public:
  GrpcServer(std::unique_ptr<ComponentHost> host, CallerCheck check,
             const ServeOptions& options)
      : drain_(options.drain),
        host_(std::move(host)),
        check_(std::move(check)),
        lanes_(LanesOf(options), host_.get(), &clock_),
        feedback_(host_.get(), &lanes_, &check_),
        agent_(host_.get(), &lanes_, &check_) {}
  ~GrpcServer() override { Drain(); }

  absl::Status ServeMetrics(const std::string& address);
  absl::Status Listen(ListeningPort& port);
  void JoinCoordinator(
      const std::string& coordinator,
      const std::shared_ptr<grpc::ChannelCredentials>& credentials);

  const std::string& address() const override { return address_; }
  void Drain() override;

 private:
  const absl::Duration drain_;
  const SystemClock clock_;
  const std::unique_ptr<ComponentHost> host_;
  const CallerCheck check_;
  CallLanes lanes_;
  FeedbackService feedback_;
  AgentService agent_;
  std::string address_;
  std::unique_ptr<MetricsServer> metrics_;  // null: not asked for
  // Null before `Listen` and after `Drain`.
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<CoordinatorRegistration> registration_;
};

absl::Status GrpcServer::ServeMetrics(const std::string& address) {
  ALHF_ASSIGN_OR_RETURN(metrics_, MetricsServer::Listen(address));
  log::Info("metrics", {{"component", host_->manifest().name()},
                        {"address", metrics_->address()}});
  return absl::OkStatus();
}

absl::Status GrpcServer::Listen(ListeningPort& port) {
  InstallServerPlugins();
  grpc::ServerBuilder builder;
  port.AddTo(builder);
  builder.SetMaxReceiveMessageSize(kMaxMessage);
  builder.SetMaxSendMessageSize(kMaxMessage);
  builder.RegisterService(&feedback_);
  if (host_->runs()) builder.RegisterService(&agent_);
  if (metrics_ != nullptr) metrics_->AddTo(builder);
  server_ = builder.BuildAndStart();
  ALHF_ASSIGN_OR_RETURN(address_, port.Bound(server_.get()));
  log::Info("serving", {{"component", host_->manifest().name()},
                        {"address", address_},
                        {"memory", host_->manifest().memory_id()},
                        {"encoder", host_->manifest().encoder_id()}});
  lanes_.Run(Lane::kFeedback, [host = host_.get()](const absl::Status& taken) {
    if (taken.ok()) host->Prepare();
  });
  return absl::OkStatus();
}

void GrpcServer::JoinCoordinator(
    const std::string& coordinator,
    const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
  CoordinatorRegistration::Options options;
  options.coordinator = coordinator;
  options.credentials = credentials;
  options.address = address_;
  options.manifest = host_->manifest();
  registration_ = std::make_unique<CoordinatorRegistration>(std::move(options));
}

void GrpcServer::Drain() {
  if (server_ == nullptr) return;
  log::Info("draining", {{"component", host_->manifest().name()}});
  if (registration_ != nullptr) registration_->Leave();
  server_->GetHealthCheckService()->SetServingStatus(false);
  lanes_.Drain(drain_);
  // What is not done yet is cancelled. Not at once: the last answers may still
  // be on their way, and connections that nobody uses close by themselves.
  server_->Shutdown(absl::ToChronoTime(clock_.Now() + kLastAnswers));
  server_ = nullptr;
  log::Info("stopped", {{"component", host_->manifest().name()}});
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Serve(
    std::unique_ptr<Component> component, const ServeOptions& options) {
  // Addresses before folders: a wrong one leaves nothing behind.
  const Security own = {.token_file = options.token_file,
                        .tls_folder = options.tls_folder};
  ALHF_RETURN_IF_ERROR(CheckListening(options.listen, own));
  ALHF_ASSIGN_OR_RETURN(CallerCheck check, CallerCheck::Create(own));
  std::shared_ptr<grpc::ChannelCredentials> credentials;
  if (!options.coordinator.empty()) {
    ALHF_ASSIGN_OR_RETURN(credentials,
                          ToCall(options.coordinator,
                                 {.token_file = options.coordinator_token_file,
                                  .tls_folder = options.tls_folder}));
  }
  ComponentHost::Options host_options;
  host_options.data_folder = options.data_folder;
  host_options.env = options.env;
  host_options.clock = options.clock;
  ALHF_ASSIGN_OR_RETURN(
      host_options.encoder,
      core::OpenEncoder(options.encoder, core::ProgramFolder(),
                        options.open_endpoint));
  if (host_options.encoder != nullptr && host_options.encoder->remote()) {
    ALHF_ASSIGN_OR_RETURN(host_options.local_encoder,
                          core::OpenEncoder("", core::ProgramFolder()));
  }
  absl::BitGen random;
  ALHF_ASSIGN_OR_RETURN(
      std::unique_ptr<ComponentHost> host,
      ComponentHost::Create(std::move(component), host_options, random));
  ALHF_ASSIGN_OR_RETURN(const auto port,
                        ListeningPort::Prepare(options.listen, own));
  auto server =
      std::make_unique<GrpcServer>(std::move(host), std::move(check), options);
  if (!options.metrics.empty()) {
    ALHF_RETURN_IF_ERROR(server->ServeMetrics(options.metrics));
  }
  ALHF_RETURN_IF_ERROR(server->Listen(*port));
  if (!options.coordinator.empty()) {
    server->JoinCoordinator(options.coordinator, credentials);
  }
  return server;
}

}  // namespace alhf::sdk

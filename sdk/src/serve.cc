#include "alhf/sdk/serve.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "base/grpc_server.h"
#include "base/log.h"
#include "base/metrics/metrics_server.h"
#include "base/status.h"
#include "base/unix_socket.h"
#include "core/relevance/encoder/open_encoder.h"
#include "sdk/src/agent_service.h"
#include "sdk/src/call_lanes.h"
#include "sdk/src/component_host.h"
#include "sdk/src/feedback_service.h"
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
  GrpcServer(std::unique_ptr<ComponentHost> host, const ServeOptions& options)
      : drain_(options.drain),
        host_(std::move(host)),
        lanes_(LanesOf(options), host_.get(), &clock_),
        feedback_(host_.get(), &lanes_),
        agent_(host_.get(), &lanes_) {}
  ~GrpcServer() override { Drain(); }

  absl::Status ServeMetrics(const std::string& address);
  absl::Status Listen(const std::string& path);
  void JoinCoordinator(const std::string& coordinator);

  const std::string& address() const override { return address_; }
  void Drain() override;

 private:
  const absl::Duration drain_;
  const SystemClock clock_;
  const std::unique_ptr<ComponentHost> host_;
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

absl::Status GrpcServer::Listen(const std::string& path) {
  InstallServerPlugins();
  // Absolute, because the coordinator has another working folder.
  const std::string socket = std::filesystem::absolute(path).string();
  grpc::ServerBuilder builder;
  builder.AddListeningPort(absl::StrCat("unix:", path),
                           grpc::InsecureServerCredentials());
  builder.SetMaxReceiveMessageSize(kMaxMessage);
  builder.SetMaxSendMessageSize(kMaxMessage);
  builder.RegisterService(&feedback_);
  if (host_->runs()) builder.RegisterService(&agent_);
  if (metrics_ != nullptr) metrics_->AddTo(builder);
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || chmod(path.c_str(), 0600) != 0) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED,
                 absl::StrCat("unix:", path, " cannot be listened on"),
                 {{"address", absl::StrCat("unix:", path)}});
  }
  address_ = absl::StrCat("unix:", socket);
  log::Info("serving", {{"component", host_->manifest().name()},
                        {"address", address_},
                        {"memory", host_->manifest().memory_id()},
                        {"encoder", host_->manifest().encoder_id()}});
  return absl::OkStatus();
}

void GrpcServer::JoinCoordinator(const std::string& coordinator) {
  CoordinatorRegistration::Options options;
  options.coordinator = coordinator;
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
  ALHF_RETURN_IF_ERROR(SocketPath(options.listen).status());
  if (!options.coordinator.empty()) {
    ALHF_RETURN_IF_ERROR(SocketPath(options.coordinator).status());
  }
  ComponentHost::Options host_options;
  host_options.data_folder = options.data_folder;
  host_options.env = options.env;
  host_options.clock = options.clock;
  ALHF_ASSIGN_OR_RETURN(
      host_options.encoder,
      core::OpenEncoder(options.encoder, core::ProgramFolder()));
  absl::BitGen random;
  ALHF_ASSIGN_OR_RETURN(
      std::unique_ptr<ComponentHost> host,
      ComponentHost::Create(std::move(component), host_options, random));
  ALHF_ASSIGN_OR_RETURN(const std::string path, PrepareSocket(options.listen));
  auto server = std::make_unique<GrpcServer>(std::move(host), options);
  if (!options.metrics.empty()) {
    ALHF_RETURN_IF_ERROR(server->ServeMetrics(options.metrics));
  }
  ALHF_RETURN_IF_ERROR(server->Listen(path));
  if (!options.coordinator.empty()) {
    server->JoinCoordinator(options.coordinator);
  }
  return server;
}

}  // namespace alhf::sdk

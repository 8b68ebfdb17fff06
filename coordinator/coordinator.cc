#include "coordinator/coordinator.h"

#include <pwd.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/executor.h"
#include "base/grpc_credentials.h"
#include "base/log.h"
#include "base/metrics/metrics_server.h"
#include "base/status.h"
#include "base/token.h"
#include "base/unix_socket.h"
#include "coordinator/access/giver_limits.h"
#include "coordinator/access/principal.h"
#include "coordinator/api/audited_calls.h"
#include "coordinator/api/coordinator_api.h"
#include "coordinator/api/coordinator_server.h"
#include "coordinator/api/refused_calls.h"
#include "coordinator/audit/access_log.h"
#include "coordinator/audit/audit_trail.h"
#include "coordinator/config.h"
#include "coordinator/exchanges/exchange_store.h"
#include "coordinator/exchanges/retention.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "coordinator/metrics/tally.h"
#include "coordinator/query/query_path.h"
#include "coordinator/registry/circuit_breaker.h"
#include "coordinator/registry/grpc_component_client.h"
#include "coordinator/registry/probing_registry.h"
#include "coordinator/system_gauges.h"
#include "core/compose/composer.h"
#include "core/relevance/encoder/open_encoder.h"

namespace alhf::coordinator {
namespace {

// Records that wait for the disk together, and share its syncs.
constexpr size_t kIntakeThreads = 64;
// Of callers for a thread; what would wait longer is refused at once.
constexpr absl::Duration kLongestWait = absl::Milliseconds(500);

std::string LoginName() {
  const passwd* entry = getpwuid(geteuid());
  return entry != nullptr ? entry->pw_name : absl::StrCat("uid", geteuid());
}

absl::StatusOr<std::unique_ptr<const Authenticator>> AuthenticatorOf(
    const config::v1::Coordinator& config, const Clock* clock) {
  CallerAuthenticator::Options options;
  options.owner = LoginName();
  if (!config.token_file().empty()) {
    ALHF_ASSIGN_OR_RETURN(options.token, ReadTokenFile(config.token_file()));
  }
  if (!config.keys_file().empty()) {
    ALHF_ASSIGN_OR_RETURN(options.keys, KeyRing::Open(config.keys_file()));
  }
  if (config.has_jwt()) {
    ALHF_ASSIGN_OR_RETURN(
        options.jwt,
        JwtVerifier::Open(config.jwt().jwks_file(), JwtRulesOf(config), clock));
  }
  return std::make_unique<CallerAuthenticator>(std::move(options));
}

absl::StatusOr<std::unique_ptr<ListeningPort>> PortOf(
    const config::v1::Coordinator& config) {
  return ListeningPort::Prepare(config.listen(), ListeningSecurityOf(config),
                                config.require_client_certificate()
                                    ? ClientCertificate::kRequired
                                    : ClientCertificate::kOptional);
}

}  // namespace

// In the order in which they stand on each other: the last goes first.
struct Coordinator::Parts {
  explicit Parts(const config::v1::Coordinator& config)
      : drain(DrainTimeOf(config)),
        connector(ComponentSecurityOf(config)),
        registry(
            RegistryOptionsOf(config),
            [this](const std::string& address) {
              return WithCircuitBreaker(connector.Connect(address), {}, &clock);
            },
            &clock),
        limits(GiverLimitsOf(config), &clock),
        feedback_executor({.threads = 4, .queue = QueueOf(config)}),
        query_executor({.threads = 8,
                        .queue = QueueOf(config),
                        .longest_wait = kLongestWait}),
        inner_executor({.threads = 4, .queue = QueueOf(config)}),
        intake_executor({.threads = kIntakeThreads,
                         .queue = QueueOf(config),
                         .longest_wait = kLongestWait}) {}

  const absl::Duration drain;
  const SystemClock clock;
  const core::PrecedenceComposer composer;
  std::shared_ptr<const core::Encoder> encoder;  // null: words alone
  std::unique_ptr<const Authenticator> authenticator;
  Tally tally;
  std::unique_ptr<FeedbackLog> log;
  std::unique_ptr<ExchangeStore> exchanges;
  std::unique_ptr<FeedbackLog> access_store;
  std::unique_ptr<AccessLog> accesses;
  std::unique_ptr<const AuditTrail> trail;
  std::unique_ptr<RefusedCalls> refused;
  GrpcConnector connector;
  ProbingRegistry registry;
  GiverLimits limits;
  ThreadPoolExecutor feedback_executor;
  ThreadPoolExecutor query_executor;
  // What has begun, and what components want, waits behind no caller.
  ThreadPoolExecutor inner_executor;
  ThreadPoolExecutor intake_executor;
  std::unique_ptr<FeedbackPath> feedback;
  std::unique_ptr<QueryPath> query;
  std::unique_ptr<CoordinatorApi> api;
  std::unique_ptr<const AuditedCalls> audited;
  std::unique_ptr<Retention> retention;
  std::unique_ptr<MetricsServer> metrics;  // null: not asked for
  std::unique_ptr<CoordinatorServer> server;
};

Coordinator::Coordinator(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts)) {}

Coordinator::~Coordinator() { Drain(); }

absl::StatusOr<std::unique_ptr<Coordinator>> Coordinator::Start(
    const config::v1::Coordinator& config, const std::string& metrics,
    const core::EncoderOpener& open_endpoint) {
  const std::string& folder = config.data_folder();
  ALHF_RETURN_IF_ERROR(MakePrivateFolder(folder));
  auto parts = std::make_unique<Parts>(config);
  ALHF_ASSIGN_OR_RETURN(parts->authenticator,
                        AuthenticatorOf(config, &parts->clock));
  ALHF_ASSIGN_OR_RETURN(
      parts->encoder, core::OpenEncoder(config.encoder(), core::ProgramFolder(),
                                        open_endpoint));
  ALHF_ASSIGN_OR_RETURN(
      parts->log,
      OpenLevelDbFeedbackLog({.folder = absl::StrCat(folder, "/log")}));
  ALHF_ASSIGN_OR_RETURN(
      parts->exchanges,
      ExchangeStore::Open(absl::StrCat(folder, "/exchanges"), nullptr));
  ALHF_ASSIGN_OR_RETURN(parts->access_store,
                        OpenAccessStore(absl::StrCat(folder, "/audit")));
  parts->accesses = std::make_unique<AccessLog>(
      AccessLog::Options(), parts->access_store.get(), &parts->clock);
  parts->trail = std::make_unique<const AuditTrail>(parts->log.get(),
                                                    parts->accesses.get());
  parts->refused = std::make_unique<RefusedCalls>(
      RefusedCalls::Options(), parts->accesses.get(), parts->log.get(),
      &parts->clock);
  FeedbackOptions feedback_options = FeedbackOptionsOf(config);
  feedback_options.tally = &parts->tally;
  ALHF_ASSIGN_OR_RETURN(
      parts->feedback,
      FeedbackPath::Create(feedback_options, &parts->registry, parts->log.get(),
                           &parts->clock, &parts->feedback_executor));
  QueryOptions query_options = QueryOptionsOf(config);
  query_options.encoder = parts->encoder.get();
  parts->query = QueryPath::Create(query_options, &parts->registry,
                                   parts->exchanges.get(), &parts->composer,
                                   &parts->clock, &parts->inner_executor);
  parts->api = std::make_unique<CoordinatorApi>(
      CoordinatorApi::Parts{.registry = &parts->registry,
                            .feedback = parts->feedback.get(),
                            .query = parts->query.get(),
                            .exchanges = parts->exchanges.get(),
                            .clock = &parts->clock,
                            .encoder = parts->encoder.get(),
                            .limits = &parts->limits,
                            .agents = AgentsOf(config),
                            .tally = &parts->tally});
  parts->audited = std::make_unique<const AuditedCalls>(
      parts->api.get(), parts->accesses.get(), parts->log.get());
  parts->retention = std::make_unique<Retention>(
      KeepExchangesOf(config), parts->exchanges.get(), &parts->clock);
  if (!metrics.empty()) {
    ALHF_ASSIGN_OR_RETURN(parts->metrics, MetricsServer::Listen(metrics));
    parts->metrics->AddSource(
        [tally = &parts->tally] { return tally->Collect(); });
    parts->metrics->AddSource([parts = parts.get()] {
      return SystemGauges(*parts->feedback, *parts->exchanges, parts->registry);
    });
    log::Info("metrics", {{"address", parts->metrics->address()}});
  }
  ALHF_ASSIGN_OR_RETURN(const auto port, PortOf(config));
  ALHF_ASSIGN_OR_RETURN(
      parts->server, CoordinatorServer::Listen(
                         *port, {.api = parts->api.get(),
                                 .audited = parts->audited.get(),
                                 .trail = parts->trail.get(),
                                 .refused = parts->refused.get(),
                                 .registry = &parts->registry,
                                 .feedback = parts->feedback.get(),
                                 .authenticator = parts->authenticator.get(),
                                 .metrics = parts->metrics.get(),
                                 .log_calls = config.log_calls(),
                                 .feedback_executor = &parts->intake_executor,
                                 .query_executor = &parts->query_executor,
                                 .registry_executor = &parts->inner_executor}));
  log::Info("serving", {{"address", parts->server->address()},
                        {"data", folder},
                        {"encoder", parts->encoder == nullptr
                                        ? std::string(core::kNoEncoder)
                                        : parts->encoder->id()}});
  return absl::WrapUnique(new Coordinator(std::move(parts)));
}

void Coordinator::Drain() {
  if (parts_ == nullptr) return;
  log::Info("draining");
  parts_->server->Drain(parts_->drain);
  // Calls may still wait in the queues, and use every part.
  parts_->intake_executor.Stop();
  parts_->query_executor.Stop();
  parts_->inner_executor.Stop();
  parts_->feedback->Drain();
  parts_ = nullptr;
  log::Info("stopped");
}

}  // namespace alhf::coordinator

// The coordinator's end of the wire: one server with both services, health and
// reflection.
//
// Thread safety: `Drain()` may be called from any thread, once.
// Ownership: what `Parts` points to must outlive it.
#ifndef ALHF_COORDINATOR_API_COORDINATOR_SERVER_H_
#define ALHF_COORDINATOR_API_COORDINATOR_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/executor.h"
#include "base/grpc_credentials.h"
#include "base/metrics/metrics_server.h"
#include "coordinator/access/principal.h"
#include "coordinator/api/audited_calls.h"
#include "coordinator/api/coordinator_api.h"
#include "coordinator/api/refused_calls.h"
#include "coordinator/audit/audit_trail.h"
#include "coordinator/registry/probing_registry.h"

namespace alhf::coordinator {

class CoordinatorServer {
 public:
  struct Parts {
    CoordinatorApi* api = nullptr;
    const AuditedCalls* audited = nullptr;
    const AuditTrail* trail = nullptr;
    RefusedCalls* refused = nullptr;
    ProbingRegistry* registry = nullptr;
    FeedbackPath* feedback = nullptr;
    const Authenticator* authenticator = nullptr;
    MetricsServer* metrics = nullptr;  // null: calls are not counted
    // See GrpcCalls::Options.
    bool log_calls = false;
    Executor* feedback_executor = nullptr;
    Executor* query_executor = nullptr;
    Executor* registry_executor = nullptr;
  };

  // Listens on `port`.
  //
  // INVALID_ARGUMENT ADDRESS_REFUSED.
  static absl::StatusOr<std::unique_ptr<CoordinatorServer>> Listen(
      ListeningPort& port, const Parts& parts);
  virtual ~CoordinatorServer() = default;

  // Where it is reached.
  virtual const std::string& address() const = 0;

  // Reports NOT_SERVING, refuses new calls, and returns when those under way
  // have ended, at the latest after `timeout`, when they are cancelled.
  virtual void Drain(absl::Duration timeout) = 0;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_COORDINATOR_SERVER_H_

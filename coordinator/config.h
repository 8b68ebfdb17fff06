// The coordinator's configuration: a textproto file, checked.
//
// Thread safety: pure functions, but for reading the file.
#ifndef ALHF_COORDINATOR_CONFIG_H_
#define ALHF_COORDINATOR_CONFIG_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/config/v1/coordinator.pb.h"
#include "base/security.h"
#include "coordinator/access/giver_limits.h"
#include "coordinator/access/jwt_claims.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/query/query_path.h"
#include "coordinator/registry/agents.h"
#include "coordinator/registry/probing_registry.h"

namespace alhf::coordinator {

// Reads the file at `path`. Relative folders and sockets become absolute, from
// the file's folder.
//
// INVALID_ARGUMENT CONFIG_INVALID: "FILE:LINE:COLUMN: …" for what is not
//   textproto, "FILE: …" for what contradicts itself, and for a file of secrets
//   that others can read; ADDRESS_REFUSED: an address that may not be used.
absl::StatusOr<config::v1::Coordinator> ReadConfig(const std::string& path);

// The coordinator of the system in `home`: its log in data/coordinator, its
// socket in run/coordinator.sock; components join by themselves, no pipeline.
//
// ADDRESS_REFUSED: the socket's path is too long.
absl::StatusOr<config::v1::Coordinator> DefaultConfig(const std::string& home);

// Returns what is wrong with `config`; `name` stands for the file.
absl::Status CheckConfig(const config::v1::Coordinator& config,
                         const std::string& name);

// Options of the parts; what is not set has its default.
// The agents that requests may name, and how `Ask` runs.
Agents AgentsOf(const config::v1::Coordinator& config);
FeedbackOptions FeedbackOptionsOf(const config::v1::Coordinator& config);
QueryOptions QueryOptionsOf(const config::v1::Coordinator& config);
RegistryOptions RegistryOptionsOf(const config::v1::Coordinator& config);
// How callers are told apart, and how components are called, over TCP.
Security ListeningSecurityOf(const config::v1::Coordinator& config);
Security ComponentSecurityOf(const config::v1::Coordinator& config);
absl::Duration DrainTimeOf(const config::v1::Coordinator& config);
// How long exchanges are kept.
absl::Duration KeepExchangesOf(const config::v1::Coordinator& config);
// Whose JWTs are taken, where `config` has an issuer.
JwtRules JwtRulesOf(const config::v1::Coordinator& config);
// What one giver may send.
GiverLimits::Options GiverLimitsOf(const config::v1::Coordinator& config);
size_t QueueOf(const config::v1::Coordinator& config);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_CONFIG_H_

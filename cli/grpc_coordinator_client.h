// The coordinator over gRPC.
//
//   auto client = ConnectCoordinator("unix:/run/alhf/coordinator.sock", {},
//                                    absl::Seconds(30), &clock);
#ifndef ALHF_CLI_GRPC_COORDINATOR_CLIENT_H_
#define ALHF_CLI_GRPC_COORDINATOR_CLIENT_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/security.h"
#include "cli/coordinator_client.h"

namespace alhf::cli {

// Returns a client of the coordinator at `address`; it connects with the first
// call. Each call ends at the latest after `timeout`, which may be infinite.
// `clock` must outlive the client.
//
// INVALID_ARGUMENT ADDRESS_REFUSED, CONFIG_INVALID: the address cannot be
//   called with what `security` names.
absl::StatusOr<std::unique_ptr<CoordinatorClient>> ConnectCoordinator(
    const std::string& address, const Security& security,
    absl::Duration timeout, const Clock* clock);

// Keeps gRPC's own log off standard error, unless GRPC_VERBOSITY asks for it.
// Call first in main.
void QuietGrpcLog();

}  // namespace alhf::cli

#endif  // ALHF_CLI_GRPC_COORDINATOR_CLIENT_H_

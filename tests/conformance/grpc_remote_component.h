// A component behind a gRPC address.
#ifndef ALHF_TESTS_CONFORMANCE_GRPC_REMOTE_COMPONENT_H_
#define ALHF_TESTS_CONFORMANCE_GRPC_REMOTE_COMPONENT_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/security.h"
#include "tests/conformance/remote_component.h"

namespace alhf::conformance {

// Connects to `address` ("unix:PATH", "host:port"), and shows there what the
// coordinator would. Each call waits for `timeout`. The clock must outlive the
// result.
//
// INVALID_ARGUMENT ADDRESS_REFUSED, CONFIG_INVALID: it cannot be called so.
// UNAVAILABLE: nobody answers there within `timeout`, or who answers does not
//   serve alhf.v1.Feedback.
absl::StatusOr<std::unique_ptr<RemoteComponent>> ConnectComponent(
    const std::string& address, absl::Duration timeout, const Clock* clock,
    const Security& security = {});

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_GRPC_REMOTE_COMPONENT_H_

// The one place where absl::Status and grpc::Status meet.
//
// Thread safety: pure functions.
#ifndef ALHF_BASE_GRPC_STATUS_H_
#define ALHF_BASE_GRPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace alhf {

// Returns `status` for the wire; its details travel as a google.rpc.Status.
grpc::Status ToGrpcStatus(const absl::Status& status);

// Returns `status` from the wire with its details.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace alhf

#endif  // ALHF_BASE_GRPC_STATUS_H_

// Deadlines as gRPC and we have them.
//
// Thread safety: pure functions.
#ifndef ALHF_BASE_GRPC_DEADLINE_H_
#define ALHF_BASE_GRPC_DEADLINE_H_

#include <grpcpp/server_context.h>

#include <chrono>

#include "absl/time/time.h"

namespace alhf {

// Returns when the caller stops waiting; the infinite future where it never
// does.
inline absl::Time DeadlineOf(const grpc::CallbackServerContext& context) {
  const auto deadline = context.deadline();
  return deadline == std::chrono::system_clock::time_point::max()
             ? absl::InfiniteFuture()
             : absl::FromChrono(deadline);
}

}  // namespace alhf

#endif  // ALHF_BASE_GRPC_DEADLINE_H_

#include "coordinator/api/grpc_calls.h"

namespace alhf::coordinator {

Caller GrpcCalls::CallerOf(const grpc::CallbackServerContext& context) {
  Caller caller;
  caller.peer = context.peer();
  for (const auto& [name, value] : context.client_metadata()) {
    caller.metadata.emplace(std::string(name.data(), name.size()),
                            std::string(value.data(), value.size()));
  }
  return caller;
}

absl::Status GrpcCalls::QueueFull() {
  return WithRetryDelay(
      Error(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL,
            "too many requests wait: try again after the delay that comes "
            "with this error"),
      absl::Milliseconds(200));
}

absl::StatusOr<Principal> GrpcCalls::Enter(
    const grpc::CallbackServerContext& context) const {
  if (draining_) {
    return Error(absl::StatusCode::kUnavailable, Reason::DRAINING,
                 "the coordinator is stopping: try again when it is back");
  }
  return authenticator_->Authenticate(CallerOf(context));
}

}  // namespace alhf::coordinator

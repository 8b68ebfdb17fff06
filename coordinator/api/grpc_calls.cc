#include "coordinator/api/grpc_calls.h"

#include "absl/memory/memory.h"
#include "absl/strings/match.h"
#include "base/grpc_trace.h"
#include "base/token.h"

namespace alhf::coordinator {
namespace {

// The service of people and agents.
constexpr absl::string_view kPublic = "alhf.v1.Coordinator/";

class RefusedStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  explicit RefusedStream(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

}  // namespace

std::shared_ptr<UnaryReply> UnaryReply::New(grpc::ByteBuffer* out,
                                            CallLog log) {
  std::shared_ptr<UnaryReply> reply =
      absl::WrapUnique(new UnaryReply(out, std::move(log)));
  MutexLock lock(reply->mutex_);
  reply->self_ = reply;
  return reply;
}

void UnaryReply::Send(const absl::Status& status,
                      const google::protobuf::Message* response) {
  {
    MutexLock lock(mutex_);
    if (sent_) return;
    sent_ = true;
  }
  log_.End(status);
  // Only the first comes here, and `out_` is there until `Finish`.
  if (response != nullptr) *out_ = SerializeMessage(*response);
  Finish(ToGrpcStatus(status));
}

void UnaryReply::OnDone() {
  // The last reference may be this one: it ends after the lock.
  std::shared_ptr<UnaryReply> self;
  MutexLock lock(mutex_);
  self = std::move(self_);
}

Caller GrpcCalls::CallerOf(const grpc::CallbackServerContext& context) {
  Caller caller;
  caller.peer = context.peer();
  const auto& metadata = context.client_metadata();
  if (const auto it = metadata.find(kAuthorization); it != metadata.end()) {
    caller.authorization.assign(it->second.data(), it->second.size());
  }
  return caller;
}

CallContext GrpcCalls::ContextOf(
    absl::string_view method,
    const grpc::CallbackServerContext& context) const {
  CallContext call;
  call.deadline = DeadlineOf(context);
  call.trace = TraceOf(context);
  if (call.trace.traceparent.empty()) {
    absl::BitGen random;
    const bool sampled =
        options_.log_calls && absl::StartsWith(method, kPublic);
    call.trace = BeginTrace(sampled, random);
  }
  return call;
}

absl::Status GrpcCalls::QueueFull() {
  return WithRetryDelay(
      Error(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL,
            "too many requests wait: try again after the delay that comes "
            "with this error"),
      absl::Milliseconds(200));
}

const grpc::Status& GrpcCalls::Full() {
  static const auto* const full = new grpc::Status(ToGrpcStatus(QueueFull()));
  return *full;
}

grpc::ServerUnaryReactor* GrpcCalls::Refuse(
    grpc::CallbackServerContext* context) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  reactor->Finish(Full());
  return reactor;
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* GrpcCalls::RefuseStream() {
  return new RefusedStream(Full());
}

absl::StatusOr<Principal> GrpcCalls::Enter(
    absl::string_view method,
    const grpc::CallbackServerContext& context) const {
  if (draining_) {
    return Error(absl::StatusCode::kUnavailable, Reason::DRAINING,
                 "the coordinator is stopping: try again when it is back");
  }
  const Caller caller = CallerOf(context);
  absl::StatusOr<Principal> principal = authenticator_->Authenticate(caller);
  if (options_.refused != nullptr &&
      absl::IsUnauthenticated(principal.status())) {
    options_.refused->NoteUnknown(caller.peer, method);
  }
  return principal;
}

void GrpcCalls::NoteIfRefused(const Known& call,
                              const absl::Status& status) const {
  if (options_.refused == nullptr || !absl::IsPermissionDenied(status) ||
      ReasonOf(status) != Reason::PERMISSION) {
    return;
  }
  options_.refused->Note(call.principal, call.method, call.tenant);
}

}  // namespace alhf::coordinator

// Where calls come in: bytes are parsed, the caller is authenticated, the
// request validated, and the work handed to an executor.
//
//   return calls_->Unary<v1::GetStatusRequest>(
//       executor, context, in, out,
//       [this](const auto& request, const Principal&, absl::Time, auto done) {
//         done(api_->GetStatus(request));
//       });
//
// Thread safety: called by gRPC; all methods may run concurrently.
// Ownership: the authenticator and the executors must outlive the calls.
#ifndef ALHF_COORDINATOR_API_GRPC_CALLS_H_
#define ALHF_COORDINATOR_API_GRPC_CALLS_H_

#include <grpcpp/grpcpp.h>
#include <grpcpp/support/byte_buffer.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/executor.h"
#include "base/grpc_deadline.h"
#include "base/grpc_event_stream.h"
#include "base/grpc_message.h"
#include "base/grpc_status.h"
#include "base/status.h"
#include "coordinator/api/principal.h"
#include "coordinator/api/validation.h"

namespace alhf::coordinator {

class GrpcCalls {
 public:
  explicit GrpcCalls(const Authenticator* authenticator)
      : authenticator_(authenticator) {}

  // Answers with what `handle(request, principal, deadline, done)` gives to
  // `done`, once.
  template <typename Request, typename Handle>
  grpc::ServerUnaryReactor* Unary(Executor* executor,
                                  grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer* in,
                                  grpc::ByteBuffer* out, Handle handle) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    auto call = std::make_shared<Call<Request>>();
    absl::Status status = Admit(*context, *in, call.get());
    if (status.ok()) {
      const bool taken = executor->TrySubmit(
          [call, reactor, out, handle = std::move(handle)]() mutable {
            handle(call->request, call->principal, call->deadline,
                   [call, reactor, out](auto response) {
                     if (response.ok()) *out = SerializeMessage(*response);
                     reactor->Finish(ToGrpcStatus(response.status()));
                   });
          });
      if (!taken) status = QueueFull();
    }
    if (!status.ok()) reactor->Finish(ToGrpcStatus(status));
    return reactor;
  }

  // Streams what `handle(request, principal, deadline, stream)` pushes, until
  // it closes the stream.
  template <typename Request, typename Handle>
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Stream(
      Executor* executor, grpc::CallbackServerContext* context,
      const grpc::ByteBuffer* in, Handle handle) {
    auto* stream = new EventStream();
    auto call = std::make_shared<Call<Request>>();
    absl::Status status = Admit(*context, *in, call.get());
    if (status.ok()) {
      const bool taken = executor->TrySubmit(
          [call, stream, handle = std::move(handle)]() mutable {
            handle(call->request, call->principal, call->deadline, stream);
          });
      if (!taken) status = QueueFull();
    }
    if (!status.ok()) stream->Close(status);
    return stream;
  }

  // Refuses every later call as UNAVAILABLE DRAINING.
  void Drain() { draining_ = true; }

 private:
  template <typename Request>
  struct Call {
    Request request;
    Principal principal;
    absl::Time deadline;
  };

  static Caller CallerOf(const grpc::CallbackServerContext& context);
  static absl::Status QueueFull();
  absl::StatusOr<Principal> Enter(
      const grpc::CallbackServerContext& context) const;

  template <typename Request>
  absl::Status Admit(const grpc::CallbackServerContext& context,
                     const grpc::ByteBuffer& in, Call<Request>* call) const {
    ALHF_RETURN_IF_ERROR(ParseMessage(in, &call->request));
    ALHF_ASSIGN_OR_RETURN(call->principal, Enter(context));
    ALHF_RETURN_IF_ERROR(Validate(call->request));
    // Requests of the registry speak of the component, not of a tenant.
    if constexpr (requires { call->request.tenant(); }) {
      ALHF_RETURN_IF_ERROR(
          AuthorizeTenant(call->principal, call->request.tenant()));
    }
    call->deadline = DeadlineOf(context);
    return absl::OkStatus();
  }

  const Authenticator* const authenticator_;
  std::atomic<bool> draining_ = false;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_GRPC_CALLS_H_

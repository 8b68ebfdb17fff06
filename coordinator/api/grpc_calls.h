// Longer than 200 lines: because a template is where it is used.
// Where calls come in: the caller is authenticated, bytes are parsed, the call
// is looked up in the table of access, the request validated, and the work
// handed to an executor. What is refused to a caller is noted, wherever on its
// way that was found.
//
//   return calls_->Unary<v1::GetStatusRequest>(
//       "alhf.v1.Coordinator/GetStatus", executor, context, in, out,
//       [this](const auto& request, const Principal&, const CallContext&,
//              auto done) { done(api_->GetStatus(request)); });
//
// Thread safety: called by gRPC; all methods may run concurrently.
// Ownership: what it is given must outlive the calls.
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
#include "base/call_log.h"
#include "base/executor.h"
#include "base/grpc_deadline.h"
#include "base/grpc_event_stream.h"
#include "base/grpc_message.h"
#include "base/grpc_status.h"
#include "base/status.h"
#include "coordinator/access/principal.h"
#include "coordinator/api/refused_calls.h"
#include "coordinator/api/validation.h"
#include "coordinator/query/query_path.h"
#include "coordinator/registry/agents.h"

namespace alhf::coordinator {

// The answer of one call: sent once, or given up when the caller goes, so that
// no call outlives its server.
class UnaryReply final : public grpc::ServerUnaryReactor {
 public:
  // Lives until gRPC is done with it, and longer for those who hold it.
  static std::shared_ptr<UnaryReply> New(grpc::ByteBuffer* out, CallLog log);

  // Whether it is sent, or the caller has gone: work for it would be in vain.
  bool IsOver() {
    MutexLock lock(mutex_);
    return sent_;
  }

  // Sends `response`, or the error. Without effect after the first time.
  void Send(const absl::Status& status,
            const google::protobuf::Message* response);

  void OnCancel() override { Send(absl::CancelledError("cancelled"), nullptr); }
  void OnDone() override;

 private:
  UnaryReply(grpc::ByteBuffer* out, CallLog log)
      : log_(std::move(log)), out_(out) {}

  const CallLog log_;
  Mutex mutex_;
  bool sent_ ABSL_GUARDED_BY(mutex_) = false;
  // gRPC's own reference.
  std::shared_ptr<UnaryReply> self_ ABSL_GUARDED_BY(mutex_);
  // Gone after the answer was sent.
  grpc::ByteBuffer* const out_;
};

class GrpcCalls {
 public:
  struct Options {
    // Whom requests may name.
    const Agents* agents = nullptr;
    // Every call of people and agents is logged, also where its caller
    // brought no trace; not how components keep their leases.
    bool log_calls = false;
    // What is refused is noted there. Null: nowhere.
    RefusedCalls* refused = nullptr;
  };
  GrpcCalls(const Authenticator* authenticator, const Options& options)
      : authenticator_(authenticator), options_(options) {}

  // `method`: a literal, as the table of access names it. Answers with what
  // `handle(request, principal, call_context, done)` gives to `done`, once.
  template <typename Request, typename Handle>
  grpc::ServerUnaryReactor* Unary(absl::string_view method, Executor* executor,
                                  grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer* in,
                                  grpc::ByteBuffer* out, Handle handle) {
    auto call = std::make_shared<Call<Request>>();
    call->method = method;
    call->context = ContextOf(method, *context);
    const std::shared_ptr<UnaryReply> reply =
        UnaryReply::New(out, CallLog(method, call->context.trace));
    absl::Status status = Admit(*context, *in, call.get());
    if (status.ok()) {
      const bool taken = executor->TrySubmit(
          [this, call, reply, handle = std::move(handle)]() mutable {
            if (reply->IsOver()) return;  // it waited too long
            handle(std::move(call->request), call->principal, call->context,
                   [this, call, reply](const auto& response) {
                     NoteIfRefused(*call, response.status());
                     reply->Send(response.status(),
                                 response.ok() ? &*response : nullptr);
                   });
          });
      if (!taken) status = QueueFull();
    }
    if (!status.ok()) {
      NoteIfRefused(*call, status);
      reply->Send(status, nullptr);
    }
    return reply.get();
  }

  // Streams what `handle(request, principal, call_context, stream)` pushes,
  // until it closes the stream.
  template <typename Request, typename Handle>
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Stream(
      absl::string_view method, Executor* executor,
      grpc::CallbackServerContext* context, const grpc::ByteBuffer* in,
      Handle handle) {
    auto call = std::make_shared<Call<Request>>();
    call->method = method;
    call->context = ContextOf(method, *context);
    const std::shared_ptr<EventStream> stream = EventStream::New(
        [this, call, log = CallLog(method, call->context.trace)](
            const absl::Status& status) {
          NoteIfRefused(*call, status);
          log.End(status);
        });
    absl::Status status = Admit(*context, *in, call.get());
    if (status.ok()) {
      const bool taken = executor->TrySubmit(
          [call, stream, handle = std::move(handle)]() mutable {
            handle(call->request, call->principal, call->context, stream);
          });
      if (!taken) status = QueueFull();
    }
    if (!status.ok()) stream->Close(status);
    return stream.get();
  }

  // Refuses a call unread: there is no room for it.
  static grpc::ServerUnaryReactor* Refuse(grpc::CallbackServerContext* context);
  static grpc::ServerWriteReactor<grpc::ByteBuffer>* RefuseStream();

  // Refuses every later call as UNAVAILABLE DRAINING.
  void Drain() { draining_ = true; }

 private:
  // What is known of a call, whatever becomes of its request.
  struct Known {
    absl::string_view method;
    Principal principal;
    std::string tenant;  // as it was named
    CallContext context;
  };
  template <typename Request>
  struct Call : Known {
    Request request;
  };

  static Caller CallerOf(const grpc::CallbackServerContext& context);
  CallContext ContextOf(absl::string_view method,
                        const grpc::CallbackServerContext& context) const;
  static absl::Status QueueFull();
  // The same, made once: refusing must cost as little as it can.
  static const grpc::Status& Full();
  // Who calls `method`. Notes it where he is nobody here.
  absl::StatusOr<Principal> Enter(
      absl::string_view method,
      const grpc::CallbackServerContext& context) const;
  void NoteIfRefused(const Known& call, const absl::Status& status) const;

  template <typename Request>
  absl::Status Admit(const grpc::CallbackServerContext& context,
                     const grpc::ByteBuffer& in, Call<Request>* call) const {
    ALHF_ASSIGN_OR_RETURN(call->principal, Enter(call->method, context));
    ALHF_RETURN_IF_ERROR(ParseMessage(in, &call->request));
    if constexpr (requires { call->request.tenant(); }) {
      call->tenant = call->request.tenant();
    }
    ALHF_RETURN_IF_ERROR(
        Authorize(call->principal, call->method, call->tenant));
    ALHF_RETURN_IF_ERROR(Validate(call->request));
    if constexpr (requires { call->request.agent(); }) {
      return options_.agents->Check(call->request.agent());
    }
    return absl::OkStatus();
  }

  const Authenticator* const authenticator_;
  const Options options_;
  std::atomic<bool> draining_ = false;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_GRPC_CALLS_H_

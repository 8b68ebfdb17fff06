#include "coordinator/registry/grpc_component_client.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "alhf/v1/agent.grpc.pb.h"
#include "alhf/v1/feedback.grpc.pb.h"
#include "base/clock.h"
#include "base/grpc_credentials.h"
#include "base/grpc_status.h"
#include "base/grpc_trace.h"
#include "base/log.h"
#include "base/mutex.h"
#include "base/status.h"

namespace alhf::coordinator {

// Counts connections, and keeps the channels of those that ended until a
// thread comes that may end them.
class GrpcConnector::Roster {
 public:
  void Begin() {
    std::vector<std::shared_ptr<grpc::Channel>> ended;
    MutexLock lock(mutex_);
    ++live_;
    ended.swap(ended_);
  }
  void End(std::shared_ptr<grpc::Channel> channel) {
    MutexLock lock(mutex_);
    ended_.push_back(std::move(channel));
    --live_;
    changed_.NotifyAll();
  }
  // Channels end here, before the last connection lets go of the roster.
  void AwaitNone() {
    std::vector<std::shared_ptr<grpc::Channel>> ended;
    MutexLock lock(mutex_);
    while (live_ > 0) changed_.Wait(mutex_);
    ended.swap(ended_);
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  size_t live_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::shared_ptr<grpc::Channel>> ended_ ABSL_GUARDED_BY(mutex_);
};

namespace {

constexpr int kMaxMessageBytes = 16 << 20;

std::shared_ptr<grpc::Channel> NewChannel(const std::string& address,
                                          const Security& security) {
  grpc::ChannelArguments args;
  // A component that restarts is used again at once, not after a minute.
  args.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  args.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 500);
  args.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 500);
  args.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  args.SetMaxReceiveMessageSize(kMaxMessageBytes);
  const auto credentials = ToCall(address, security);
  if (credentials.ok()) {
    return grpc::CreateCustomChannel(address, *credentials, args);
  }
  log::Warn("a component cannot be called",
            {{"address", address},
             {"error", std::string(credentials.status().message())}});
  return grpc::CreateCustomChannel(address, nullptr, args);  // fails each call
}

// What the client and its calls share: the last of them ends it.
class Connection {
 public:
  Connection(std::shared_ptr<GrpcConnector::Roster> roster,
             const std::string& address, const Security& security)
      : roster_(std::move(roster)),
        address_(address),
        channel_(NewChannel(address, security)),
        feedback_(v1::Feedback::NewStub(channel_)),
        agent_(v1::Agent::NewStub(channel_)) {
    roster_->Begin();
  }
  ~Connection() {
    feedback_.reset();
    agent_.reset();
    roster_->End(std::move(channel_));
  }

  v1::Feedback::Stub& feedback() { return *feedback_; }
  v1::Agent::Stub& agent() { return *agent_; }

  void Begin(grpc::ClientContext& context, const CallOptions& options) {
    context.set_deadline(
        absl::ToChronoTime(SystemClock().Now() + options.timeout));
    AddTrace(options.trace, context);
    MutexLock lock(mutex_);
    active_.insert(&context);
  }

  // Returns the call's status with a reason that says what happened.
  absl::Status End(grpc::ClientContext& context, const grpc::Status& wire) {
    {
      MutexLock lock(mutex_);
      active_.erase(&context);
    }
    const absl::Status status = FromGrpcStatus(wire);
    if (status.ok() || ReasonOf(status) != Reason::REASON_UNSPECIFIED) {
      return status;
    }
    return Explain(status);
  }

  // Cancels the calls under way; each of them still ends through `End`.
  void Close() {
    MutexLock lock(mutex_);
    for (grpc::ClientContext* context : active_) context->TryCancel();
  }

 private:
  absl::Status Explain(const absl::Status& status) const {
    const ErrorMetadata where = {{"address", address_}};
    const std::string who = absl::StrCat("the component at ", address_);
    switch (status.code()) {
      case absl::StatusCode::kCancelled:
        // One of the two ends is stopping: worth another try, like any call
        // that did not arrive.
        return Error(absl::StatusCode::kUnavailable, Reason::DRAINING,
                     absl::StrCat("the call to ", who,
                                  " was cut off: one of the two is stopping"),
                     where);
      case absl::StatusCode::kUnavailable:
        return Error(status.code(), Reason::COMPONENT_UNAVAILABLE,
                     absl::StrCat(who, " cannot be reached: is it running? (",
                                  status.message(), ")"),
                     where);
      case absl::StatusCode::kDeadlineExceeded:
        return Error(status.code(), Reason::DEADLINE,
                     absl::StrCat(who, " did not answer in time"), where);
      case absl::StatusCode::kUnimplemented:
        return Error(status.code(), Reason::NOT_IMPLEMENTED,
                     absl::StrCat(who, " does not serve this method"), where);
      default:
        return Annotate(status, who);
    }
  }

  const std::shared_ptr<GrpcConnector::Roster> roster_;
  const std::string address_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::Feedback::Stub> feedback_;
  std::unique_ptr<v1::Agent::Stub> agent_;
  Mutex mutex_;
  absl::flat_hash_set<grpc::ClientContext*> active_ ABSL_GUARDED_BY(mutex_);
};

// One call with one answer; deletes itself after its callback.
template <typename Response>
class UnaryCall {
 public:
  UnaryCall(std::shared_ptr<Connection> connection, Callback<Response> done)
      : connection_(std::move(connection)), done_(std::move(done)) {}

  // `method(context, response, callback)` starts the call.
  template <typename Method>
  void Start(const CallOptions& options, Method method) {
    connection_->Begin(context_, options);
    method(&context_, &response_,
           [this](const grpc::Status& status) { End(status); });
  }

 private:
  void End(const grpc::Status& wire) {
    const std::unique_ptr<UnaryCall> self(this);
    absl::Status status = connection_->End(context_, wire);
    if (status.ok()) {
      done_(std::move(response_));
    } else {
      done_(std::move(status));
    }
  }

  // Before the context, which holds the channel as well, and so ends first.
  const std::shared_ptr<Connection> connection_;
  grpc::ClientContext context_;
  Response response_;
  Callback<Response> done_;
};

// One `Run`; deletes itself after `done`.
class RunCall final : public grpc::ClientReadReactor<v1::RunEvent> {
 public:
  RunCall(std::shared_ptr<Connection> connection,
          absl::AnyInvocable<void(const v1::RunEvent&)> on_event,
          absl::AnyInvocable<void(absl::Status)> done)
      : connection_(std::move(connection)),
        on_event_(std::move(on_event)),
        done_(std::move(done)) {}

  void Start(const CallOptions& options, const v1::RunRequest& request) {
    connection_->Begin(context_, options);
    connection_->agent().async()->Run(&context_, &request, this);
    StartRead(&event_);
    StartCall();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    on_event_(event_);
    StartRead(&event_);
  }

  void OnDone(const grpc::Status& wire) override {
    const std::unique_ptr<RunCall> self(this);
    done_(connection_->End(context_, wire));
  }

 private:
  // Before the context, which holds the channel as well, and so ends first.
  const std::shared_ptr<Connection> connection_;
  grpc::ClientContext context_;
  v1::RunEvent event_;
  absl::AnyInvocable<void(const v1::RunEvent&)> on_event_;
  absl::AnyInvocable<void(absl::Status)> done_;
};

class GrpcComponentClient final : public ComponentClient {
 public:
  explicit GrpcComponentClient(std::shared_ptr<Connection> connection)
      : connection_(std::move(connection)) {}
  ~GrpcComponentClient() override { connection_->Close(); }

  void GetManifest(const CallOptions& options,
                   const v1::GetManifestRequest& request,
                   Callback<v1::GetManifestResponse> done) override {
    Start(options, request, std::move(done),
          [](auto* stub, auto... args) { stub->GetManifest(args...); });
  }
  void AssessFeedback(const CallOptions& options,
                      const v1::AssessFeedbackRequest& request,
                      Callback<v1::AssessFeedbackResponse> done) override {
    Start(options, request, std::move(done),
          [](auto* stub, auto... args) { stub->AssessFeedback(args...); });
  }
  void ApplyChanges(const CallOptions& options,
                    const v1::ApplyChangesRequest& request,
                    Callback<v1::ApplyChangesResponse> done) override {
    Start(options, request, std::move(done),
          [](auto* stub, auto... args) { stub->ApplyChanges(args...); });
  }
  void AdjustQuery(const CallOptions& options,
                   const v1::AdjustQueryRequest& request,
                   Callback<v1::AdjustQueryResponse> done) override {
    Start(options, request, std::move(done),
          [](auto* stub, auto... args) { stub->AdjustQuery(args...); });
  }
  void ListLessons(const CallOptions& options,
                   const v1::ListLessonsRequest& request,
                   Callback<v1::ListLessonsResponse> done) override {
    Start(options, request, std::move(done),
          [](auto* stub, auto... args) { stub->ListLessons(args...); });
  }
  void GetLesson(const CallOptions& options,
                 const v1::GetLessonRequest& request,
                 Callback<v1::Lesson> done) override {
    Start(options, request, std::move(done),
          [](auto* stub, auto... args) { stub->GetLesson(args...); });
  }
  void Run(const CallOptions& options, const v1::RunRequest& request,
           absl::AnyInvocable<void(const v1::RunEvent&)> on_event,
           absl::AnyInvocable<void(absl::Status)> done) override {
    (new RunCall(connection_, std::move(on_event), std::move(done)))
        ->Start(options, request);
  }
  void CancelCalls() override { connection_->Close(); }

 private:
  // gRPC serialises the request before the stub's method returns, so it is
  // not copied. `call` forwards to the stub's method of that name.
  template <typename Request, typename Response, typename Method>
  void Start(const CallOptions& options, const Request& request,
             Callback<Response> done, Method call) {
    auto* stub = connection_->feedback().async();
    (new UnaryCall<Response>(connection_, std::move(done)))
        ->Start(options, [&](grpc::ClientContext* context, Response* response,
                             std::function<void(grpc::Status)> end) {
          call(stub, context, &request, response, std::move(end));
        });
  }

  const std::shared_ptr<Connection> connection_;
};

}  // namespace

GrpcConnector::GrpcConnector(Security security)
    : security_(std::move(security)), roster_(std::make_shared<Roster>()) {}

GrpcConnector::~GrpcConnector() { roster_->AwaitNone(); }

std::shared_ptr<ComponentClient> GrpcConnector::Connect(
    const std::string& address) {
  return std::make_shared<GrpcComponentClient>(
      std::make_shared<Connection>(roster_, address, security_));
}

}  // namespace alhf::coordinator

#include "coordinator/registry/grpc_component_client.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <thread>
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

// A step of a call that its connector's threads bring on.
class Step {
 public:
  virtual ~Step() = default;
  void Take(bool ok) {
    given_.load(std::memory_order_acquire);
    Done(ok);
  }

 protected:
  // What gRPC's queue gives back when it has happened. The queue orders the
  // two threads; ThreadSanitizer, which does not look into libraries, sees it
  // by the flag.
  void* Give() {
    given_.store(true, std::memory_order_release);
    return this;
  }

 private:
  // `ok`: whether what was begun has happened.
  virtual void Done(bool ok) = 0;

  std::atomic<bool> given_ = false;
};

// The queue of what components answered, its threads, and a count of the
// connections that use it.
class GrpcConnector::Answers {
 public:
  Answers() {
    // As many as gRPC gives its callbacks.
    const unsigned threads =
        std::clamp(std::thread::hardware_concurrency() / 2, 2u, 16u);
    for (unsigned i = 0; i < threads; ++i) {
      threads_.emplace_back([this] { Work(); });
    }
  }
  // After the last connection.
  ~Answers() {
    {
      MutexLock lock(mutex_);
      while (live_ > 0) changed_.Wait(mutex_);
    }
    queue_.Shutdown();
    for (std::thread& thread : threads_) thread.join();
  }

  grpc::CompletionQueue* queue() { return &queue_; }

  void Begin() {
    MutexLock lock(mutex_);
    ++live_;
  }
  void End() {
    // Told under the lock: whoever waits ends it afterwards.
    MutexLock lock(mutex_);
    --live_;
    changed_.NotifyAll();
  }

 private:
  void Work() {
    void* step = nullptr;
    for (bool ok = false; queue_.Next(&step, &ok);) {
      static_cast<Step*>(step)->Take(ok);
    }
  }

  grpc::CompletionQueue queue_;
  Mutex mutex_;
  CondVar changed_;
  size_t live_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::thread> threads_;
};

namespace {

constexpr int kMaxMessageBytes = 16 << 20;

std::shared_ptr<grpc::Channel> NewChannel(const std::string& address,
                                          const Security& security) {
  grpc::ChannelArguments args;
  // A component that restarts is used again at once, not after a minute.
  args.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  args.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 500);
  args.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 200);
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
  Connection(GrpcConnector::Answers* answers, const std::string& address,
             const Security& security)
      : answers_(answers), address_(address) {
    const auto channel = NewChannel(address, security);
    feedback_ = v1::Feedback::NewStub(channel);
    agent_ = v1::Agent::NewStub(channel);
    answers_->Begin();
  }
  ~Connection() { answers_->End(); }

  v1::Feedback::Stub& feedback() { return *feedback_; }
  v1::Agent::Stub& agent() { return *agent_; }
  grpc::CompletionQueue* queue() { return answers_->queue(); }

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

  // What is said of a call that went well and brought no message.
  absl::Status Unreadable() const {
    return Error(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED,
                 absl::StrCat("the component at ", address_,
                              " answered with bytes that are no message"),
                 {{"address", address_}});
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

  GrpcConnector::Answers* const answers_;
  const std::string address_;
  std::unique_ptr<v1::Feedback::Stub> feedback_;
  std::unique_ptr<v1::Agent::Stub> agent_;
  Mutex mutex_;
  absl::flat_hash_set<grpc::ClientContext*> active_ ABSL_GUARDED_BY(mutex_);
};

// One call with one answer; deletes itself after its callback.
template <typename Response>
class UnaryCall final : public Step {
 public:
  UnaryCall(std::shared_ptr<Connection> connection, Callback<Response> done)
      : connection_(std::move(connection)), done_(std::move(done)) {}

  // `method(context, queue)` starts the call.
  template <typename Method>
  void Start(const CallOptions& options, Method method) {
    connection_->Begin(context_, options);
    answer_ = method(&context_, connection_->queue());
    answer_->Finish(&response_, &wire_, Give());
  }

 private:
  // Not `ok` with a good status: gRPC could not parse the answer.
  void Done(bool ok) override {
    const std::unique_ptr<UnaryCall> self(this);
    absl::Status status = connection_->End(context_, wire_);
    if (status.ok() && !ok) status = connection_->Unreadable();
    if (status.ok()) {
      done_(std::move(response_));
    } else {
      done_(std::move(status));
    }
  }

  // Before the context, which holds the channel as well, and so ends first.
  const std::shared_ptr<Connection> connection_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> answer_;
  Response response_;
  grpc::Status wire_;
  Callback<Response> done_;
};

// One `Run`; deletes itself after `done`.
class RunCall final : public Step {
 public:
  RunCall(std::shared_ptr<Connection> connection,
          absl::AnyInvocable<void(const v1::RunEvent&)> on_event,
          absl::AnyInvocable<void(absl::Status)> done)
      : connection_(std::move(connection)),
        on_event_(std::move(on_event)),
        done_(std::move(done)) {}

  void Start(const CallOptions& options, const v1::RunRequest& request) {
    connection_->Begin(context_, options);
    events_ = connection_->agent().PrepareAsyncRun(&context_, request,
                                                   connection_->queue());
    events_->StartCall(Give());
  }

 private:
  // One step is under way at a time.
  void Done(bool ok) override {
    if (last_) {
      const std::unique_ptr<RunCall> self(this);
      return done_(connection_->End(context_, wire_));
    }
    if (!ok) {
      last_ = true;
      return events_->Finish(&wire_, Give());
    }
    if (reading_) on_event_(event_);
    reading_ = true;
    events_->Read(&event_, Give());
  }

  // Before the context, which holds the channel as well, and so ends first.
  const std::shared_ptr<Connection> connection_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientAsyncReader<v1::RunEvent>> events_;
  v1::RunEvent event_;
  bool reading_ = false;  // the call is started
  bool last_ = false;     // its status is awaited
  grpc::Status wire_;
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
          &v1::Feedback::Stub::AsyncGetManifest);
  }
  void AssessFeedback(const CallOptions& options,
                      const v1::AssessFeedbackRequest& request,
                      Callback<v1::AssessFeedbackResponse> done) override {
    Start(options, request, std::move(done),
          &v1::Feedback::Stub::AsyncAssessFeedback);
  }
  void ApplyChanges(const CallOptions& options,
                    const v1::ApplyChangesRequest& request,
                    Callback<v1::ApplyChangesResponse> done) override {
    Start(options, request, std::move(done),
          &v1::Feedback::Stub::AsyncApplyChanges);
  }
  void AdjustQuery(const CallOptions& options,
                   const v1::AdjustQueryRequest& request,
                   Callback<v1::AdjustQueryResponse> done) override {
    Start(options, request, std::move(done),
          &v1::Feedback::Stub::AsyncAdjustQuery);
  }
  void ListLessons(const CallOptions& options,
                   const v1::ListLessonsRequest& request,
                   Callback<v1::ListLessonsResponse> done) override {
    Start(options, request, std::move(done),
          &v1::Feedback::Stub::AsyncListLessons);
  }
  void GetLesson(const CallOptions& options,
                 const v1::GetLessonRequest& request,
                 Callback<v1::Lesson> done) override {
    Start(options, request, std::move(done),
          &v1::Feedback::Stub::AsyncGetLesson);
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
  // not copied.
  template <typename Request, typename Response>
  void Start(const CallOptions& options, const Request& request,
             Callback<Response> done,
             std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> (
                 v1::Feedback::Stub::*method)(grpc::ClientContext*,
                                              const Request&,
                                              grpc::CompletionQueue*)) {
    (new UnaryCall<Response>(connection_, std::move(done)))
        ->Start(options, [&](grpc::ClientContext* context,
                             grpc::CompletionQueue* queue) {
          return (connection_->feedback().*method)(context, request, queue);
        });
  }

  const std::shared_ptr<Connection> connection_;
};

}  // namespace

GrpcConnector::GrpcConnector(Security security)
    : security_(std::move(security)), answers_(std::make_unique<Answers>()) {}

GrpcConnector::~GrpcConnector() = default;

std::shared_ptr<ComponentClient> GrpcConnector::Connect(
    const std::string& address) {
  return std::make_shared<GrpcComponentClient>(
      std::make_shared<Connection>(answers_.get(), address, security_));
}

}  // namespace alhf::coordinator

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "alhf/client/client.h"
#include "alhf/v1/coordinator.grpc.pb.h"
#include "base/clock.h"
#include "base/grpc_credentials.h"
#include "base/grpc_status.h"
#include "base/grpc_trace.h"
#include "base/home.h"
#include "base/log.h"
#include "base/mutex.h"
#include "base/status.h"
#include "base/text.h"
#include "client/src/tries.h"

namespace alhf::client {
namespace {

constexpr int kMaxMessage = 8 << 20;

// A coordinator that comes back is found within a second, not after gRPC's two
// minutes; clients of one process share no state.
grpc::ChannelArguments ChannelArguments() {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 5000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  // A socket of this machine: no proxy of the environment stands before it.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetMaxReceiveMessageSize(kMaxMessage);
  arguments.SetMaxSendMessageSize(kMaxMessage);
  return arguments;
}

google::protobuf::Duration ToProto(absl::Duration duration) {
  google::protobuf::Duration proto;
  proto.set_seconds(absl::IDivDuration(duration, absl::Seconds(1), &duration));
  proto.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(duration)));
  return proto;
}

template <typename Map>
void FillMap(const std::map<std::string, std::string>& from, Map* to) {
  for (const auto& [key, value] : from) (*to)[key] = value;
}

// Returns `given`, or the variable `name` where that is empty.
std::string Or(const std::string& given, const char* name) {
  const char* set = std::getenv(name);
  return given.empty() && set != nullptr ? set : given;
}

class GrpcClient final : public Client {
 public:
  GrpcClient(const ClientOptions& options, const std::string& address,
             const std::shared_ptr<grpc::ChannelCredentials>& credentials)
      : options_(options),
        address_(address),
        stub_(v1::Coordinator::NewStub(grpc::CreateCustomChannel(
            address, credentials, ChannelArguments()))) {
    if (!options_.sleep) options_.sleep = absl::SleepFor;
  }

  PlanResult Plan(const std::string& question,
                  const PlanOptions& options) override;
  Recorded Record(const std::string& question, const std::string& answer,
                  const RecordOptions& options) override;
  Receipt Feedback(const std::string& text, const Recorded& about,
                   const FeedbackOptions& options) override {
    v1::FeedbackRecord record;
    record.set_kind(v1::RECORD_TEXT);
    record.set_text(text);
    return Submit(std::move(record), about, options);
  }
  Receipt Thumb(bool up, const Recorded& about,
                const FeedbackOptions& options) override {
    v1::FeedbackRecord record;
    record.set_kind(v1::RECORD_THUMB);
    record.set_thumb_up(up);
    return Submit(std::move(record), about, options);
  }

 private:
  using Stub = v1::Coordinator::Stub;

  Receipt Submit(v1::FeedbackRecord record, const Recorded& about,
                 const FeedbackOptions& options);

  // Calls `method` as often as there is time for. `patient`: waits for a
  // coordinator that is not there now, where others fail at once.
  template <typename Request, typename Response>
  absl::Status Call(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Response*),
                    const char* name, const Request& request,
                    absl::Duration timeout, bool patient, Response* response) {
    const absl::Time deadline = clock_.Now() + timeout;
    Tries tries(options_.attempts, &budget_, deadline);
    TraceContext trace;
    if (options_.traceparent) trace.traceparent = options_.traceparent();
    while (true) {
      grpc::ClientContext context;
      context.set_deadline(absl::ToChronoTime(deadline));
      context.set_wait_for_ready(patient);
      AddTrace(trace, context);
      const absl::Status status =
          FromGrpcStatus((stub_.get()->*method)(&context, request, response));
      const auto pause = tries.PauseAfter(status, clock_.Now(), Jitter());
      if (!pause.has_value()) {
        Tell(name, status);
        return status;
      }
      options_.sleep(*pause);
    }
  }

  // Logs what fails: each state once, not each call, and without anybody's
  // words.
  void Tell(const std::string& method, const absl::Status& status) {
    const std::string state =
        status.ok() ? "" : absl::StatusCodeToString(status.code());
    MutexLock lock(mutex_);
    std::string& told = told_[method];
    if (told == state) return;
    told = state;
    if (status.ok()) {
      log::Info("answered again", {{"method", method}, {"address", address_}});
    } else {
      log::Warn("call fails",
                {{"method", method}, {"code", state}, {"address", address_}});
    }
  }

  double Jitter() {
    MutexLock lock(mutex_);
    return absl::Uniform(random_, 0.0, 1.0);
  }
  std::string NewId(absl::string_view prefix) {
    MutexLock lock(mutex_);
    return RandomId(prefix, random_);
  }
  const std::string& Or(const std::string& user) const {
    return user.empty() ? options_.user : user;
  }

  ClientOptions options_;
  const std::string address_;
  const std::unique_ptr<Stub> stub_;
  const SystemClock clock_;
  RetryBudget budget_;
  Mutex mutex_;
  absl::BitGen random_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, std::string> told_ ABSL_GUARDED_BY(mutex_);
};

PlanResult GrpcClient::Plan(const std::string& question,
                            const PlanOptions& options) {
  v1::ComposePlanRequest request;
  request.set_tenant(options_.tenant);
  request.set_agent(options_.agent);
  request.set_max_guidance_tokens(options.max_guidance_tokens);
  *request.mutable_components() = {options.components.begin(),
                                   options.components.end()};
  v1::Query& query = *request.mutable_query();
  query.set_text(question);
  query.set_user(Or(options.user));
  query.set_conversation_id(options.conversation_id);
  FillMap(options.labels, query.mutable_labels());
  for (const auto& [asked, answered] : options.turns) {
    v1::Turn& turn = *query.add_turns();
    turn.set_question(asked);
    turn.set_answer(answered);
  }
  if (options.after != nullptr && options.after->status.has_position()) {
    *query.mutable_min_position() = options.after->status.position();
  }
  v1::ComposePlanResponse response;
  PlanResult result;
  result.failure = Call(&Stub::ComposePlan, "ComposePlan", request,
                        options_.plan_timeout, false, &response);
  if (result.failure.ok()) result.plan.Swap(response.mutable_plan());
  return result;
}

Recorded GrpcClient::Record(const std::string& question,
                            const std::string& answer,
                            const RecordOptions& options) {
  v1::RecordExchangeRequest request;
  request.set_tenant(options_.tenant);
  request.set_agent(options_.agent);
  request.set_request_id(NewId("r-"));
  v1::Exchange& exchange = *request.mutable_exchange();
  exchange.set_question(question);
  exchange.set_answer(answer);
  exchange.set_user(Or(options.user));
  exchange.set_conversation_id(options.conversation_id);
  FillMap(options.labels, exchange.mutable_labels());
  *exchange.mutable_steps() = {options.steps.begin(), options.steps.end()};
  for (const auto& [name, passed] : options.checks) {
    v1::Check& check = *exchange.add_checks();
    check.set_name(name);
    check.set_passed(passed);
  }
  exchange.set_id(options.exchange_id);
  if (options.plan != nullptr) {
    *exchange.mutable_plan() = options.plan->plan;
    *exchange.mutable_missing() = options.plan->plan.missing();
    if (exchange.id().empty()) exchange.set_id(exchange.plan().exchange_id());
  }
  if (exchange.id().empty()) exchange.set_id(NewId("x-"));
  v1::Exchange response;
  Recorded recorded{exchange.id(), question, answer, absl::OkStatus()};
  recorded.failure = Call(&Stub::RecordExchange, "RecordExchange", request,
                          options_.record_timeout, false, &response);
  return recorded;
}

Receipt GrpcClient::Submit(v1::FeedbackRecord record, const Recorded& about,
                           const FeedbackOptions& options) {
  v1::SubmitFeedbackRequest request;
  Receipt receipt;
  receipt.request_id =
      options.request_id.empty() ? NewId("r-") : options.request_id;
  request.set_tenant(options_.tenant);
  request.set_agent(options_.agent);
  request.set_request_id(receipt.request_id);
  request.set_user(Or(options.user));
  request.set_activation(options.activation);
  request.set_wait_for(options.wait_for);
  *request.mutable_wait() = ToProto(options.wait);
  record.set_step(options.step);
  record.set_source(options.source);
  *record.mutable_assign_to() = {options.assign_to.begin(),
                                 options.assign_to.end()};
  // Question and answer, so that it is taken where the exchange is not.
  record.mutable_exchange()->set_id(about.exchange_id);
  record.mutable_exchange()->set_question(about.question);
  record.mutable_exchange()->set_answer(about.answer);
  *request.mutable_record() = std::move(record);
  v1::SubmitFeedbackResponse response;
  receipt.failure = Call(&Stub::SubmitFeedback, "SubmitFeedback", request,
                         options_.feedback_timeout, true, &response);
  if (receipt.ok()) receipt.status.Swap(response.mutable_status());
  return receipt;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Client>> Connect(const ClientOptions& options) {
  std::string address = Or(options.address, "ALHF_ADDRESS");
  if (address.empty()) address = DefaultCoordinator(HomeFolder());
  ALHF_ASSIGN_OR_RETURN(
      const auto credentials,
      ToCall(address, {.token_file = Or(options.token_file, "ALHF_TOKEN_FILE"),
                       .tls_folder = Or(options.tls_folder, "ALHF_TLS")}));
  return std::make_unique<GrpcClient>(options, address, credentials);
}

}  // namespace alhf::client

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/v1/coordinator.grpc.pb.h"
#include "base/grpc_status.h"
#include "base/status.h"
#include "base/text.h"
#include "eval/coordinator_system.h"

namespace alhf::eval {
namespace {

using Stub = v1::Coordinator::Stub;

constexpr int kMaxResponseBytes = 64 << 20;
constexpr int kPageSize = 1000;
constexpr int kTries = 3;
// Long enough for a loaded machine and a slow model; what takes longer hangs.
constexpr absl::Duration kCallTimeout = absl::Minutes(2);
constexpr absl::Duration kLearnTimeout = absl::Minutes(1);
constexpr char kUser[] = "eval";
// The capability of a component with a language model.
constexpr char kLanguageModel[] = "language_model";

bool IsPassing(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsResourceExhausted(status) ||
         absl::IsDeadlineExceeded(status) || absl::IsAborted(status);
}

v1::AskRequest RequestOf(const AskOptions& options) {
  v1::AskRequest request;
  request.set_tenant(options.tenant);
  v1::Query& query = *request.mutable_query();
  query.set_text(options.question);
  query.set_user(kUser);
  *query.mutable_now() = ToProto(options.now);
  if (options.min_position.sequence() > 0) {
    *query.mutable_min_position() = options.min_position;
  }
  *query.mutable_overlay() = options.overlay;
  query.set_dry_run(!options.keep);
  return request;
}

v1::SubmitFeedbackRequest RequestOf(const std::string& tenant,
                                    const Feedback& feedback,
                                    const Answer& answer) {
  v1::SubmitFeedbackRequest request;
  request.set_tenant(tenant);
  request.set_user(kUser);
  v1::FeedbackRecord& record = *request.mutable_record();
  record.set_kind(v1::RECORD_TEXT);
  record.set_text(feedback.text);
  record.set_source("eval");
  if (answer.exchange_id.empty()) {
    record.mutable_exchange()->set_question(answer.question);
    record.mutable_exchange()->set_answer(answer.text);
  } else {
    record.mutable_exchange()->set_id(answer.exchange_id);
  }
  for (const std::string& name : feedback.assign_to) {
    record.add_assign_to(name);
  }
  request.mutable_wait()->set_seconds(absl::ToInt64Seconds(kLearnTimeout));
  return request;
}

// Whether every component said what it thinks of a record.
absl::Status CheckAssessed(const v1::Assignment& assignment) {
  for (const v1::Assignment::Missing& each : assignment.missing()) {
    return absl::UnavailableError(absl::StrCat(
        each.component(), " could not assess it: ", each.reason()));
  }
  return absl::OkStatus();
}

// Whether everything that will be learned of a record has been.
absl::Status CheckLearned(const v1::FeedbackStatus& status) {
  ALHF_RETURN_IF_ERROR(CheckAssessed(status.assignment()));
  const bool nobody = status.state() == v1::FEEDBACK_ASSESSED &&
                      status.assignment().parts().empty();
  if (status.state() == v1::FEEDBACK_LEARNED || nobody) {
    return absl::OkStatus();
  }
  return absl::DeadlineExceededError(absl::StrCat(
      "it was not learned within ", absl::FormatDuration(kLearnTimeout)));
}

class GrpcCoordinatorSystem final : public CoordinatorSystem {
 public:
  GrpcCoordinatorSystem(std::shared_ptr<grpc::Channel> channel,
                        const Clock* clock)
      : stub_(v1::Coordinator::NewStub(std::move(channel))), clock_(clock) {}

  absl::StatusOr<Answer> Ask(const AskOptions& options) override {
    const v1::AskRequest request = RequestOf(options);
    absl::StatusOr<v1::Exchange> exchange = absl::InternalError("not asked");
    for (int i = 0; i < kTries; ++i) {
      exchange = AskOnce(request);
      if (exchange.ok() || !IsPassing(exchange.status())) break;
    }
    if (!exchange.ok()) return exchange.status();
    return AnswerOf(*exchange);
  }

  absl::StatusOr<v1::FeedbackStatus> Teach(const std::string& tenant,
                                           const Feedback& feedback,
                                           const Answer& answer) override {
    v1::SubmitFeedbackRequest request = RequestOf(tenant, feedback, answer);
    request.set_activation(v1::ACTIVATION_IMMEDIATE);
    request.set_wait_for(v1::WAIT_FOR_LEARNED);
    ALHF_ASSIGN_OR_RETURN(
        v1::SubmitFeedbackResponse response,
        Call<v1::SubmitFeedbackResponse>(&Stub::SubmitFeedback, request));
    ALHF_RETURN_IF_ERROR(CheckLearned(response.status()));
    return std::move(*response.mutable_status());
  }

  absl::StatusOr<std::vector<v1::Lesson>> Lessons(
      const std::string& tenant) override {
    v1::ListLessonsRequest request;
    request.set_tenant(tenant);
    request.set_page_size(kPageSize);
    std::vector<v1::Lesson> lessons;
    do {
      ALHF_ASSIGN_OR_RETURN(
          const v1::ListLessonsResponse response,
          Call<v1::ListLessonsResponse>(&Stub::ListLessons, request));
      for (const v1::MissingPart& part : response.missing()) {
        return absl::UnavailableError(absl::StrCat(
            part.component(), " could not list its lessons: ", part.reason()));
      }
      lessons.insert(lessons.end(), response.lessons().begin(),
                     response.lessons().end());
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return lessons;
  }

  bool deterministic() const override { return deterministic_; }

  absl::StatusOr<v1::Exchange> GetExchange(const std::string& tenant,
                                           const std::string& id) override {
    v1::GetExchangeRequest request;
    request.set_tenant(tenant);
    request.set_exchange_id(id);
    return Call<v1::Exchange>(&Stub::GetExchange, request);
  }

  absl::StatusOr<v1::Assignment> Assign(const std::string& tenant,
                                        const Feedback& feedback,
                                        const Answer& answer) override {
    v1::SubmitFeedbackRequest request = RequestOf(tenant, feedback, answer);
    request.set_activation(v1::ACTIVATION_HOLD);
    request.set_wait_for(v1::WAIT_FOR_ASSESSED);
    ALHF_ASSIGN_OR_RETURN(
        v1::SubmitFeedbackResponse response,
        Call<v1::SubmitFeedbackResponse>(&Stub::SubmitFeedback, request));
    ALHF_RETURN_IF_ERROR(CheckAssessed(response.status().assignment()));
    return std::move(*response.mutable_status()->mutable_assignment());
  }

  absl::Status Reassign(const std::string& tenant, const Feedback& feedback,
                        const Answer& answer,
                        const std::vector<std::string>& lessons) override {
    v1::SubmitFeedbackRequest request = RequestOf(tenant, feedback, answer);
    request.mutable_record()->set_kind(v1::RECORD_REASSIGN);
    request.mutable_record()->mutable_about_lessons()->Assign(lessons.begin(),
                                                              lessons.end());
    request.set_activation(v1::ACTIVATION_HOLD);
    request.set_wait_for(v1::WAIT_FOR_ASSESSED);
    ALHF_ASSIGN_OR_RETURN(
        const v1::SubmitFeedbackResponse response,
        Call<v1::SubmitFeedbackResponse>(&Stub::SubmitFeedback, request));
    return CheckAssessed(response.status().assignment());
  }

  absl::StatusOr<std::vector<v1::Manifest>> Manifests() override {
    v1::ListComponentsRequest request;
    request.set_tenant("eval");
    ALHF_ASSIGN_OR_RETURN(
        const v1::ListComponentsResponse response,
        Call<v1::ListComponentsResponse>(&Stub::ListComponents, request));
    std::vector<v1::Manifest> manifests;
    for (const v1::ComponentStatus& each : response.components()) {
      if (each.health() != v1::COMPONENT_SERVING) continue;
      manifests.push_back(each.manifest());
    }
    return manifests;
  }

  absl::StatusOr<std::vector<std::string>> ServingComponents() override {
    ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Manifest> manifests,
                          Manifests());
    std::vector<std::string> names;
    for (const v1::Manifest& manifest : manifests) {
      names.push_back(manifest.name());
      const auto& can = manifest.capabilities();
      if (std::find(can.begin(), can.end(), kLanguageModel) != can.end()) {
        deterministic_ = false;
      }
    }
    return names;
  }

 private:
  void SetDeadline(grpc::ClientContext& context) const {
    context.set_deadline(absl::ToChronoTime(clock_->Now() + kCallTimeout));
  }

  absl::StatusOr<v1::Exchange> AskOnce(const v1::AskRequest& request) {
    grpc::ClientContext context;
    SetDeadline(context);
    const auto reader = stub_->Ask(&context, request);
    absl::StatusOr<v1::Exchange> exchange =
        absl::InternalError("the coordinator ended without an answer");
    for (v1::AskEvent event; reader->Read(&event);) {
      if (event.has_answer()) exchange = std::move(*event.mutable_answer());
    }
    ALHF_RETURN_IF_ERROR(FromGrpcStatus(reader->Finish()));
    if (!exchange.ok()) return exchange;
    for (const v1::MissingPart& part : exchange->missing()) {
      return absl::UnavailableError(absl::StrCat(
          "the part of ", part.component(), " is missing: ", part.reason()));
    }
    return exchange;
  }

  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    grpc::ClientContext context;
    SetDeadline(context);
    Response response;
    const grpc::Status status = (*stub_.*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  const std::unique_ptr<Stub> stub_;
  const Clock* const clock_;
  // No component has said that a language model stands behind it.
  std::atomic<bool> deterministic_ = true;
};

}  // namespace

std::unique_ptr<CoordinatorSystem> ConnectSystem(const std::string& address,
                                                 const Clock* clock) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxResponseBytes);
  // A socket of this machine: no proxy of the environment stands before it.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  // A coordinator that has just been started is found at once.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 500);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return std::make_unique<GrpcCoordinatorSystem>(
      grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(),
                                arguments),
      clock);
}

}  // namespace alhf::eval

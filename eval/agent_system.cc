#include "eval/agent_system.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status.h"
#include "base/text.h"
#include "google/protobuf/util/json_util.h"

namespace alhf::eval {
namespace {

using nlohmann::json;

constexpr int kTries = 3;
constexpr char kUser[] = "eval";
constexpr size_t kShown = 300;

absl::Status NoCompletion(const std::string& url, const std::string& body) {
  return absl::FailedPreconditionError(
      absl::StrCat(url,
                   " answered no chat completion with "
                   "choices[0].message.content: ",
                   CutUtf8(body, kShown)));
}

std::string ToJsonText(const google::protobuf::Message& message) {
  std::string text;
  const auto status =
      google::protobuf::util::MessageToJsonString(message, &text);
  return status.ok() ? text : "{}";
}

int64_t NumberAt(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number() ? found->get<int64_t>()
                                                     : 0;
}

// Fills in what the completion says.
absl::Status Merge(const std::string& url, const std::string& body,
                   Answer& answer) {
  const json response = json::parse(body, nullptr, false);
  const json::json_pointer content("/choices/0/message/content");
  if (!response.is_object() || !response.contains(content) ||
      !response.at(content).is_string()) {
    return NoCompletion(url, body);
  }
  answer.text = response.at(content).get<std::string>();
  answer.model_calls = 1;
  if (const auto usage = response.find("usage");
      usage != response.end() && usage->is_object()) {
    answer.tokens = NumberAt(*usage, "total_tokens");
  }
  const auto own = response.find("alhf");
  if (own == response.end()) return absl::OkStatus();
  return MergeFromJson(*own, answer);
}

}  // namespace

AgentSystem::AgentSystem(AgentOptions options, HttpClient* http,
                         CoordinatorSystem* coordinator, uint64_t seed)
    : options_(std::move(options)),
      http_(http),
      coordinator_(coordinator),
      random_(seed) {}

std::string ChatUrl(const std::string& url) {
  constexpr absl::string_view kPath = "/chat/completions";
  if (absl::EndsWith(url, kPath)) return url;
  return absl::StrCat(absl::StripSuffix(url, "/"), kPath);
}

std::string AgentSystem::NewExchangeId() {
  MutexLock lock(mutex_);
  return RandomId("x-", random_);
}

std::vector<std::string> AgentSystem::HeadersFor(
    const AskOptions& options, const std::string& exchange_id) const {
  std::vector<std::string> headers = {
      absl::StrCat("X-Alhf-Address: ", options_.address),
      absl::StrCat("X-Alhf-Tenant: ", options.tenant),
      absl::StrCat("X-Alhf-User: ", kUser),
      absl::StrCat("X-Alhf-Exchange-Id: ", exchange_id),
      absl::StrCat("X-Alhf-Now: ",
                   absl::FormatTime(absl::RFC3339_sec, options.now,
                                    absl::UTCTimeZone())),
      absl::StrCat("X-Alhf-Overlay: ", ToJsonText(options.overlay))};
  if (options.min_position.sequence() > 0) {
    headers.push_back(absl::StrCat("X-Alhf-Min-Position: ",
                                   ToJsonText(options.min_position)));
  }
  if (!options_.key.empty()) {
    headers.push_back(absl::StrCat("Authorization: Bearer ", options_.key));
  }
  return headers;
}

absl::StatusOr<Answer> AgentSystem::Ask(const AskOptions& options) {
  const std::string exchange_id = NewExchangeId();
  const std::string url = ChatUrl(options_.url);
  const json request = {
      {"model", "agent"},
      {"stream", false},
      {"user", kUser},
      {"messages", {{{"role", "user"}, {"content", options.question}}}}};
  absl::StatusOr<HttpResponse> response = absl::InternalError("not asked");
  for (int i = 0; i < kTries; ++i) {
    response = http_->Post(url, HeadersFor(options, exchange_id),
                           request.dump(), options_.timeout);
    if (response.ok() && response->code != 429 && response->code < 500) break;
  }
  if (!response.ok()) return response.status();
  if (response->code != 200) {
    return absl::UnavailableError(
        absl::StrCat(url, " answered with HTTP status ", response->code, ": ",
                     CutUtf8(response->body, kShown)));
  }
  // What the agent recorded knows the steps; else there is the text alone.
  const auto recorded = coordinator_->GetExchange(options.tenant, exchange_id);
  if (!recorded.ok() && !absl::IsNotFound(recorded.status())) {
    return recorded.status();
  }
  Answer answer = recorded.ok() ? AnswerOf(*recorded) : Answer();
  answer.question = options.question;
  if (!recorded.ok() || recorded->steps().empty()) answer.answered = true;
  ALHF_RETURN_IF_ERROR(Merge(url, response->body, answer));
  return answer;
}

absl::StatusOr<v1::FeedbackStatus> AgentSystem::Teach(const std::string& tenant,
                                                      const Feedback& feedback,
                                                      const Answer& answer) {
  return coordinator_->Teach(tenant, feedback, answer);
}

absl::StatusOr<std::vector<v1::Lesson>> AgentSystem::Lessons(
    const std::string& tenant) {
  return coordinator_->Lessons(tenant);
}

}  // namespace alhf::eval

#include "sdk/model/model_endpoint.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status.h"
#include "sdk/model/openai_wire.h"

namespace alhf::sdk {
namespace {

constexpr uint32_t kUsualTimeoutMs = 30'000;
constexpr int kUsualRetries = 2;
constexpr uint64_t kUsualBytes = uint64_t{4} << 20;
// Of an error's metadata.
constexpr char kHttpStatus[] = "http_status";

absl::Status Invalid(const char* field, absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(field, what), {{"field", field}});
}

std::optional<std::string> VariableOfProcess(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

// Puts the value of the variable that is named into the field.
absl::Status Resolve(const ModelParts& parts, const std::string& variable,
                     std::string* field) {
  if (variable.empty()) return absl::OkStatus();
  auto value = parts.variable(variable);
  if (!value.has_value() || value->empty()) {
    return Invalid(variable.c_str(),
                   ": the configuration names this environment variable, and "
                   "it is not set");
  }
  *field = *std::move(value);
  return absl::OkStatus();
}

absl::Status Check(const config::v1::ModelEndpoint& config) {
  const std::string& url = config.base_url();
  if (url.empty()) return Invalid("base_url", " is missing");
  if (config.model().empty()) return Invalid("model", " is missing");
  if (absl::StartsWith(url, "https://")) return absl::OkStatus();
  if (!absl::StartsWith(url, "http://")) {
    return Invalid("base_url", " is not one of http or https");
  }
  if (config.plain_http() || IsLoopbackUrl(url)) return absl::OkStatus();
  return Invalid("base_url",
                 " would send people's words unencrypted to another host: "
                 "use https, or set plain_http");
}

ModelParts WithRealParts(ModelParts parts) {
  const RetryEnvironment real = RealRetryEnvironment();
  if (parts.http == nullptr) parts.http = MakeHttpClient();
  if (parts.clock == nullptr) parts.clock = real.clock;
  if (!parts.random) parts.random = real.random;
  if (!parts.wait) parts.wait = real.wait;
  if (!parts.variable) parts.variable = &VariableOfProcess;
  return parts;
}

RetryOptions RetriesOf(const config::v1::ModelEndpoint& config) {
  RetryOptions options;
  options.retries =
      config.retries() == 0 ? kUsualRetries : std::max(config.retries(), 0);
  return options;
}

absl::Duration TimeoutOf(const config::v1::ModelEndpoint& config) {
  return absl::Milliseconds(config.timeout_ms() == 0 ? kUsualTimeoutMs
                                                     : config.timeout_ms());
}

void AddTime(absl::Duration time, google::protobuf::Duration& sum) {
  time += absl::Seconds(sum.seconds()) + absl::Nanoseconds(sum.nanos());
  sum.set_seconds(absl::IDivDuration(time, absl::Seconds(1), &time));
  sum.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(time)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Endpoint>> Endpoint::Make(
    config::v1::ModelEndpoint config, ModelParts parts) {
  parts = WithRealParts(std::move(parts));
  ALHF_RETURN_IF_ERROR(
      Resolve(parts, config.base_url_variable(), config.mutable_base_url()));
  ALHF_RETURN_IF_ERROR(
      Resolve(parts, config.model_variable(), config.mutable_model()));
  ALHF_RETURN_IF_ERROR(
      Resolve(parts, config.key_variable(), config.mutable_key()));
  ALHF_RETURN_IF_ERROR(Check(config));
  config.set_base_url(std::string(absl::StripSuffix(config.base_url(), "/")));
  return absl::WrapUnique(new Endpoint(std::move(config), std::move(parts)));
}

Endpoint::Endpoint(config::v1::ModelEndpoint config, ModelParts parts)
    : config_(std::move(config)),
      key_(config_.key()),
      http_(std::move(parts.http)),
      clock_(parts.clock),
      retrier_(RetriesOf(config_),
               {parts.clock, std::move(parts.random), std::move(parts.wait)}) {
  config_.clear_key();
}

absl::Status Endpoint::ErrorOf(const HttpResponse& response) const {
  const int status = response.status;
  const bool full = status == 429;
  const bool away = (status >= 500 && status != 501) || status == 408;
  const absl::StatusCode code = full   ? absl::StatusCode::kResourceExhausted
                                : away ? absl::StatusCode::kUnavailable
                                       : absl::StatusCode::kFailedPrecondition;
  const std::string said = ErrorText(response.body);
  absl::Status error = Error(
      code, full || away ? Reason::MODEL_UNAVAILABLE : Reason::MODEL_REFUSED,
      absl::StrCat(config_.base_url(), " answered with HTTP status ", status,
                   said.empty() ? "" : ": ", said),
      {{kHttpStatus, absl::StrCat(status)}});
  const auto again = response.headers.find("retry-after");
  if (again == response.headers.end()) return error;
  return WithRetryDelay(std::move(error),
                        ParseRetryAfter(again->second, clock_->Now()));
}

absl::Status Endpoint::Post(
    const PostCall& call, v1::ModelUsage& usage,
    absl::FunctionRef<absl::Status(const HttpResponse&)> take) {
  HttpRequest request;
  request.url = absl::StrCat(config_.base_url(), call.path);
  request.headers = {{"Content-Type", "application/json"},
                     {"Accept", config_.stream() ? "text/event-stream, "
                                                   "application/json"
                                                 : "application/json"}};
  if (!key_.empty()) {
    request.headers.emplace_back("Authorization",
                                 absl::StrCat("Bearer ", key_));
  }
  if (!call.traceparent.empty()) {
    request.headers.emplace_back("traceparent", call.traceparent);
  }
  request.body = call.body;
  request.max_bytes = config_.max_response_bytes() == 0
                          ? kUsualBytes
                          : config_.max_response_bytes();
  request.on_data = call.on_data;
  request.cancelled = call.cancelled;
  usage.set_model(config_.model());
  const absl::Time start = clock_->Now();
  const absl::Status done =
      retrier_.Call(std::min(call.deadline - start, TimeoutOf(config_)),
                    [&](absl::Duration left) {
                      request.timeout = left;
                      usage.set_calls(usage.calls() + 1);
                      if (call.begin) call.begin();
                      const auto response = http_->Post(request);
                      absl::Status status = !response.ok() ? response.status()
                                            : response->status / 100 == 2
                                                ? take(*response)
                                                : ErrorOf(*response);
                      if (status.ok() || !call.spoiled || !call.spoiled())
                        return status;
                      return Error(absl::StatusCode::kAborted, ReasonOf(status),
                                   status.message());
                    });
  AddTime(clock_->Now() - start, *usage.mutable_time());
  return done;
}

int HttpStatusOf(const absl::Status& status) {
  const auto info = ErrorInfoOf(status);
  if (!info.has_value()) return 0;
  const auto code = info->metadata().find(kHttpStatus);
  int number = 0;
  return code != info->metadata().end() &&
                 absl::SimpleAtoi(code->second, &number)
             ? number
             : 0;
}

}  // namespace alhf::sdk

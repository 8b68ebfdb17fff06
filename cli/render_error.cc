#include "cli/render_error.h"

#include <map>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "alhf/rpc/v1/errors.pb.h"
#include "base/status.h"
#include "cli/json.h"
#include "cli/terminal_text.h"
#include "google/protobuf/struct.pb.h"

namespace alhf::cli {
namespace {

constexpr absl::string_view kBadRequestUrl =
    "type.googleapis.com/google.rpc.BadRequest";

// An answer of the coordinator always names its reason; without one nobody
// answered.
bool IsUnreachable(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable &&
         !ErrorInfoOf(status).has_value();
}

// Returns what is wrong by field: of the BadRequest, else the one field that
// the ErrorInfo names.
std::map<std::string, std::string> FieldsOf(const absl::Status& status) {
  std::map<std::string, std::string> fields;
  if (const auto payload = status.GetPayload(kBadRequestUrl)) {
    rpc::v1::BadRequest request;
    if (request.ParseFromString(std::string(*payload))) {
      for (const auto& violation : request.field_violations()) {
        fields[violation.field()] = violation.description();
      }
    }
  }
  if (const auto info = ErrorInfoOf(status); info && fields.empty()) {
    const auto field = info->metadata().find("field");
    if (field != info->metadata().end()) fields[field->second] = "";
  }
  return fields;
}

// Returns what to do about `reason`, or nothing where the message says it.
std::string AdviceFor(Reason reason, const ErrorContext& context) {
  const std::string& alhf = context.program;
  switch (reason) {
    case Reason::REQUEST_ID_REUSED:
      return "give this one another --request-id, or none";
    case Reason::EXCHANGE_NOT_FOUND:
      return absl::StrCat(alhf,
                          " exchanges lists them; feedback on one that is not "
                          "among them brings --question and --answer");
    case Reason::RECORD_NOT_FOUND:
      return absl::StrCat(alhf, " records lists them");
    case Reason::LESSON_NOT_FOUND:
      return absl::StrCat(alhf, " lessons lists them");
    case Reason::LESSON_STATE:
      return absl::StrCat(alhf, " lesson ID shows the state it is in");
    case Reason::COMPONENT_NOT_FOUND:
    case Reason::COMPONENT_UNAVAILABLE:
    case Reason::COMPONENT_FAILED:
      return absl::StrCat(alhf, " components shows who is there");
    case Reason::ENTRY_NOT_PARKED:
      return absl::StrCat(alhf, " status shows what is parked");
    case Reason::ETAG_MISMATCH:
      return "somebody else changed it: look at it again, then decide";
    case Reason::POSITION_STALE:
      return absl::StrCat(
          "the components are behind: try again, or see the lag with ", alhf,
          " components");
    case Reason::POSITION_AHEAD:
      return absl::StrCat(alhf, " status shows the end of the log");
    case Reason::PAGE_TOKEN_INVALID:
      return "list from the start, without --page-token";
    case Reason::PERMISSION:
      return "check --tenant and --user";
    case Reason::UNAUTHENTICATED:
      return "check --token-file";
    case Reason::QUEUE_FULL:
    case Reason::DRAINING:
      return "try again";
    default:
      return "";
  }
}

std::string Advice(const absl::Status& status, const ErrorContext& context) {
  if (IsUnreachable(status)) {
    return "start the system with deploy/quickstart, or name another address "
           "with --address or ALHF_ADDRESS";
  }
  std::string advice = AdviceFor(ReasonOf(status), context);
  if (const auto delay = RetryDelayOf(status)) {
    return absl::StrCat("try again in ", absl::FormatDuration(*delay));
  }
  if (advice.empty() && ExitCodeOf(status) == ExitCode::kTimeout) {
    advice = "give it longer with --timeout";
  }
  return advice;
}

std::string Message(const absl::Status& status, const ErrorContext& context) {
  if (IsUnreachable(status)) {
    // The transport knows whether nobody listens or a certificate is wrong.
    const std::string why = OneLine(status.message());
    return absl::StrCat("the coordinator at ", OneLine(context.address),
                        " cannot be reached", why.empty() ? "" : ": ", why);
  }
  if (status.code() == absl::StatusCode::kDeadlineExceeded &&
      !ErrorInfoOf(status).has_value()) {
    return "no answer within the timeout";
  }
  return OneLine(status.message());
}

}  // namespace

ExitCode ExitCodeOf(const absl::Status& status) {
  if (IsUnreachable(status)) return ExitCode::kUnreachable;
  if (status.code() == absl::StatusCode::kDeadlineExceeded) {
    return ExitCode::kTimeout;
  }
  return ExitCode::kRefused;
}

std::string RenderError(const absl::Status& status,
                        const ErrorContext& context) {
  const auto info = ErrorInfoOf(status);
  std::string text = absl::StrCat(
      "alhf: ", Message(status, context), " (",
      absl::StatusCodeToString(status.code()),
      info.has_value() ? absl::StrCat(" ", OneLine(info->reason())) : "",
      ")\n");
  for (const auto& [field, problem] : FieldsOf(status)) {
    absl::StrAppend(&text, "  field: ", OneLine(field),
                    problem.empty() ? "" : ": ", OneLine(problem), "\n");
  }
  if (const std::string advice = Advice(status, context); !advice.empty()) {
    absl::StrAppend(&text, "  what to do: ", advice, "\n");
  }
  if (!context.request_id.empty() && ExitCodeOf(status) != ExitCode::kRefused) {
    absl::StrAppend(&text, "  sent again with --request-id ",
                    ShellQuote(context.request_id), " nothing is done twice\n");
  }
  return text;
}

std::string RenderErrorJson(const absl::Status& status) {
  google::protobuf::Struct error;
  const auto set = [](google::protobuf::Struct& target, const std::string& name,
                      absl::string_view value) {
    // A message of the wire may be anything; JSON is UTF-8.
    (*target.mutable_fields())[name].set_string_value(Printable(value));
  };
  set(error, "code", absl::StatusCodeToString(status.code()));
  set(error, "message", status.message());
  if (const auto info = ErrorInfoOf(status)) {
    set(error, "reason", info->reason());
    auto* metadata =
        (*error.mutable_fields())["metadata"].mutable_struct_value();
    for (const auto& [name, value] : info->metadata()) {
      set(*metadata, name, value);
    }
  }
  if (const auto fields = FieldsOf(status); !fields.empty()) {
    auto* target = (*error.mutable_fields())["fields"].mutable_struct_value();
    for (const auto& [field, problem] : fields) set(*target, field, problem);
  }
  google::protobuf::Struct line;
  *(*line.mutable_fields())["error"].mutable_struct_value() = error;
  return ToJsonLine(line).value_or("{}\n");
}

}  // namespace alhf::cli

#include "sdk/model/completion_reader.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::sdk {
namespace {

constexpr absl::string_view kEndOfStream = "[DONE]";

std::string ContentType(const HttpResponse& response) {
  const auto found = response.headers.find("content-type");
  return found == response.headers.end() ? ""
                                         : absl::AsciiStrToLower(found->second);
}

}  // namespace

absl::Status CheckIsJson(const HttpResponse& response) {
  const std::string type = ContentType(response);
  if (absl::StrContains(type, "json")) return absl::OkStatus();
  return AnswerInvalid(
      absl::StrCat("with content type \"", type,
                   "\" and not JSON: is base_url the API's, with its /v1?"));
}

void CompletionReader::OnData(absl::string_view bytes) {
  raw_.append(bytes.data(), bytes.size());
  for (const std::string& event : events_.Feed(bytes)) {
    if (event == kEndOfStream) ended_ = true;
    if (ended_ || !broken_.ok()) return;
    const size_t known = reply_.text.size();
    broken_ = TakeChunk(event, reply_);
    if (on_text_ && reply_.text.size() > known) {
      on_text_(absl::string_view(reply_.text).substr(known));
    }
  }
}

absl::Status CompletionReader::End(const HttpResponse& response) {
  if (!absl::StrContains(ContentType(response), "event-stream")) {
    ALHF_RETURN_IF_ERROR(CheckIsJson(response));
    ALHF_ASSIGN_OR_RETURN(reply_,
                          ParseChat(raw_.empty() ? response.body : raw_));
    return absl::OkStatus();
  }
  ALHF_RETURN_IF_ERROR(broken_);
  if (ended_ || !reply_.finish_reason.empty()) return absl::OkStatus();
  return Error(absl::StatusCode::kUnavailable, Reason::MODEL_UNAVAILABLE,
               "the model's answer broke off before its end");
}

}  // namespace alhf::sdk

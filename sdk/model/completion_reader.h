// Reads one chat completion as it arrives, whole or in events.
//
// Thread safety: thread-compatible.
#ifndef ALHF_SDK_MODEL_COMPLETION_READER_H_
#define ALHF_SDK_MODEL_COMPLETION_READER_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/model/http_client.h"
#include "sdk/model/openai_wire.h"
#include "sdk/model/sse_reader.h"

namespace alhf::sdk {

class CompletionReader {
 public:
  // `on_text`, where it is set, gets the text as it comes in events.
  explicit CompletionReader(std::function<void(absl::string_view)> on_text)
      : on_text_(std::move(on_text)) {}

  // Takes a part of a body that is streamed.
  void OnData(absl::string_view bytes);

  // Ends with the response, whose body is empty where it was streamed. An
  // endpoint that was asked to stream may answer whole.
  // INTERNAL MODEL_ANSWER_INVALID: it is no completion; UNAVAILABLE
  //   MODEL_UNAVAILABLE: it broke off.
  absl::Status End(const HttpResponse& response);

  const ChatReply& reply() const { return reply_; }

 private:
  const std::function<void(absl::string_view)> on_text_;
  std::string raw_;
  SseReader events_;
  ChatReply reply_;
  absl::Status broken_;
  bool ended_ = false;
};

// Returns whether `response` says that it is JSON. INTERNAL
// MODEL_ANSWER_INVALID: it does not.
absl::Status CheckIsJson(const HttpResponse& response);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_COMPLETION_READER_H_

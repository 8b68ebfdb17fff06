#include "alhf/sdk/model/model_stage.h"

namespace alhf::sdk {

absl::StatusOr<std::string> ModelSession::AskText(
    const std::vector<ChatMessage>& messages) {
  ChatRequest request;
  request.messages = messages;
  request.deadline = deadline_;
  request.traceparent = traceparent_;
  request.on_text = on_text_;
  return model_.Chat(request, usage_);
}

absl::Status ModelSession::AskJson(std::vector<ChatMessage>& messages,
                                   google::protobuf::Message& answer) {
  ChatRequest request;
  request.messages = std::move(messages);
  request.deadline = deadline_;
  request.traceparent = traceparent_;
  const absl::Status asked = sdk::AskJson(model_, request, answer, usage_);
  messages = std::move(request.messages);
  return asked;
}

}  // namespace alhf::sdk

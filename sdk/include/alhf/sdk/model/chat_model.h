// A language model that answers: messages in, text out.
//
//   ALHF_ASSIGN_OR_RETURN(const std::unique_ptr<ChatModel> model,
//                         MakeChatModel(config.chat()));      // openai.h
//   ChatRequest request;
//   request.messages = {{ChatRole::kUser, "What is a berth?"}};
//   v1::ModelUsage usage;
//   ALHF_ASSIGN_OR_RETURN(const std::string text,
//                         model->Chat(request, usage));
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_SDK_MODEL_CHAT_MODEL_H_
#define ALHF_SDK_MODEL_CHAT_MODEL_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "google/protobuf/message.h"

namespace alhf::sdk {

enum class ChatRole { kSystem, kUser, kAssistant };

struct ChatMessage {
  ChatRole role = ChatRole::kUser;
  std::string text;
};

struct ChatRequest {
  std::vector<ChatMessage> messages;
  // Optional. The answer shall be JSON of this schema (draft 2020-12). The
  // model may fail to: see `AskJson`.
  std::string json_schema;
  // A name for the schema, [A-Za-z0-9_-]+.
  std::string schema_name;
  // The configuration's time limit holds as well.
  absl::Time deadline = absl::InfiniteFuture();
  // Optional. W3C trace context, sent as the header `traceparent`.
  std::string traceparent;
  // Optional, where the endpoint streams. Gets the text as it is written;
  // a call that broke after some of it is not tried again.
  std::function<void(absl::string_view)> on_text;
  // Optional. True ends the call, within about a second.
  std::function<bool()> cancelled;
};

class ChatModel {
 public:
  virtual ~ChatModel() = default;

  // As the configuration names it.
  virtual const std::string& name() const = 0;

  // Returns the answer, never empty, and adds what it cost to `usage`, also
  // where it failed.
  //
  // UNAVAILABLE, RESOURCE_EXHAUSTED MODEL_UNAVAILABLE: away, or without room,
  //   after all retries; ABORTED MODEL_UNAVAILABLE: so after some `on_text`;
  //   DEADLINE_EXCEEDED DEADLINE; CANCELLED;
  // FAILED_PRECONDITION MODEL_REFUSED: the endpoint or the model refuses;
  // INTERNAL MODEL_ANSWER_INVALID: no chat completion, or one that was cut at
  //   the limit of tokens.
  virtual absl::StatusOr<std::string> Chat(const ChatRequest& request,
                                           v1::ModelUsage& usage) = 0;
};

// Asks for JSON that fills `answer`, whose every field the model must set: sets
// schema and its name, takes the first object out of what else the model says,
// and asks once more, with what was wrong, where that does not fit. What the
// model said at last is added to `request.messages`.
//
// Errors of `ChatModel::Chat`; INTERNAL MODEL_ANSWER_INVALID: it did not fit
//   the second time either.
absl::Status AskJson(ChatModel& model, ChatRequest& request,
                     google::protobuf::Message& answer, v1::ModelUsage& usage);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_CHAT_MODEL_H_

// One call of the simulated model: what a request to /v1/chat/completions asks
// for, read out of its prompt and its schema, and nothing else.
//
// Thread safety: plain values and pure functions.
#ifndef ALHF_EVAL_SIMULATOR_CHAT_CALL_H_
#define ALHF_EVAL_SIMULATOR_CHAT_CALL_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf::eval {

// What is to be written, known by the schema of the answer.
enum class ChatKind { kText, kSql, kPassages, kAssessment };

struct ChatCall {
  ChatKind kind = ChatKind::kText;
  bool streams = false;
  // Of the fence "question".
  std::string question;
  // The lines of the fence "lessons", without their ids.
  std::vector<std::string> lessons;
  // Sources of the numbered passages, in order.
  std::vector<std::string> sources;
  size_t wanted_passages = 0;
  // Of the fences "feedback" and "component", of an assessment.
  std::string feedback;
  std::string component;
  // Of the whole prompt, and of the guidance in it.
  size_t prompt_bytes = 0;
  size_t guidance_bytes = 0;
};

// INVALID_ARGUMENT: the body is no request for a chat completion.
absl::StatusOr<ChatCall> ReadChatCall(absl::string_view body);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SIMULATOR_CHAT_CALL_H_

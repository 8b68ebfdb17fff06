// The bodies of OpenAI's chat completions and embeddings API, as text. The
// bytes of a request depend on nothing but what is asked, in a fixed order, so
// that prompt caches and recordings hit.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_MODEL_OPENAI_WIRE_H_
#define ALHF_SDK_MODEL_OPENAI_WIRE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/config/v1/model.pb.h"
#include "alhf/sdk/model/chat_model.h"

namespace alhf::sdk {

// What came of a completion.
struct ChatReply {
  std::string text;
  // "stop", "length", …; empty: it has not ended.
  std::string finish_reason;
  // The model's own words on why it does not answer.
  std::string refusal;
  uint64_t prompt_tokens = 0;
  uint64_t completion_tokens = 0;
};

// How a schema is asked for.
enum class JsonFormat { kSchema, kObject, kPrompt };

// Returns the request's body. With kPrompt the schema is said in words only.
std::string ChatBody(const config::v1::ModelEndpoint& endpoint,
                     const ChatRequest& request, JsonFormat format);

// Returns the completion in `body`. INTERNAL MODEL_ANSWER_INVALID: there is
// none.
absl::StatusOr<ChatReply> ParseChat(absl::string_view body);

// Adds one event of a streamed completion to `reply`. Errors as `ParseChat`;
// UNAVAILABLE MODEL_UNAVAILABLE: the event is an error of the endpoint.
absl::Status TakeChunk(absl::string_view data, ChatReply& reply);

// Returns whether the reply is an answer, or why it is none:
// FAILED_PRECONDITION MODEL_REFUSED or INTERNAL MODEL_ANSWER_INVALID.
absl::Status CheckReply(const ChatReply& reply);

struct EmbeddingReply {
  std::vector<std::vector<float>> vectors;
  uint64_t prompt_tokens = 0;
};

std::string EmbeddingBody(const config::v1::ModelEndpoint& endpoint,
                          const std::vector<std::string>& texts);
// Returns `count` vectors of one length. INTERNAL MODEL_ANSWER_INVALID: the
// body has not.
absl::StatusOr<EmbeddingReply> ParseEmbeddings(absl::string_view body,
                                               size_t count);

// Returns what an error's body says, cut to 200 bytes; empty: nothing.
std::string ErrorText(absl::string_view body);

// Returns the error of an answer that is not what was asked for.
absl::Status AnswerInvalid(absl::string_view what);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_OPENAI_WIRE_H_

#include "sdk/model/openai_wire.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"

namespace alhf::sdk {
namespace {

using Json = nlohmann::ordered_json;

constexpr uint32_t kUsualTokens = 1024;
constexpr size_t kShownError = 200;

// None of these throws, whatever came: a type is looked at before it is used.
Json Parse(absl::string_view text) {
  return Json::parse(text.begin(), text.end(), nullptr,
                     /*allow_exceptions=*/false);
}

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json& At(const Json& json, const char* name) {
  static const auto* const kNull = new Json();
  if (!json.is_object()) return *kNull;
  const auto found = json.find(name);
  return found == json.end() ? *kNull : *found;
}

const Json& First(const Json& json) {
  static const auto* const kNull = new Json();
  return json.is_array() && !json.empty() ? json[0] : *kNull;
}

std::string Text(const Json& json) {
  return json.is_string() ? json.get_ref<const std::string&>() : "";
}

uint64_t Number(const Json& json) {
  return json.is_number_unsigned() ? json.get<uint64_t>() : 0;
}

const char* NameOf(ChatRole role) {
  switch (role) {
    case ChatRole::kSystem:
      return "system";
    case ChatRole::kUser:
      return "user";
    case ChatRole::kAssistant:
      return "assistant";
  }
  return "user";
}

Json FormatOf(const ChatRequest& request, JsonFormat format) {
  if (format == JsonFormat::kObject) return {{"type", "json_object"}};
  Json schema;
  schema["name"] = request.schema_name;
  schema["strict"] = true;
  schema["schema"] = Parse(request.json_schema);
  return {{"type", "json_schema"}, {"json_schema", std::move(schema)}};
}

// Where the schema is not sent as such, the last message says it.
Json MessagesOf(const ChatRequest& request, bool say_schema) {
  Json messages = Json::array();
  for (const ChatMessage& message : request.messages) {
    Json each;
    each["role"] = NameOf(message.role);
    each["content"] = message.text;
    messages.push_back(std::move(each));
  }
  if (say_schema && !messages.empty()) {
    messages.back()["content"] = absl::StrCat(
        request.messages.back().text,
        "\n\nAnswer with one JSON object of this schema and with nothing "
        "else:\n",
        request.json_schema);
  }
  return messages;
}

void TakeUsage(const Json& usage, ChatReply& reply) {
  if (!usage.is_object()) return;
  reply.prompt_tokens = Number(At(usage, "prompt_tokens"));
  reply.completion_tokens = Number(At(usage, "completion_tokens"));
}

}  // namespace

absl::Status AnswerInvalid(absl::string_view what) {
  return Error(absl::StatusCode::kInternal, Reason::MODEL_ANSWER_INVALID,
               absl::StrCat("the model's endpoint answered ", what));
}

std::string ChatBody(const config::v1::ModelEndpoint& endpoint,
                     const ChatRequest& request, JsonFormat format) {
  Json body;
  body["model"] = endpoint.model();
  body["messages"] = MessagesOf(
      request, !request.json_schema.empty() && format != JsonFormat::kSchema);
  const double temperature =
      endpoint.has_temperature() ? endpoint.temperature() : 0;
  if (temperature >= 0) body["temperature"] = temperature;
  if (endpoint.has_seed()) body["seed"] = endpoint.seed();
  body[endpoint.max_tokens_field().empty() ? "max_tokens"
                                           : endpoint.max_tokens_field()] =
      endpoint.max_answer_tokens() == 0 ? kUsualTokens
                                        : endpoint.max_answer_tokens();
  if (!request.json_schema.empty() && format != JsonFormat::kPrompt) {
    body["response_format"] = FormatOf(request, format);
  }
  if (endpoint.stream()) {
    body["stream"] = true;
    body["stream_options"] = {{"include_usage", true}};
  }
  return Dump(body);
}

absl::StatusOr<ChatReply> ParseChat(absl::string_view body) {
  const Json json = Parse(body);
  const Json& choice = First(At(json, "choices"));
  const Json& message = At(choice, "message");
  if (!message.is_object()) return AnswerInvalid("no chat completion");
  ChatReply reply;
  reply.text = Text(At(message, "content"));
  reply.refusal = Text(At(message, "refusal"));
  reply.finish_reason = Text(At(choice, "finish_reason"));
  TakeUsage(At(json, "usage"), reply);
  return reply;
}

absl::Status TakeChunk(absl::string_view data, ChatReply& reply) {
  const Json json = Parse(data);
  if (!json.is_object()) return AnswerInvalid("a stream that is not JSON");
  if (!At(json, "error").is_null()) {
    return Error(
        absl::StatusCode::kUnavailable, Reason::MODEL_UNAVAILABLE,
        absl::StrCat("the model's endpoint broke off: ", ErrorText(data)));
  }
  const Json& choice = First(At(json, "choices"));
  const Json& delta = At(choice, "delta");
  reply.text += Text(At(delta, "content"));
  reply.refusal += Text(At(delta, "refusal"));
  const std::string finished = Text(At(choice, "finish_reason"));
  if (!finished.empty()) reply.finish_reason = finished;
  TakeUsage(At(json, "usage"), reply);
  return absl::OkStatus();
}

absl::Status CheckReply(const ChatReply& reply) {
  if (!reply.refusal.empty() || reply.finish_reason == "content_filter") {
    return Error(absl::StatusCode::kFailedPrecondition, Reason::MODEL_REFUSED,
                 absl::StrCat("the model declines to answer: ",
                              CutUtf8(reply.refusal, kShownError)));
  }
  if (reply.finish_reason == "length") {
    return AnswerInvalid(
        "a text that was cut at its limit of tokens: raise max_answer_tokens");
  }
  if (reply.text.empty()) return AnswerInvalid("without a text");
  return absl::OkStatus();
}

std::string EmbeddingBody(const config::v1::ModelEndpoint& endpoint,
                          const std::vector<std::string>& texts) {
  Json body;
  body["model"] = endpoint.model();
  body["input"] = texts;
  body["encoding_format"] = "float";
  return Dump(body);
}

absl::StatusOr<EmbeddingReply> ParseEmbeddings(absl::string_view body,
                                               size_t count) {
  const Json json = Parse(body);
  const Json& data = At(json, "data");
  if (!data.is_array() || data.size() != count) {
    return AnswerInvalid(absl::StrCat("without ", count, " embeddings"));
  }
  EmbeddingReply reply;
  reply.vectors.resize(count);
  for (size_t i = 0; i < count; ++i) {
    const Json& index = At(data[i], "index");
    const uint64_t at = index.is_null() ? i : Number(index);
    const Json& numbers = At(data[i], "embedding");
    if (at >= count || !numbers.is_array() || numbers.empty() ||
        !reply.vectors[at].empty()) {
      return AnswerInvalid("embeddings that do not fit the texts");
    }
    for (const Json& number : numbers) {
      const float value = number.is_number() ? number.get<float>() : NAN;
      if (!std::isfinite(value)) return AnswerInvalid("a vector of no numbers");
      reply.vectors[at].push_back(value);
    }
    if (reply.vectors[at].size() != At(data[0], "embedding").size()) {
      return AnswerInvalid("vectors of several lengths");
    }
  }
  reply.prompt_tokens = Number(At(At(json, "usage"), "prompt_tokens"));
  return reply;
}

std::string ErrorText(absl::string_view body) {
  const Json json = Parse(body);
  const Json& error = At(json, "error");
  std::string text =
      error.is_string() ? Text(error) : Text(At(error, "message"));
  if (text.empty()) text = Text(At(json, "message"));
  return IsUtf8(text) ? CutUtf8(text, kShownError) : "";
}

}  // namespace alhf::sdk

#include "alhf/sdk/model/openai.h"

#include <atomic>
#include <utility>

#include "base/status.h"
#include "sdk/model/completion_reader.h"
#include "sdk/model/model_endpoint.h"
#include "sdk/model/openai_wire.h"

namespace alhf::sdk {
namespace {

using config::v1::ModelEndpoint;

// Whether the endpoint said that it does not take such a request.
bool TakesNoSuchRequest(const absl::Status& status) {
  const int code = HttpStatusOf(status);
  return code == 400 || code == 422;
}

class OpenAiChatModel final : public ChatModel {
 public:
  explicit OpenAiChatModel(std::unique_ptr<Endpoint> endpoint)
      : endpoint_(std::move(endpoint)), name_(endpoint_->config().model()) {}

  const std::string& name() const override { return name_; }

  absl::StatusOr<std::string> Chat(const ChatRequest& request,
                                   v1::ModelUsage& usage) override {
    const JsonFormat format = FormatNow();
    auto answer = ChatIn(format, request, usage);
    if (request.json_schema.empty() || format != JsonFormat::kSchema ||
        endpoint_->config().json_answers() != ModelEndpoint::AUTOMATIC ||
        !TakesNoSuchRequest(answer.status())) {
      return answer;
    }
    answer = ChatIn(JsonFormat::kPrompt, request, usage);
    if (answer.ok()) schema_refused_ = true;
    return answer;
  }

 private:
  JsonFormat FormatNow() const {
    switch (endpoint_->config().json_answers()) {
      case ModelEndpoint::OBJECT:
        return JsonFormat::kObject;
      case ModelEndpoint::PROMPT:
        return JsonFormat::kPrompt;
      default:
        return schema_refused_ ? JsonFormat::kPrompt : JsonFormat::kSchema;
    }
  }

  absl::StatusOr<std::string> ChatIn(JsonFormat format,
                                     const ChatRequest& request,
                                     v1::ModelUsage& usage) {
    const bool streams = endpoint_->config().stream();
    bool told = false;
    std::function<void(absl::string_view)> on_text;
    if (request.on_text) {
      on_text = [&](absl::string_view text) {
        told = true;
        request.on_text(text);
      };
    }
    std::optional<CompletionReader> reader;
    Endpoint::PostCall call;
    call.path = "/chat/completions";
    call.body = ChatBody(endpoint_->config(), request, format);
    call.deadline = request.deadline;
    call.traceparent = request.traceparent;
    call.begin = [&] { reader.emplace(on_text); };
    if (streams) {
      call.on_data = [&](absl::string_view bytes) {
        reader->OnData(bytes);
        return true;
      };
    }
    call.cancelled = request.cancelled;
    call.spoiled = [&told] { return told; };
    ALHF_RETURN_IF_ERROR(
        endpoint_->Post(call, usage, [&](const HttpResponse& response) {
          ALHF_RETURN_IF_ERROR(reader->End(response));
          const ChatReply& reply = reader->reply();
          usage.set_prompt_tokens(usage.prompt_tokens() + reply.prompt_tokens);
          usage.set_completion_tokens(usage.completion_tokens() +
                                      reply.completion_tokens);
          return CheckReply(reply);
        }));
    return reader->reply().text;
  }

  const std::unique_ptr<Endpoint> endpoint_;
  const std::string name_;
  // The endpoint has no JSON schemas.
  std::atomic<bool> schema_refused_ = false;
};

class OpenAiEmbeddingModel final : public EmbeddingModel {
 public:
  explicit OpenAiEmbeddingModel(std::unique_ptr<Endpoint> endpoint)
      : endpoint_(std::move(endpoint)), name_(endpoint_->config().model()) {}

  const std::string& name() const override { return name_; }

  absl::StatusOr<std::vector<std::vector<float>>> Embed(
      const std::vector<std::string>& texts, absl::Time deadline,
      v1::ModelUsage& usage) override {
    EmbeddingReply reply;
    if (texts.empty()) return reply.vectors;
    Endpoint::PostCall call;
    call.path = "/embeddings";
    call.body = EmbeddingBody(endpoint_->config(), texts);
    call.deadline = deadline;
    ALHF_RETURN_IF_ERROR(endpoint_->Post(
        call, usage, [&](const HttpResponse& response) -> absl::Status {
          ALHF_RETURN_IF_ERROR(CheckIsJson(response));
          ALHF_ASSIGN_OR_RETURN(reply,
                                ParseEmbeddings(response.body, texts.size()));
          usage.set_prompt_tokens(usage.prompt_tokens() + reply.prompt_tokens);
          return absl::OkStatus();
        }));
    return std::move(reply.vectors);
  }

 private:
  const std::unique_ptr<Endpoint> endpoint_;
  const std::string name_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ChatModel>> MakeChatModel(
    const ModelEndpoint& config, ModelParts parts) {
  ALHF_ASSIGN_OR_RETURN(auto endpoint,
                        Endpoint::Make(config, std::move(parts)));
  return std::make_unique<OpenAiChatModel>(std::move(endpoint));
}

absl::StatusOr<std::unique_ptr<EmbeddingModel>> MakeEmbeddingModel(
    const ModelEndpoint& config, ModelParts parts) {
  ModelEndpoint whole = config;
  whole.set_stream(false);
  ALHF_ASSIGN_OR_RETURN(auto endpoint,
                        Endpoint::Make(std::move(whole), std::move(parts)));
  return std::make_unique<OpenAiEmbeddingModel>(std::move(endpoint));
}

}  // namespace alhf::sdk

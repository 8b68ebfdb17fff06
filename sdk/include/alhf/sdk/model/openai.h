// Models behind endpoints that speak OpenAI's API: POST /chat/completions and
// POST /embeddings below a base URL, with a bearer token where there is a key.
//
//   config::v1::ModelEndpoint endpoint;
//   endpoint.set_base_url("http://127.0.0.1:8080/v1");
//   endpoint.set_model("any");
//   ALHF_ASSIGN_OR_RETURN(auto model, MakeChatModel(endpoint));
//
// Thread safety: pure functions. Ownership: the caller's.
#ifndef ALHF_SDK_MODEL_OPENAI_H_
#define ALHF_SDK_MODEL_OPENAI_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/config/v1/model.pb.h"
#include "alhf/sdk/clock.h"
#include "alhf/sdk/model/chat_model.h"
#include "alhf/sdk/model/embedding_model.h"
#include "alhf/sdk/model/http_client.h"

namespace alhf::sdk {

// What a model needs of the world; unset members are the real ones.
struct ModelParts {
  std::shared_ptr<HttpClient> http;
  // Not owned; must outlive the model.
  const Clock* clock = nullptr;
  // Returns a number in [0.0, 1.0); from any thread.
  std::function<double()> random;
  // Returns after that time; from any thread.
  std::function<void(absl::Duration)> wait;
  // Returns the environment's variable of that name.
  std::function<std::optional<std::string>(const std::string&)> variable;
};

// INVALID_ARGUMENT CONFIG_INVALID: base_url or model is missing, a variable
//   that is named is not set, base_url is not one of http or https, or is
//   http beyond the loopback without `plain_http`.
absl::StatusOr<std::unique_ptr<ChatModel>> MakeChatModel(
    const config::v1::ModelEndpoint& endpoint, ModelParts parts = {});
absl::StatusOr<std::unique_ptr<EmbeddingModel>> MakeEmbeddingModel(
    const config::v1::ModelEndpoint& endpoint, ModelParts parts = {});

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_OPENAI_H_

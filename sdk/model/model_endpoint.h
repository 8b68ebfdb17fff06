// One endpoint of models: where it is, who asks, and how its failures are
// taken.
//
//   ALHF_ASSIGN_OR_RETURN(auto endpoint, Endpoint::Make(config, parts));
//   endpoint->Post({.path = "/embeddings", .body = body}, usage,
//                  [&](const HttpResponse& response) { … });
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_SDK_MODEL_MODEL_ENDPOINT_H_
#define ALHF_SDK_MODEL_MODEL_ENDPOINT_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/sdk/model/openai.h"
#include "alhf/v1/types.pb.h"
#include "sdk/model/retrier.h"

namespace alhf::sdk {

class Endpoint {
 public:
  // As `MakeChatModel`.
  static absl::StatusOr<std::unique_ptr<Endpoint>> Make(
      config::v1::ModelEndpoint config, ModelParts parts);

  // With base_url and model as they are used; without the key.
  const config::v1::ModelEndpoint& config() const { return config_; }

  struct PostCall {
    std::string path;
    std::string body;
    absl::Time deadline = absl::InfiniteFuture();
    std::string traceparent;
    // Called before each try.
    std::function<void()> begin;
    std::function<bool(absl::string_view)> on_data;
    std::function<bool()> cancelled;
    // Asked after a failure: true forbids a retry.
    std::function<bool()> spoiled;
  };
  // Posts until `take` takes a response with status 2xx, with retries; counts
  // each request and all of the time in `usage`. Errors as `ChatModel::Chat`,
  // or of `take`; ABORTED where it was spoiled.
  absl::Status Post(const PostCall& call, v1::ModelUsage& usage,
                    absl::FunctionRef<absl::Status(const HttpResponse&)> take);

 private:
  Endpoint(config::v1::ModelEndpoint config, ModelParts parts);
  absl::Status ErrorOf(const HttpResponse& response) const;

  config::v1::ModelEndpoint config_;
  std::string key_;
  const std::shared_ptr<HttpClient> http_;
  const Clock* const clock_;
  Retrier retrier_;
};

// Returns the HTTP status with which an endpoint refused or failed, as an error
// of `Post` names it; 0 where it names none.
int HttpStatusOf(const absl::Status& status);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_MODEL_ENDPOINT_H_

// HTTP as a caller of model endpoints needs it: one POST, whole or streamed,
// with an end in time and in size.
//
//   const std::unique_ptr<HttpClient> http = MakeHttpClient();
//   HttpRequest request;
//   request.url = "http://127.0.0.1:8080/v1/embeddings";
//   request.body = R"({"input": "hello"})";
//   ALHF_ASSIGN_OR_RETURN(const HttpResponse response, http->Post(request));
//   if (response.status == 200) …
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_SDK_MODEL_HTTP_CLIENT_H_
#define ALHF_SDK_MODEL_HTTP_CLIENT_H_

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace alhf::sdk {

struct HttpRequest {
  // "http://…" or "https://…".
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // For all of it, from resolving the name to the last byte.
  absl::Duration timeout = absl::Seconds(30);
  // Of the response, headers included.
  size_t max_bytes = size_t{4} << 20;
  // Optional. Gets the body of a response with status 2xx as it arrives;
  // `HttpResponse.body` is empty then. Returns false to end the call.
  std::function<bool(absl::string_view)> on_data;
  // Optional. Asked about once a second; true ends the call.
  std::function<bool()> cancelled;
};

struct HttpResponse {
  int status = 0;
  // By name in lower case; of several of a name, the last.
  std::map<std::string, std::string> headers;
  std::string body;
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;

  // Sends `request` as POST and returns what came back, whatever its status.
  // Redirections are not followed: a key goes only where it was meant to go.
  //
  // UNAVAILABLE MODEL_UNAVAILABLE: nobody is there, or the connection broke
  //   before the response was whole; DEADLINE_EXCEEDED DEADLINE; CANCELLED: as
  //   `on_data` or `cancelled` said; RESOURCE_EXHAUSTED MODEL_ANSWER_INVALID:
  //   more than `max_bytes`; INVALID_ARGUMENT CONFIG_INVALID: not a URL of
  //   http or https.
  virtual absl::StatusOr<HttpResponse> Post(const HttpRequest& request) = 0;
};

// Returns a client on libcurl that keeps connections open between calls. It
// honours the proxy variables of the environment, except for loopback hosts.
std::unique_ptr<HttpClient> MakeHttpClient();

// Returns whether `url` is one of http or https whose host is the loopback:
// "localhost", 127.0.0.0/8 or [::1].
bool IsLoopbackUrl(absl::string_view url);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_HTTP_CLIENT_H_

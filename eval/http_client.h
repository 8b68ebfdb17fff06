// HTTP as far as an agent needs it.
//
// Thread safety: all methods may be called from many threads.
#ifndef ALHF_EVAL_HTTP_CLIENT_H_
#define ALHF_EVAL_HTTP_CLIENT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace alhf::eval {

struct HttpResponse {
  int code = 0;
  std::string body;
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;

  // Sends `body` as JSON by POST with further `headers`, "Name: value".
  //
  // UNAVAILABLE: nobody answered. DEADLINE_EXCEEDED: not in time.
  virtual absl::StatusOr<HttpResponse> Post(
      const std::string& url, const std::vector<std::string>& headers,
      const std::string& body, absl::Duration timeout) = 0;
};

// By libcurl.
std::unique_ptr<HttpClient> MakeHttpClient();

}  // namespace alhf::eval

#endif  // ALHF_EVAL_HTTP_CLIENT_H_

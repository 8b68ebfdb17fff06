// A small HTTP server on the loopback, which can misbehave on demand: what
// stands in for an endpoint in measurements and tests.
//
//   ASSERT_OK_AND_ASSIGN(auto server, HttpServer::Start(0, [](const auto& r) {
//     return HttpServer::Response{.body = R"({"data": []})"};
//   }));
//   request.url = server->url() + "/v1/embeddings";
//
// Thread safety: the handler is called from several threads at once.
// Ownership: the caller's; destroying it ends what is under way.
#ifndef ALHF_EVAL_HTTP_SERVER_H_
#define ALHF_EVAL_HTTP_SERVER_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace alhf::eval {

class HttpServer {
 public:
  struct Request {
    std::string method;
    std::string path;
    // By name in lower case.
    std::map<std::string, std::string> headers;
    std::string body;
  };
  struct Response {
    int status = 200;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    // Instead of the body: sent one after the other.
    std::vector<std::string> pieces;
    // The connection is closed after the pieces, before their end is said.
    bool cut = false;
    // Nothing is sent until the server is destroyed.
    bool stall = false;
  };
  using Handler = std::function<Response(const Request&)>;

  // Listens on 127.0.0.1 at `port`; 0: one that is free. UNAVAILABLE: the port
  // is taken.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(int port,
                                                           Handler handler);
  virtual ~HttpServer() = default;

  // "http://127.0.0.1:PORT".
  virtual const std::string& url() const = 0;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_HTTP_SERVER_H_

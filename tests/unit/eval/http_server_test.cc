#include "eval/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/model/http_client.h"
#include "alhf/testing/status_matchers.h"

namespace alhf::eval {
namespace {

using ::alhf::testing::IsOk;
using ::testing::Contains;
using ::testing::Pair;
using ::testing::StartsWith;

class HttpServerTest : public ::testing::Test {
 protected:
  void Serve(HttpServer::Handler handler) {
    auto server = HttpServer::Start(0, std::move(handler));
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
  }
  absl::StatusOr<sdk::HttpResponse> Post(const std::string& body) {
    sdk::HttpRequest request;
    request.url = server_->url() + "/path";
    request.headers = {{"X-Name", "value"}};
    request.body = body;
    request.timeout = timeout_;
    return http_->Post(request);
  }

  absl::Duration timeout_ = absl::Seconds(30);
  std::unique_ptr<sdk::HttpClient> http_ = sdk::MakeHttpClient();
  std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpServerTest, AnswersWhatItsHandlerSays) {
  Serve([](const HttpServer::Request& request) {
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.path, "/path");
    EXPECT_THAT(request.headers, Contains(Pair("x-name", "value")));
    HttpServer::Response response;
    response.status = 201;
    response.content_type = "text/plain";
    response.headers = {{"X-More", "1"}};
    response.body = "got " + request.body;
    return response;
  });
  EXPECT_THAT(server_->url(), StartsWith("http://127.0.0.1:"));
  const auto response = Post("this");
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->status, 201);
  EXPECT_EQ(response->body, "got this");
  EXPECT_THAT(response->headers, Contains(Pair("content-type", "text/plain")));
  EXPECT_THAT(response->headers, Contains(Pair("x-more", "1")));
}

TEST_F(HttpServerTest, SendsPiecesAndBreaksOff) {
  Serve([](const HttpServer::Request& request) {
    HttpServer::Response response;
    response.pieces = {"a", "b"};
    response.cut = request.body == "cut";
    return response;
  });
  const auto whole = Post("whole");
  ASSERT_THAT(whole, IsOk());
  EXPECT_EQ(whole->body, "ab");
  EXPECT_EQ(Post("cut").status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(HttpServerTest, EndsWhileACallIsStalled) {
  Serve([](const HttpServer::Request&) {
    HttpServer::Response response;
    response.stall = true;
    return response;
  });
  timeout_ = absl::Milliseconds(50);
  EXPECT_EQ(Post("").status().code(), absl::StatusCode::kDeadlineExceeded);
  server_ = nullptr;
}

TEST_F(HttpServerTest, APortThatIsTakenIsSaidToBe) {
  Serve([](const HttpServer::Request&) { return HttpServer::Response(); });
  int port = 0;
  const std::string url = server_->url();
  ASSERT_TRUE(absl::SimpleAtoi(url.substr(url.rfind(':') + 1), &port));
  EXPECT_EQ(HttpServer::Start(port, nullptr).status().code(),
            absl::StatusCode::kUnavailable);
  server_ = nullptr;
  EXPECT_THAT(HttpServer::Start(port, nullptr), IsOk());
}

}  // namespace
}  // namespace alhf::eval

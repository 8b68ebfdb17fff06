#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "alhf/sdk/model/http_client.h"
#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::SizeIs;

class CurlHttpClientTest : public ::testing::Test {
 protected:
  HttpRequest To(const std::string& path) const {
    HttpRequest request;
    request.url = endpoint_.url() + path;
    request.headers = {{"Content-Type", "application/json"}, {"X-A", "b"}};
    request.body = R"({"a": 1})";
    return request;
  }

  ScriptedEndpoint endpoint_;
  std::unique_ptr<HttpClient> http_ = MakeHttpClient();
};

TEST_F(CurlHttpClientTest, PostsAndReturnsWhatCameBack) {
  HttpServer::Response teapot = Body("tea", "text/plain");
  teapot.status = 418;
  teapot.headers = {{"Retry-After", "7"}};
  endpoint_.Say(teapot);
  const auto response = http_->Post(To("/v1/x"));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->status, 418);
  EXPECT_EQ(response->body, "tea");
  EXPECT_THAT(response->headers, Contains(Pair("retry-after", "7")));
  EXPECT_THAT(response->headers, Contains(Pair("content-type", "text/plain")));
  const auto requests = endpoint_.requests();
  ASSERT_THAT(requests, SizeIs(1));
  EXPECT_EQ(requests[0].method, "POST");
  EXPECT_EQ(requests[0].path, "/v1/x");
  EXPECT_EQ(requests[0].body, R"({"a": 1})");
  EXPECT_THAT(requests[0].headers, Contains(Pair("x-a", "b")));
}

TEST_F(CurlHttpClientTest, OneClientServesManyThreads) {
  endpoint_.Say(Body("{}"));
  std::vector<std::thread> threads;
  std::atomic<int> ok = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 5; ++j) {
        if (const auto response = http_->Post(To("/")); response.ok()) ++ok;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ok, 40);
}

TEST_F(CurlHttpClientTest, StreamsTheBodyOfASuccessOnly) {
  endpoint_.Say(Streamed({"one", "two"}));
  endpoint_.Say(Failure(503, "full"));
  std::string got;
  HttpRequest request = To("/");
  request.on_data = [&](absl::string_view bytes) {
    got.append(bytes.data(), bytes.size());
    return true;
  };
  auto response = http_->Post(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(got, "onetwo");
  EXPECT_EQ(response->body, "");
  response = http_->Post(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->body, "full");
  EXPECT_EQ(got, "onetwo");
}

TEST_F(CurlHttpClientTest, EndsWhenTheCallerIsGone) {
  endpoint_.Say(Streamed({"one", "two"}));
  HttpRequest request = To("/");
  request.on_data = [](absl::string_view) { return false; };
  EXPECT_THAT(http_->Post(request), HasCode(absl::StatusCode::kCancelled));
  endpoint_.Say(Stalled());
  request = To("/");
  request.cancelled = [] { return true; };
  EXPECT_THAT(http_->Post(request), HasCode(absl::StatusCode::kCancelled));
}

TEST_F(CurlHttpClientTest, EndsAtItsTime) {
  endpoint_.Say(Stalled());
  HttpRequest request = To("/");
  request.timeout = absl::Milliseconds(50);
  absl::Status status = http_->Post(request).status();
  EXPECT_THAT(status, HasCode(absl::StatusCode::kDeadlineExceeded));
  EXPECT_EQ(ReasonOf(status), Reason::DEADLINE);
  request.timeout = absl::ZeroDuration();
  status = http_->Post(request).status();
  EXPECT_THAT(status, HasCode(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(endpoint_.requests(), SizeIs(1));
}

TEST_F(CurlHttpClientTest, TakesNoMoreThanItWants) {
  endpoint_.Say(Body(std::string(100'000, 'x')));
  HttpRequest request = To("/");
  request.max_bytes = 50'000;
  const absl::Status status = http_->Post(request).status();
  EXPECT_THAT(status, HasCode(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(ReasonOf(status), Reason::MODEL_ANSWER_INVALID);
  request.max_bytes = 200'000;
  EXPECT_THAT(http_->Post(request), IsOk());
}

TEST_F(CurlHttpClientTest, ABodyThatIsCutIsNone) {
  endpoint_.Say(Streamed({"half"}, /*cut=*/true));
  const absl::Status status = http_->Post(To("/")).status();
  EXPECT_THAT(status, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(ReasonOf(status), Reason::MODEL_UNAVAILABLE);
}

TEST_F(CurlHttpClientTest, NobodyThereIsUnavailable) {
  const HttpRequest request = To("/v1/x?key=secret");
  endpoint_.Leave();
  const absl::Status status = http_->Post(request).status();
  EXPECT_THAT(status, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(ReasonOf(status), Reason::MODEL_UNAVAILABLE);
  EXPECT_THAT(std::string(status.message()), HasSubstr("/v1/x"));
  EXPECT_THAT(std::string(status.message()),
              ::testing::Not(HasSubstr("secret")));
}

TEST_F(CurlHttpClientTest, OnlyHttpIsSpoken) {
  HttpRequest request = To("/");
  for (const char* url : {"file:///etc/hostname", "no url", "ftp://x/"}) {
    request.url = url;
    EXPECT_FALSE(http_->Post(request).ok()) << url;
  }
  request.url = "file:///etc/hostname";
  EXPECT_EQ(ReasonOf(http_->Post(request).status()), Reason::CONFIG_INVALID);
}

TEST_F(CurlHttpClientTest, FollowsNoRedirection) {
  HttpServer::Response moved = Failure(302);
  moved.headers = {{"Location", "/elsewhere"}};
  endpoint_.Say(moved);
  const auto response = http_->Post(To("/"));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->status, 302);
  EXPECT_THAT(endpoint_.requests(), SizeIs(1));
}

TEST(IsLoopbackUrlTest, KnowsThisMachine) {
  for (const char* url :
       {"http://localhost/v1", "http://LOCALHOST:1", "https://127.0.0.1:8080/x",
        "http://127.3.2.1", "http://[::1]:9/"}) {
    EXPECT_TRUE(IsLoopbackUrl(url)) << url;
  }
  for (const char* url :
       {"http://models.example/v1", "http://127.0.0.1.example/",
        "http://0.0.0.0", "http://10.127.0.1/", "ftp://localhost/", "localhost",
        "", "http://localhost@models.example/"}) {
    EXPECT_FALSE(IsLoopbackUrl(url)) << url;
  }
}

}  // namespace
}  // namespace alhf::sdk

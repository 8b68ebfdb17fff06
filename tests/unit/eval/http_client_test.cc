#include "eval/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <thread>

#include "absl/strings/str_cat.h"

namespace alhf::eval {
namespace {

constexpr absl::Duration kLong = absl::Seconds(30);

// A real server on a free port.
class HttpClientTest : public ::testing::Test {
 protected:
  HttpClientTest() : port_(server_.bind_to_any_port("127.0.0.1")) {
    server_.Post("/echo", [](const httplib::Request& request,
                             httplib::Response& response) {
      response.status = 202;
      response.set_content(
          absl::StrCat(request.get_header_value("X-Name"), "|",
                       request.get_header_value("Content-Type"), "|",
                       request.body),
          "text/plain");
    });
    server_.Post("/stall", [this](const httplib::Request&, httplib::Response&) {
      while (!stop_) std::this_thread::yield();
    });
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~HttpClientTest() override {
    stop_ = true;
    server_.stop();
    thread_.join();
  }
  std::string Url(const std::string& path) const {
    return absl::StrCat("http://127.0.0.1:", port_, path);
  }

  httplib::Server server_;
  const int port_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

TEST_F(HttpClientTest, SendsHeadersAndBody) {
  const auto client = MakeHttpClient();
  const std::string body(100'000, 'x');
  const auto response =
      client->Post(Url("/echo"), {"X-Name: boat"}, body, kLong);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->code, 202);
  EXPECT_EQ(response->body, "boat|application/json|" + body);
}

TEST_F(HttpClientTest, SaysThatNobodyAnswers) {
  const auto client = MakeHttpClient();
  EXPECT_EQ(client->Post(Url("/stall"), {}, "{}", absl::Milliseconds(50))
                .status()
                .code(),
            absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(
      client->Post("http://127.0.0.1:1/", {}, "{}", kLong).status().code(),
      absl::StatusCode::kUnavailable);
  EXPECT_EQ(client->Post("file:///etc/passwd", {}, "{}", kLong).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(client->Post(Url("/nothing"), {}, "{}", kLong)->code, 404);
}

}  // namespace
}  // namespace alhf::eval

#include "eval/recorder/exchange_recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "alhf/testing/status_matchers.h"

namespace alhf::eval {
namespace {

using ::alhf::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;

class ExchangeRecorderTest : public ::testing::Test {
 protected:
  ExchangeRecorderTest() {
    options_.folder = "/tmp/alhf-recorder-XXXXXX";
    EXPECT_NE(mkdtemp(options_.folder.data()), nullptr);
    auto server = HttpServer::Start(0, [this](const HttpServer::Request& r) {
      ++asked_;
      EXPECT_EQ(r.path, "/base/chat/completions");
      EXPECT_EQ(r.headers.count("authorization"), 1u);
      return response_;
    });
    EXPECT_THAT(server, IsOk());
    upstream_ = *std::move(server);
    options_.upstream = upstream_->url() + "/base";
    options_.key = "secret";
    response_.body =
        R"({"usage": {"prompt_tokens": 30, "completion_tokens": 12}})";
  }
  ~ExchangeRecorderTest() override {
    std::filesystem::remove_all(options_.folder);
  }

  ExchangeRecorder& recorder() {
    if (recorder_ == nullptr) {
      recorder_ = std::make_unique<ExchangeRecorder>(options_, http_.get());
    }
    return *recorder_;
  }
  HttpServer::Response Post(const std::string& body) {
    HttpServer::Request request;
    request.method = "POST";
    request.path = "/v1/chat/completions";
    request.body = body;
    return recorder().Answer(request);
  }
  // As a later run without the endpoint.
  void Later() {
    recorder_ = nullptr;
    options_.upstream.clear();
  }

  RecorderOptions options_;
  HttpServer::Response response_;
  std::atomic<int> asked_ = 0;
  std::unique_ptr<HttpServer> upstream_;
  std::unique_ptr<sdk::HttpClient> http_ = sdk::MakeHttpClient();
  std::unique_ptr<ExchangeRecorder> recorder_;
};

TEST_F(ExchangeRecorderTest, RecordsOnceAndReplays) {
  EXPECT_EQ(Post("a").body, response_.body);
  EXPECT_EQ(Post("a").body, response_.body);
  EXPECT_EQ(asked_, 1);
  EXPECT_EQ(recorder().counts().recorded, 1u);
  EXPECT_EQ(recorder().counts().replayed, 1u);
  EXPECT_EQ(recorder().counts().tokens, 42u);
  Later();
  const HttpServer::Response replayed = Post("a");
  EXPECT_EQ(replayed.status, 200);
  EXPECT_EQ(replayed.body, response_.body);
  EXPECT_EQ(replayed.content_type, "application/json");
  EXPECT_EQ(recorder().counts().missing, 0u);
}

TEST_F(ExchangeRecorderTest, IdsOfLessonsDoNotCount) {
  const auto asking = [](const std::string& lessons) {
    return R"({"messages":[{"role":"user","content":"~~~lessons\n)" + lessons +
           R"(~~~\nWhy?"}]})";
  };
  Post(asking(R"([l-aaaaaaaaaa-1] be kind\n[l-bbbbbbbbbb-1] be\n  brief\n)"));
  Later();
  EXPECT_EQ(Post(asking(R"([l-cccccccccc-1] be\n  brief\n)"
                        R"([l-dddddddddd-2] be kind\n)"))
                .status,
            200);
  EXPECT_EQ(Post(asking(R"([l-aaaaaaaaaa-1] be kinder\n)")).status, 404);
}

TEST_F(ExchangeRecorderTest, WhatIsMissingIsToBeRecordedAgain) {
  Post("a");
  Later();
  const HttpServer::Response missing = Post("b");
  EXPECT_EQ(missing.status, 404);
  EXPECT_THAT(missing.body, HasSubstr("record again"));
  EXPECT_EQ(recorder().counts().missing, 1u);
  EXPECT_EQ(asked_, 1);
}

TEST_F(ExchangeRecorderTest, ADamagedRecordingIsMissing) {
  Post("a");
  std::ofstream(options_.folder + "/" +
                ExchangeRecorder::NameOf("/chat/completions", "a") + ".json")
      << "{";
  Later();
  EXPECT_EQ(Post("a").status, 404);
}

TEST_F(ExchangeRecorderTest, AFailureIsPassedOnAndNotKept) {
  response_.status = 429;
  response_.headers = {{"Retry-After", "4"}};
  const HttpServer::Response full = Post("a");
  EXPECT_EQ(full.status, 429);
  ASSERT_EQ(full.headers.size(), 1u);
  EXPECT_EQ(full.headers[0].second, "4");
  EXPECT_EQ(recorder().counts().recorded, 0u);
  EXPECT_EQ(recorder().counts().failed, 1u);
  upstream_ = nullptr;
  EXPECT_EQ(Post("a").status, 502);
}

TEST_F(ExchangeRecorderTest, StreamsAreKeptWhole) {
  response_.content_type = "text/event-stream";
  response_.pieces = {"data: {\"usage\":{\"prompt_tokens\":1}}\n\n",
                      "data: [DONE]\n\n"};
  Post("a");
  Later();
  const HttpServer::Response replayed = Post("a");
  EXPECT_EQ(replayed.content_type, "text/event-stream");
  EXPECT_THAT(replayed.body, HasSubstr("data: [DONE]\n\n"));
}

TEST_F(ExchangeRecorderTest, TheBudgetEndsAsking) {
  options_.budget_tokens = 50;
  Post("a");
  Post("b");
  const HttpServer::Response spent = Post("c");
  EXPECT_THAT(spent.body, HasSubstr("budget"));
  EXPECT_EQ(asked_, 2);
  EXPECT_TRUE(recorder().counts().budget_spent);
  // What was recorded is still there.
  EXPECT_EQ(Post("a").status, 200);
}

TEST_F(ExchangeRecorderTest, NoKeyIsKept) {
  Post("a");
  std::ifstream file(options_.folder + "/" +
                     ExchangeRecorder::NameOf("/chat/completions", "a") +
                     ".json");
  const std::string text{std::istreambuf_iterator<char>(file),
                         std::istreambuf_iterator<char>()};
  EXPECT_THAT(text, HasSubstr("\"body\": \"a\""));
  EXPECT_THAT(text, Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace alhf::eval

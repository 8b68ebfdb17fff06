#include "eval/agent_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/unit/eval/fake_system.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// An agent over real HTTP.
class AgentSystemTest : public ::testing::Test {
 protected:
  AgentSystemTest() : port_(server_.bind_to_any_port("127.0.0.1")) {
    server_.Post("/v1/chat/completions", [this](const httplib::Request& request,
                                                httplib::Response& response) {
      ++calls_;
      request_ = request;
      response.status = status_;
      response.set_content(body_, "application/json");
    });
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    AgentOptions options;
    options.url = absl::StrCat("http://127.0.0.1:", port_, "/v1");
    options.address = "unix:/run/c.sock";
    options.key = "secret";
    system_ =
        std::make_unique<AgentSystem>(options, http_.get(), &coordinator_, 1);
  }
  ~AgentSystemTest() override {
    server_.stop();
    thread_.join();
  }

  absl::StatusOr<Answer> Ask() {
    AskOptions options;
    options.tenant = "acme";
    options.question = "How many \"boats\"?";
    options.now = absl::FromUnixSeconds(0);
    options.overlay.set_recall(v1::RECALL_NONE);
    options.min_position.set_sequence(3);
    return system_->Ask(options);
  }

  httplib::Server server_;
  const int port_;
  int status_ = 200;
  std::string body_ = R"({"choices":[{"message":{"content":"Six."}}],)"
                      R"("usage":{"total_tokens":42}})";
  std::atomic<int> calls_ = 0;
  httplib::Request request_;
  std::thread thread_;
  FakeSystem coordinator_;
  const std::unique_ptr<HttpClient> http_ = MakeHttpClient();
  std::unique_ptr<AgentSystem> system_;
};

TEST_F(AgentSystemTest, AsksAsOpenAiDoes) {
  const auto answer = Ask();
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->text, "Six.");
  EXPECT_EQ(answer->exchange_id, "");
  EXPECT_TRUE(answer->answered);
  EXPECT_EQ(answer->tokens, 42);
  EXPECT_EQ(answer->model_calls, 1);
  const auto sent = nlohmann::json::parse(request_.body);
  EXPECT_EQ(sent["messages"][0]["role"], "user");
  EXPECT_EQ(sent["messages"][0]["content"], "How many \"boats\"?");
  EXPECT_EQ(sent["stream"], false);
  EXPECT_EQ(request_.get_header_value("X-Alhf-Tenant"), "acme");
  EXPECT_EQ(request_.get_header_value("X-Alhf-User"), "eval");
  EXPECT_EQ(request_.get_header_value("X-Alhf-Address"), "unix:/run/c.sock");
  EXPECT_EQ(request_.get_header_value("X-Alhf-Now"),
            "1970-01-01T00:00:00+00:00");
  EXPECT_EQ(request_.get_header_value("X-Alhf-Overlay"),
            R"({"recall":"RECALL_NONE"})");
  EXPECT_EQ(request_.get_header_value("X-Alhf-Min-Position"),
            R"({"sequence":"3"})");
  EXPECT_EQ(request_.get_header_value("Authorization"), "Bearer secret");
  EXPECT_THAT(request_.get_header_value("X-Alhf-Exchange-Id"), HasSubstr("x-"));
}

TEST_F(AgentSystemTest, WhatTheAgentRecordedIsKnown) {
  // The same seed gives the same ids: the first question's is asked for again.
  ASSERT_TRUE(Ask().ok());
  AgentOptions options;
  options.url = absl::StrCat("http://127.0.0.1:", port_, "/v1");
  AgentSystem again(options, http_.get(), &coordinator_, 1);
  v1::Exchange exchange;
  exchange.set_id(request_.get_header_value("X-Alhf-Exchange-Id"));
  exchange.mutable_plan()->add_components()->add_items()->set_lesson_id("l-1");
  coordinator_.Record(exchange);
  AskOptions ask;
  ask.tenant = "acme";
  ask.question = "How many?";
  const auto answer = again.Ask(ask);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->exchange_id, exchange.id());
  EXPECT_EQ(answer->text, "Six.");
  EXPECT_TRUE(answer->answered);
  EXPECT_THAT(answer->applied, ElementsAre("l-1"));
}

TEST_F(AgentSystemTest, AnAgentMaySayMore) {
  body_ = R"({"choices":[{"message":{"content":"None."}}],)"
          R"("alhf":{"answered":false,"sql":"SELECT 1","sources":["a.md"]}})";
  const auto answer = Ask();
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_FALSE(answer->answered);
  EXPECT_EQ(answer->sql, "SELECT 1");
  EXPECT_THAT(answer->sources, ElementsAre("a.md"));
}

TEST_F(AgentSystemTest, SaysWhatIsWrongWithAnAgent) {
  for (const char* body : {"no", "{}", R"({"choices":[]})",
                           R"({"choices":[{"message":{"content":3}}]})"}) {
    body_ = body;
    EXPECT_EQ(Ask().status().code(), absl::StatusCode::kFailedPrecondition)
        << body;
  }
  status_ = 404;
  calls_ = 0;
  EXPECT_EQ(Ask().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(calls_, 1);
  status_ = 429;
  EXPECT_THAT(std::string(Ask().status().message()), HasSubstr("429"));
  EXPECT_EQ(calls_, 1 + 3);
}

TEST_F(AgentSystemTest, FeedbackGoesToTheCoordinator) {
  const auto answer = Ask();
  const auto status = system_->Teach("acme", {"boats, writer", {}}, *answer);
  ASSERT_TRUE(status.ok()) << status.status();
  EXPECT_THAT(coordinator_.taught(), ElementsAre("boats, writer"));
  EXPECT_EQ(system_->Lessons("acme")->size(), 1);
  EXPECT_FALSE(system_->deterministic());
}

TEST(ChatUrlTest, EndsAsItMust) {
  EXPECT_EQ(ChatUrl("http://a/v1"), "http://a/v1/chat/completions");
  EXPECT_EQ(ChatUrl("http://a/v1/"), "http://a/v1/chat/completions");
  EXPECT_EQ(ChatUrl("http://a/v1/chat/completions"),
            "http://a/v1/chat/completions");
}

}  // namespace
}  // namespace alhf::eval

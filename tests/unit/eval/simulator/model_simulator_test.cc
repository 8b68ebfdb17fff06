#include "eval/simulator/model_simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alhf/sdk/model/openai.h"
#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/unit/eval/simulator/boats.h"

namespace alhf::eval {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kPrompt[] =
    "What people taught.\n~~~lessons\n[l-1] answers as bullets\n~~~\n"
    "\n~~~question\nHow many boats are in Ystad?\n~~~\n";

// The simulator over HTTP, and a client that really speaks to it.
class ModelSimulatorTest : public ::testing::Test {
 protected:
  void Start() {
    simulator_ = std::make_unique<ModelSimulator>(options_, Boats());
    auto server =
        HttpServer::Start(0, [this](const HttpServer::Request& request) {
          return simulator_->Answer(request);
        });
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
    endpoint_.set_base_url(server_->url() + "/v1");
    endpoint_.set_model("simulated");
    endpoint_.set_retries(-1);
    endpoint_.set_timeout_ms(2000);
  }
  absl::StatusOr<std::string> Chat() {
    const auto model = sdk::MakeChatModel(endpoint_);
    if (!model.ok()) return model.status();
    sdk::ChatRequest request;
    request.messages = {{sdk::ChatRole::kUser, kPrompt}};
    return (*model)->Chat(request, usage_);
  }

  SimulatorOptions options_;
  config::v1::ModelEndpoint endpoint_;
  v1::ModelUsage usage_;
  std::unique_ptr<ModelSimulator> simulator_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(ModelSimulatorTest, AnswersWholeAndStreamed) {
  Start();
  EXPECT_THAT(Chat(), IsOkAndHolds("- A simulated answer"));
  EXPECT_GT(usage_.prompt_tokens(), 0u);
  const uint64_t completion = usage_.completion_tokens();
  EXPECT_GT(completion, 0u);
  endpoint_.set_stream(true);
  EXPECT_THAT(Chat(), IsOkAndHolds("- A simulated answer"));
  EXPECT_EQ(usage_.completion_tokens(), 2 * completion);
}

TEST_F(ModelSimulatorTest, GoesWrongOnDemand) {
  struct Case {
    double SimulatorOptions::*share;
    bool streams;
    Reason reason;
  };
  for (const Case& each :
       {Case{&SimulatorOptions::stalls, false, Reason::DEADLINE},
        Case{&SimulatorOptions::rejects, false, Reason::MODEL_UNAVAILABLE},
        Case{&SimulatorOptions::cuts, false, Reason::MODEL_UNAVAILABLE},
        Case{&SimulatorOptions::cuts, true, Reason::MODEL_UNAVAILABLE}}) {
    options_ = SimulatorOptions();
    options_.*each.share = 1;
    ASSERT_NO_FATAL_FAILURE(Start());
    endpoint_.set_stream(each.streams);
    endpoint_.set_timeout_ms(each.reason == Reason::DEADLINE ? 100 : 5000);
    EXPECT_EQ(ReasonOf(Chat().status()), each.reason);
  }
  options_ = SimulatorOptions();
  options_.breaks = 1;
  ASSERT_NO_FATAL_FAILURE(Start());
  EXPECT_THAT(Chat(), IsOkAndHolds("- A simula"));
}

TEST_F(ModelSimulatorTest, GoesWrongAsOftenAsItIsTold) {
  options_.rejects = 0.25;
  ModelSimulator simulator(options_, Boats());
  HttpServer::Request request;
  request.path = "/v1/chat/completions";
  request.body = BodyOf("Why?", {});
  int rejected = 0;
  for (int i = 0; i < 400; ++i) {
    rejected += simulator.Answer(request).status == 429;
  }
  EXPECT_NEAR(rejected, 100, 40);
}

TEST_F(ModelSimulatorTest, AHeaderMakesOneCallGoWrong) {
  ModelSimulator simulator(options_, Boats());
  HttpServer::Request request;
  request.path = "/v1/chat/completions";
  request.body = BodyOf("Why?", {});
  EXPECT_EQ(simulator.Answer(request).status, 200);
  request.headers["x-simulate"] = "reject";
  EXPECT_EQ(simulator.Answer(request).status, 429);
  request.headers["x-simulate"] = "html";
  EXPECT_EQ(simulator.Answer(request).content_type, "text/html");
  request.headers["x-simulate"] = "stall";
  EXPECT_TRUE(simulator.Answer(request).stall);
  request.headers["x-simulate"] = "cut";
  EXPECT_TRUE(simulator.Answer(request).cut);
  request.headers["x-simulate"] = "huge";
  EXPECT_GT(simulator.Answer(request).body.size(), size_t{1} << 24);
}

TEST_F(ModelSimulatorTest, AssessesOnlyWhenItIsTold) {
  HttpServer::Request request;
  request.path = "/v1/chat/completions";
  request.body = BodyOf("", {}, "relevance");
  EXPECT_EQ(ModelSimulator(options_, Boats()).Answer(request).status, 501);
  options_.assesses = true;
  EXPECT_EQ(ModelSimulator(options_, Boats()).Answer(request).status, 200);
}

TEST_F(ModelSimulatorTest, LogsWhatWasExposed) {
  std::vector<std::string> lines;
  options_.log = [&lines](const std::string& line) { lines.push_back(line); };
  ModelSimulator simulator(options_, Boats());
  HttpServer::Request request;
  request.path = "/v1/chat/completions";
  request.body = BodyOf("How many boats are in Ystad?",
                        {"answers as bullets", "Ignore the old pages."});
  simulator.Answer(request);
  ASSERT_THAT(lines, SizeIs(1));
  const json line = json::parse(lines[0]);
  EXPECT_EQ(line["exposed"], json({"f2", "f3"}));
  EXPECT_EQ(line["met"], json::array({"bullets"}));
  EXPECT_EQ(line["unmet"], json::array({"sails"}));
  EXPECT_EQ(line["scenario"], "boats");
  EXPECT_GT(line["guidance_bytes"], 0);
}

TEST_F(ModelSimulatorTest, VectorsAreTheSameForTheSameText) {
  Start();
  const auto model = sdk::MakeEmbeddingModel(endpoint_);
  ASSERT_THAT(model, IsOk());
  const auto vectors =
      (*model)->Embed({"a", "b", "a"}, absl::InfiniteFuture(), usage_);
  ASSERT_THAT(vectors, IsOk());
  EXPECT_EQ(vectors->at(0), vectors->at(2));
  EXPECT_NE(vectors->at(0), vectors->at(1));
  float square = 0;
  for (const float value : vectors->at(0)) square += value * value;
  EXPECT_NEAR(square, 1, 1e-4);
}

TEST_F(ModelSimulatorTest, OtherRequestsAreRefused) {
  ModelSimulator simulator(options_, Boats());
  HttpServer::Request request;
  request.path = "/v1/files";
  EXPECT_EQ(simulator.Answer(request).status, 404);
  request.path = "/v1/chat/completions";
  EXPECT_EQ(simulator.Answer(request).status, 400);
  request.path = "/v1/embeddings";
  EXPECT_EQ(simulator.Answer(request).status, 400);
  request.body = R"({"input": [1]})";
  EXPECT_EQ(simulator.Answer(request).status, 400);
  request.path = "/v1/models";
  EXPECT_THAT(simulator.Answer(request).body, HasSubstr("simulated"));
}

}  // namespace
}  // namespace alhf::eval

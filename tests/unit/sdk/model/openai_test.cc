#include "alhf/sdk/model/openai.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class OpenAiTest : public ::testing::Test {
 protected:
  OpenAiTest() : config_(endpoint_.config()) {
    request_.messages = {{ChatRole::kUser, "Why?"}};
  }

  absl::StatusOr<std::string> Chat() {
    if (model_ == nullptr) {
      auto made = MakeChatModel(config_, endpoint_.parts());
      if (!made.ok()) return made.status();
      model_ = *std::move(made);
    }
    return model_->Chat(request_, usage_);
  }

  ScriptedEndpoint endpoint_;
  config::v1::ModelEndpoint config_;
  ChatRequest request_;
  v1::ModelUsage usage_;
  std::unique_ptr<ChatModel> model_;
};

TEST_F(OpenAiTest, AsksAndCounts) {
  endpoint_.Say(Completion("Because."));
  EXPECT_THAT(Chat(), IsOkAndHolds("Because."));
  EXPECT_THAT(Chat(), IsOkAndHolds("Because."));
  EXPECT_EQ(model_->name(), "tested");
  EXPECT_EQ(endpoint_.requests().at(0).path, "/v1/chat/completions");
  EXPECT_EQ(endpoint_.LastBody()["messages"][0]["content"], "Why?");
  EXPECT_EQ(usage_.calls(), 2u);
  EXPECT_EQ(usage_.prompt_tokens(), 22u);
  EXPECT_EQ(usage_.completion_tokens(), 6u);
}

TEST_F(OpenAiTest, StreamsWhereItIsConfigured) {
  config_.set_stream(true);
  endpoint_.Say(Streamed({Delta("Be"), Delta("cause."), Event("[DONE]")}));
  std::vector<std::string> told;
  request_.on_text = [&](absl::string_view text) {
    told.emplace_back(text.data(), text.size());
  };
  EXPECT_THAT(Chat(), IsOkAndHolds("Because."));
  EXPECT_THAT(told, ElementsAre("Be", "cause."));
  EXPECT_EQ(endpoint_.LastBody()["stream"], true);
}

TEST_F(OpenAiTest, AStreamThatIsCutIsAskedForAgain) {
  config_.set_stream(true);
  endpoint_.Say(Streamed({Delta("Be")}, /*cut=*/true));
  endpoint_.Say(Streamed({Delta("Be")}));
  endpoint_.Say(Streamed({Delta("Because."), Event("[DONE]")}));
  EXPECT_THAT(Chat(), IsOkAndHolds("Because."));
  EXPECT_EQ(usage_.calls(), 3u);
}

TEST_F(OpenAiTest, WhatWasToldIsNotToldAgain) {
  config_.set_stream(true);
  endpoint_.Say(Streamed({Delta("Be")}, /*cut=*/true));
  std::string told;
  request_.on_text = [&](absl::string_view text) {
    told.append(text.data(), text.size());
  };
  const auto answer = Chat();
  EXPECT_THAT(answer, HasCode(absl::StatusCode::kAborted));
  EXPECT_EQ(told, "Be");
  EXPECT_THAT(endpoint_.requests(), SizeIs(1));
}

TEST_F(OpenAiTest, AnEndpointWithoutSchemasIsToldInWords) {
  request_.json_schema = R"({"type":"object"})";
  request_.schema_name = "thing";
  endpoint_.Say(Failure(400, R"({"error": "response_format?"})"));
  endpoint_.Say(Completion("{}"));
  EXPECT_THAT(Chat(), IsOkAndHolds("{}"));
  EXPECT_FALSE(endpoint_.LastBody().contains("response_format"));
  // It is remembered.
  EXPECT_THAT(Chat(), IsOkAndHolds("{}"));
  EXPECT_THAT(endpoint_.requests(), SizeIs(3));
}

TEST_F(OpenAiTest, ASchemaThatIsWantedIsInsistedOn) {
  request_.json_schema = R"({"type":"object"})";
  config_.set_json_answers(config::v1::ModelEndpoint::SCHEMA);
  endpoint_.Say(Failure(400));
  EXPECT_THAT(Chat(), HasCode(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(endpoint_.requests(), SizeIs(1));
  model_ = nullptr;
  config_.set_json_answers(config::v1::ModelEndpoint::OBJECT);
  EXPECT_FALSE(Chat().ok());
  EXPECT_EQ(endpoint_.LastBody()["response_format"]["type"], "json_object");
}

TEST_F(OpenAiTest, AWrongKeyIsNotTriedAgain) {
  request_.json_schema = R"({"type":"object"})";
  endpoint_.Say(Failure(401));
  EXPECT_EQ(ReasonOf(Chat().status()), Reason::MODEL_REFUSED);
  EXPECT_THAT(endpoint_.requests(), SizeIs(1));
}

TEST_F(OpenAiTest, WhatIsNoAnswerIsSaidToBeNone) {
  for (const auto& response :
       {Body("<p>Hi", "text/html"), Body("{\"choices\": ["), Completion(""),
        Completion("half", "length")}) {
    ScriptedEndpoint endpoint;
    endpoint.Say(response);
    config_.set_base_url(endpoint.config().base_url());
    model_ = nullptr;
    EXPECT_EQ(ReasonOf(Chat().status()), Reason::MODEL_ANSWER_INVALID)
        << response.body;
  }
}

TEST_F(OpenAiTest, EmbedsTexts) {
  endpoint_.Say(Body(R"({"data": [{"index": 0, "embedding": [1, 0]},
                                      {"index": 1, "embedding": [0, 1]}],
                             "usage": {"prompt_tokens": 2}})"));
  const auto model = MakeEmbeddingModel(config_, endpoint_.parts());
  ASSERT_THAT(model, IsOk());
  EXPECT_THAT((*model)->Embed({"a", "b"}, absl::InfiniteFuture(), usage_),
              IsOkAndHolds(ElementsAre(ElementsAre(1.0f, 0.0f),
                                       ElementsAre(0.0f, 1.0f))));
  EXPECT_EQ(endpoint_.requests().at(0).path, "/v1/embeddings");
  EXPECT_EQ(usage_.prompt_tokens(), 2u);
  EXPECT_EQ((*model)->name(), "tested");
  EXPECT_THAT((*model)->Embed({}, absl::InfiniteFuture(), usage_),
              IsOkAndHolds(IsEmpty()));
  EXPECT_EQ(
      ReasonOf((*model)->Embed({"a"}, absl::InfiniteFuture(), usage_).status()),
      Reason::MODEL_ANSWER_INVALID);
}

TEST(MakeChatModelTest, AnIncompleteConfigurationIsRefused) {
  EXPECT_EQ(ReasonOf(MakeChatModel({}).status()), Reason::CONFIG_INVALID);
  EXPECT_EQ(ReasonOf(MakeEmbeddingModel({}).status()), Reason::CONFIG_INVALID);
}

}  // namespace
}  // namespace alhf::sdk

#include "sdk/model/openai_wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

ChatReply Reply(const std::string& text, const std::string& finish,
                const std::string& refusal = "") {
  ChatReply reply;
  reply.text = text;
  reply.finish_reason = finish;
  reply.refusal = refusal;
  return reply;
}

config::v1::ModelEndpoint Tested() {
  config::v1::ModelEndpoint endpoint;
  endpoint.set_model("tested");
  return endpoint;
}

ChatRequest Asking() {
  ChatRequest request;
  request.messages = {{ChatRole::kSystem, "Be brief."},
                      {ChatRole::kUser, "Why \"?\""},
                      {ChatRole::kAssistant, "So."}};
  return request;
}

TEST(ChatBodyTest, IsTheSameBytesForTheSameQuestion) {
  EXPECT_EQ(ChatBody(Tested(), Asking(), JsonFormat::kSchema),
            R"({"model":"tested","messages":[)"
            R"({"role":"system","content":"Be brief."},)"
            R"({"role":"user","content":"Why \"?\""},)"
            R"({"role":"assistant","content":"So."}],)"
            R"("temperature":0.0,"max_tokens":1024})");
}

TEST(ChatBodyTest, SaysWhatIsConfigured) {
  config::v1::ModelEndpoint endpoint = Tested();
  endpoint.set_temperature(-1);
  endpoint.set_seed(7);
  endpoint.set_max_answer_tokens(50);
  endpoint.set_max_tokens_field("max_completion_tokens");
  endpoint.set_stream(true);
  const std::string body = ChatBody(endpoint, Asking(), JsonFormat::kSchema);
  EXPECT_THAT(body, HasSubstr(R"("seed":7,"max_completion_tokens":50,)"
                              R"("stream":true,"stream_options":)"
                              R"({"include_usage":true}})"));
  EXPECT_THAT(body, ::testing::Not(HasSubstr("temperature")));
}

TEST(ChatBodyTest, AsksForJsonByFormatOrByWords) {
  ChatRequest request = Asking();
  request.json_schema = R"({"type":"object"})";
  request.schema_name = "thing";
  std::string body = ChatBody(Tested(), request, JsonFormat::kSchema);
  EXPECT_THAT(body, HasSubstr(R"("response_format":{"type":"json_schema",)"
                              R"("json_schema":{"name":"thing","strict":true,)"
                              R"("schema":{"type":"object"}}})"));
  EXPECT_THAT(body, HasSubstr(R"("content":"So."})"));
  body = ChatBody(Tested(), request, JsonFormat::kObject);
  EXPECT_THAT(body, HasSubstr(R"("response_format":{"type":"json_object"})"));
  EXPECT_THAT(body, HasSubstr(R"(one JSON object of this schema)"));
  body = ChatBody(Tested(), request, JsonFormat::kPrompt);
  EXPECT_THAT(body, ::testing::Not(HasSubstr("response_format")));
  EXPECT_THAT(body, HasSubstr(R"({\"type\":\"object\"}"})"));
}

TEST(ChatBodyTest, BytesThatAreNoTextDoNoHarm) {
  ChatRequest request;
  request.messages = {{ChatRole::kUser, "a\xff z"}};
  EXPECT_THAT(ChatBody(Tested(), request, JsonFormat::kSchema),
              HasSubstr("a\xEF\xBF\xBD z"));
}

TEST(ParseChatTest, ReadsACompletion) {
  const auto reply = ParseChat(
      R"({"id": 1, "choices": [{"message": {"role": "assistant",
          "content": "yes"}, "finish_reason": "stop"}],
          "usage": {"prompt_tokens": 12, "completion_tokens": 3}})");
  ASSERT_THAT(reply, IsOk());
  EXPECT_EQ(reply->text, "yes");
  EXPECT_EQ(reply->finish_reason, "stop");
  EXPECT_EQ(reply->prompt_tokens, 12u);
  EXPECT_EQ(reply->completion_tokens, 3u);
}

TEST(ParseChatTest, WhatIsNoCompletionIsSaidToBeNone) {
  for (const char* body :
       {"", "yes", "[]", "{}", "null", R"({"choices": []})",
        R"({"choices": {}})", R"({"choices": [1]})",
        R"({"choices": [{"text": "old"}]})",
        R"({"choices": [{"message": "yes"}]})", R"({"choices": [{"mess)"}) {
    const auto reply = ParseChat(body);
    EXPECT_THAT(reply, HasCode(absl::StatusCode::kInternal)) << body;
    EXPECT_EQ(ReasonOf(reply.status()), Reason::MODEL_ANSWER_INVALID) << body;
  }
  // Odd types are as good as missing.
  const auto odd = ParseChat(
      R"({"choices": [{"message": {"content": ["yes"]}, "finish_reason": 5}],
          "usage": {"prompt_tokens": "many"}})");
  ASSERT_THAT(odd, IsOk());
  EXPECT_EQ(odd->text, "");
  EXPECT_EQ(odd->prompt_tokens, 0u);
}

TEST(TakeChunkTest, PartsMakeTheWhole) {
  ChatReply reply;
  for (const char* event :
       {R"({"choices": [{"delta": {"role": "assistant"}}]})",
        R"({"choices": [{"delta": {"content": "ye"}}]})",
        R"({"choices": [{"delta": {"content": "s"},
                         "finish_reason": "stop"}]})",
        R"({"choices": [], "usage": {"prompt_tokens": 5,
                                     "completion_tokens": 2}})"}) {
    EXPECT_THAT(TakeChunk(event, reply), IsOk());
  }
  EXPECT_EQ(reply.text, "yes");
  EXPECT_EQ(reply.finish_reason, "stop");
  EXPECT_EQ(reply.completion_tokens, 2u);
}

TEST(TakeChunkTest, AnErrorInTheStreamIsOne) {
  ChatReply reply;
  const absl::Status full =
      TakeChunk(R"({"error": {"message": "no room"}})", reply);
  EXPECT_THAT(full, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_THAT(std::string(full.message()), HasSubstr("no room"));
  EXPECT_THAT(TakeChunk("{", reply), HasCode(absl::StatusCode::kInternal));
}

TEST(CheckReplyTest, ARefusalAndAHalfAnswerAreNone) {
  EXPECT_THAT(CheckReply(Reply("yes", "stop")), IsOk());
  EXPECT_THAT(CheckReply(Reply("yes", "")), IsOk());
  EXPECT_EQ(ReasonOf(CheckReply(Reply("", "", "I must not"))),
            Reason::MODEL_REFUSED);
  EXPECT_EQ(ReasonOf(CheckReply(Reply("a", "content_filter"))),
            Reason::MODEL_REFUSED);
  const absl::Status half = CheckReply(Reply("a", "length"));
  EXPECT_EQ(ReasonOf(half), Reason::MODEL_ANSWER_INVALID);
  EXPECT_THAT(std::string(half.message()), HasSubstr("max_answer_tokens"));
  EXPECT_EQ(ReasonOf(CheckReply(ChatReply())), Reason::MODEL_ANSWER_INVALID);
}

TEST(EmbeddingsTest, AreReadInTheOrderOfTheTexts) {
  EXPECT_EQ(EmbeddingBody(Tested(), {"a", "b"}),
            R"({"model":"tested","input":["a","b"],)"
            R"("encoding_format":"float"})");
  const auto reply = ParseEmbeddings(
      R"({"data": [{"index": 1, "embedding": [0.5, 1]},
                   {"index": 0, "embedding": [-1, 2e-1]}],
          "usage": {"prompt_tokens": 4}})",
      2);
  ASSERT_THAT(reply, IsOk());
  EXPECT_THAT(reply->vectors,
              ElementsAre(ElementsAre(-1.0f, 0.2f), ElementsAre(0.5f, 1.0f)));
  EXPECT_EQ(reply->prompt_tokens, 4u);
  const auto unnumbered = ParseEmbeddings(
      R"({"data": [{"embedding": [1]}, {"embedding": [2]}]})", 2);
  ASSERT_THAT(unnumbered, IsOk());
  EXPECT_THAT(unnumbered->vectors, SizeIs(2));
}

TEST(EmbeddingsTest, WhatDoesNotFitIsRefused) {
  for (const char* body :
       {"", "{}", R"({"data": [{"embedding": [1]}]})",
        R"({"data": [{"embedding": [1]}, {"embedding": [1, 2]}]})",
        R"({"data": [{"embedding": [1]}, {"embedding": []}]})",
        R"({"data": [{"embedding": [1]}, {"embedding": ["x"]}]})",
        R"({"data": [{"embedding": [1]}, {"embedding": [1e999]}]})",
        R"({"data": [{"embedding": [1]}, {"embedding": "AACAPw=="}]})",
        R"({"data": [{"index": 0, "embedding": [1]},
                     {"index": 0, "embedding": [1]}]})",
        R"({"data": [{"index": 0, "embedding": [1]},
                     {"index": 9, "embedding": [1]}]})"}) {
    EXPECT_EQ(ReasonOf(ParseEmbeddings(body, 2).status()),
              Reason::MODEL_ANSWER_INVALID)
        << body;
  }
}

TEST(ErrorTextTest, IsWhatTheEndpointSays) {
  EXPECT_EQ(ErrorText(R"({"error": {"message": "no such model"}})"),
            "no such model");
  EXPECT_EQ(ErrorText(R"({"error": "bad key"})"), "bad key");
  EXPECT_EQ(ErrorText(R"({"message": "gone"})"), "gone");
  EXPECT_EQ(ErrorText("<html>"), "");
  EXPECT_EQ(ErrorText(""), "");
  EXPECT_THAT(ErrorText(R"({"error": ")" + std::string(999, 'x') + R"("})"),
              SizeIs(200));
}

}  // namespace
}  // namespace alhf::sdk

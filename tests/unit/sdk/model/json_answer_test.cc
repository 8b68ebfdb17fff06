#include "sdk/model/json_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "sdk/model/assessment.pb.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::SizeIs;

using Fact = ModelAssessment::Fact;
using Instruction = ModelAssessment::Instruction;

TEST(SchemaOfTest, HasEachFieldAndNothingElse) {
  EXPECT_EQ(SchemaOf(*Fact::descriptor()),
            R"({"type":"object","properties":{"key":{"type":"string"},)"
            R"("value":{"type":"string"}},"required":["key","value"],)"
            R"("additionalProperties":false})");
  const nlohmann::json schema =
      nlohmann::json::parse(SchemaOf(*ModelAssessment::descriptor()));
  EXPECT_EQ(schema["properties"]["relevance"]["type"], "number");
  const auto& list = schema["properties"]["instructions"];
  EXPECT_EQ(list["type"], "array");
  EXPECT_EQ(list["items"]["type"], "object");
  EXPECT_EQ(list["items"]["properties"]["reach"]["enum"].size(), 2u);
  EXPECT_EQ(list["items"]["properties"]["facts"]["items"]["required"].size(),
            2u);
}

TEST(FirstObjectTest, IsFoundInWhatElseIsSaid) {
  EXPECT_EQ(FirstObject(R"({"a": 1})"), R"({"a": 1})");
  EXPECT_EQ(FirstObject("Sure!\n```json\n{\"a\": {\"b\": 1}}\n```\nDone {}"),
            R"({"a": {"b": 1}})");
  EXPECT_EQ(FirstObject(R"(x {"a": "}\"{"} y)"), R"({"a": "}\"{"})");
  EXPECT_EQ(FirstObject(R"({"a": 1)"), "");
  EXPECT_EQ(FirstObject(R"({"a": "\)"), "");
  EXPECT_EQ(FirstObject("none"), "");
}

TEST(ReadAnswerTest, FillsTheMessage) {
  Fact fact;
  ASSERT_THAT(
      ReadAnswer(R"(Here: {"key": "a", "more": [1], "value": "b"})", fact),
      IsOk());
  EXPECT_EQ(fact.key(), "a");
  EXPECT_EQ(fact.value(), "b");
}

TEST(ReadAnswerTest, SaysWhatDoesNotFit) {
  Fact fact;
  const auto message_of = [&fact](const char* text) {
    const absl::Status status = ReadAnswer(text, fact);
    EXPECT_EQ(ReasonOf(status), Reason::MODEL_ANSWER_INVALID) << text;
    return std::string(status.message());
  };
  EXPECT_THAT(message_of("no"), HasSubstr("without a whole JSON object"));
  EXPECT_THAT(message_of("{key: 1}"), HasSubstr("not JSON"));
  EXPECT_THAT(message_of(R"({"key": "a"})"), HasSubstr("the field value"));
  EXPECT_THAT(message_of(R"({"key": "a", "value": {}})"),
              HasSubstr("another JSON"));
  EXPECT_THAT(message_of(R"({"key": "a", "value": ["b"]})"),
              HasSubstr("another JSON"));
  ModelAssessment assessment;
  const absl::Status inner = ReadAnswer(
      R"({"relevance": 1, "reason": "", "instructions": [{"quote": "a"}]})",
      assessment);
  EXPECT_THAT(std::string(inner.message()),
              HasSubstr("instructions.understood_as"));
  EXPECT_FALSE(
      ReadAnswer(R"({"relevance": 1, "reason": "", "instructions": "none"})",
                 assessment)
          .ok());
}

class AskJsonTest : public ::testing::Test {
 protected:
  AskJsonTest() { request_.messages = {{ChatRole::kUser, "Which?"}}; }

  absl::Status Ask() {
    auto model = MakeChatModel(endpoint_.config(), endpoint_.parts());
    if (!model.ok()) return model.status();
    return AskJson(**model, request_, fact_, usage_);
  }

  ScriptedEndpoint endpoint_;
  ChatRequest request_;
  Fact fact_;
  v1::ModelUsage usage_;
};

TEST_F(AskJsonTest, AsksByTheMessagesSchema) {
  endpoint_.Say(Completion(R"({"key": "a", "value": "b"})"));
  ASSERT_THAT(Ask(), IsOk());
  EXPECT_EQ(fact_.value(), "b");
  const nlohmann::json body = endpoint_.LastBody();
  EXPECT_EQ(body["response_format"]["json_schema"]["name"], "Fact");
  ASSERT_THAT(request_.messages, SizeIs(2));
  EXPECT_EQ(request_.messages[1].text, R"({"key": "a", "value": "b"})");
}

TEST_F(AskJsonTest, AsksOnceMoreWithWhatWasWrong) {
  endpoint_.Say(Completion(R"({"key": "a"})"));
  endpoint_.Say(Completion(R"(Sorry. {"key": "a", "value": "b"})"));
  ASSERT_THAT(Ask(), IsOk());
  EXPECT_EQ(fact_.value(), "b");
  EXPECT_EQ(usage_.calls(), 2u);
  const nlohmann::json messages = endpoint_.LastBody()["messages"];
  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[1]["role"], "assistant");
  EXPECT_THAT(messages[2]["content"].get<std::string>(),
              HasSubstr("without the field value"));
}

TEST_F(AskJsonTest, GivesUpAfterTheSecond) {
  endpoint_.Say(Completion("I cannot say."));
  EXPECT_EQ(ReasonOf(Ask()), Reason::MODEL_ANSWER_INVALID);
  EXPECT_THAT(endpoint_.requests(), SizeIs(2));
}

TEST_F(AskJsonTest, FailsAsTheModelDoes) {
  endpoint_.Say(Failure(401));
  EXPECT_EQ(ReasonOf(Ask()), Reason::MODEL_REFUSED);
  EXPECT_THAT(endpoint_.requests(), SizeIs(1));
}

}  // namespace
}  // namespace alhf::sdk

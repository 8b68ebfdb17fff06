#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/sdk/model/model_stage.h"
#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "sdk/model/assessment.pb.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::testing::SizeIs;

class ModelSessionTest : public ::testing::Test {
 protected:
  ModelSessionTest()
      : model_(*MakeChatModel(endpoint_.config(), endpoint_.parts())) {}

  ScriptedEndpoint endpoint_;
  std::unique_ptr<ChatModel> model_;
};

TEST_F(ModelSessionTest, CountsAllOfItsCalls) {
  endpoint_.Say(Completion("text"));
  endpoint_.Say(Completion(R"({"key": "a", "value": "b"})"));
  ModelSession session(*model_, absl::InfiniteFuture());
  EXPECT_THAT(session.AskText({{ChatRole::kUser, "a?"}}), IsOkAndHolds("text"));
  std::vector<ChatMessage> messages = {{ChatRole::kUser, "b?"}};
  ModelAssessment::Fact fact;
  ASSERT_THAT(session.AskJson(messages, fact), IsOk());
  EXPECT_THAT(messages, SizeIs(2));
  EXPECT_EQ(fact.key(), "a");
  EXPECT_EQ(session.usage().calls(), 2u);
  EXPECT_EQ(session.usage().prompt_tokens(), 22u);
  EXPECT_EQ(session.usage().model(), "tested");
}

TEST_F(ModelSessionTest, SendsTheTraceOfTheCallThatItIsFor) {
  constexpr char kTrace[] =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  endpoint_.Say(Completion("text"));
  endpoint_.Say(Completion(R"({"key": "a", "value": "b"})"));
  ModelSession session(*model_, absl::InfiniteFuture(), kTrace);
  ASSERT_THAT(session.AskText({{ChatRole::kUser, "a?"}}), IsOk());
  std::vector<ChatMessage> messages = {{ChatRole::kUser, "b?"}};
  ModelAssessment::Fact fact;
  ASSERT_THAT(session.AskJson(messages, fact), IsOk());
  ModelSession untraced(*model_, absl::InfiniteFuture());
  ASSERT_THAT(untraced.AskText({{ChatRole::kUser, "c?"}}), IsOk());
  const auto sent = endpoint_.requests();
  ASSERT_THAT(sent, SizeIs(3));
  EXPECT_EQ(sent[0].headers.at("traceparent"), kTrace);
  EXPECT_EQ(sent[1].headers.at("traceparent"), kTrace);
  EXPECT_EQ(sent[2].headers.count("traceparent"), 0u);
}

TEST_F(ModelSessionTest, KeepsItsDeadline) {
  endpoint_.Say(Completion("text"));
  ModelSession session(*model_, endpoint_.clock().Now());
  EXPECT_EQ(ReasonOf(session.AskText({{ChatRole::kUser, "a?"}}).status()),
            Reason::DEADLINE);
  std::vector<ChatMessage> messages = {{ChatRole::kUser, "b?"}};
  ModelAssessment::Fact fact;
  EXPECT_EQ(ReasonOf(session.AskJson(messages, fact)), Reason::DEADLINE);
  EXPECT_EQ(session.usage().calls(), 0u);
}

}  // namespace
}  // namespace alhf::sdk

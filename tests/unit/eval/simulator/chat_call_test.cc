#include "eval/simulator/chat_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "tests/unit/eval/simulator/boats.h"

namespace alhf::eval {
namespace {

using ::alhf::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ReadChatCallTest, ReadsQuestionAndLessons) {
  const ChatCall call =
      CallOf("How many?", {"be brief", "no tests\\n  at all"});
  EXPECT_EQ(call.kind, ChatKind::kText);
  EXPECT_EQ(call.question, "How many?");
  EXPECT_THAT(call.lessons, ElementsAre("be brief", "no tests at all"));
  EXPECT_GT(call.guidance_bytes, 20u);
  EXPECT_GT(call.prompt_bytes, call.guidance_bytes);
  EXPECT_FALSE(call.streams);
  EXPECT_THAT(CallOf("How many?", {}).lessons, IsEmpty());
}

TEST(ReadChatCallTest, KnowsWhatIsWantedByTheSchema) {
  EXPECT_EQ(CallOf("a?", {}, "sql").kind, ChatKind::kSql);
  EXPECT_EQ(CallOf("a?", {}, "keep").kind, ChatKind::kPassages);
  EXPECT_EQ(CallOf("a?", {}, "relevance").kind, ChatKind::kAssessment);
}

TEST(ReadChatCallTest, ReadsPassagesAndFeedback) {
  const ChatCall call = CallOf(
      "a?", {}, "keep",
      "~~~wanted\\n3 at most\\n~~~\\n~~~passages\\n1. [a/b.md] Top\\ntext\\n"
      "2. [c.md]\\n1. [no.md]\\n~~~\\n~~~feedback\\nbe kind\\n~~~\\n"
      "~~~component\\nName: writer\\nWrites.\\n~~~\\n");
  EXPECT_THAT(call.sources, ElementsAre("a/b.md", "c.md"));
  EXPECT_EQ(call.wanted_passages, 3u);
  EXPECT_EQ(call.feedback, "be kind");
  EXPECT_EQ(call.component, "writer");
}

TEST(ReadChatCallTest, WhatTheModelSaidIsNoPrompt) {
  const auto call = ReadChatCall(
      R"({"messages":[{"role":"assistant","content":"~~~lessons\n[l-1] x\n~~~"},
                      {"role":"user","content":"~~~question\nq?\n~~~"}, 7],
          "stream": true})");
  ASSERT_THAT(call, IsOk());
  EXPECT_THAT(call->lessons, IsEmpty());
  EXPECT_EQ(call->question, "q?");
  EXPECT_TRUE(call->streams);
}

TEST(ReadChatCallTest, OtherBodiesAreRefused) {
  for (const char* body : {"", "[]", "{}", R"({"messages": 1})"}) {
    EXPECT_EQ(ReadChatCall(body).status().code(),
              absl::StatusCode::kInvalidArgument)
        << body;
  }
}

}  // namespace
}  // namespace alhf::eval

#include "components/stock/stock.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"

namespace alhf::stock {
namespace {

using ::alhf::testing::ComponentHarness;
using ::alhf::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kManifest[] = R"(
  name: "search"
  description: "Finds pages for the support bot"
  owns: "which pages and sources to search"
  owns: "how many results to show"
  owns: "what words mean in our pages"
  example_in_scope: "that page is out of date"
  example_in_scope: "do not quote the forum"
  example_out_of_scope: "write shorter answers"
  example_out_of_scope: "be more polite"
  rule { said: "at most # results|pages" said: "only # results|pages" limit { name: "top_k" } }
  rule {
    said: "leave out <>"
    said: "ignore|skip|exclude <>"
    filter { field: "source" exclude: true }
    word { said: "forum" value: "forum/" }
    word { said: "old manual" value: "manual-2019.md" }
  }
  rule { said: "prefer <>" boost { field: "source" factor: 2 } }
  rule { expansion {} }
)";

class StockTest : public ::testing::Test {
 protected:
  StockTest() : harness_(MakeComponent()) {}

  static std::unique_ptr<sdk::Component> MakeComponent() {
    Manifest manifest;
    EXPECT_TRUE(
        google::protobuf::TextFormat::ParseFromString(kManifest, &manifest));
    return std::make_unique<StockComponent>(manifest);
  }

  v1::Assessment Teach(const std::string& text) {
    const auto assessment = harness_.Teach(text);
    EXPECT_THAT(assessment, IsOk());
    return assessment.value_or(v1::Assessment());
  }
  v1::Adjustment Adjust(const std::string& question) {
    const auto adjustment = harness_.Adjust(question);
    EXPECT_THAT(adjustment, IsOk());
    return adjustment.value_or(v1::Adjustment());
  }

  ComponentHarness harness_;
};

TEST_F(StockTest, ARuleGivesATypedItem) {
  const v1::Assessment assessment = Teach("Show at most three results.");
  ASSERT_THAT(assessment.proposals(), SizeIs(1));
  EXPECT_EQ(assessment.proposals(0).understood_as(), "at most 3 top_k");
  EXPECT_EQ(assessment.proposals(0).effect(), v1::EFFECT_ENFORCED);
  const v1::Adjustment adjustment = Adjust("How do I reset my password?");
  ASSERT_THAT(adjustment.items(), SizeIs(1));
  EXPECT_EQ(adjustment.items(0).limit().value(), 3);
  EXPECT_EQ(adjustment.items(0).target(), "top_k");
}

TEST_F(StockTest, TwoInstructionsAreTwoLessonsWithTheirSpans) {
  const std::string text = "Skip the forum, and prefer the wiki.";
  const v1::Assessment assessment = Teach(text);
  ASSERT_THAT(assessment.proposals(), SizeIs(2));
  EXPECT_EQ(assessment.proposals(0).understood_as(),
            "leave out source: forum/");
  EXPECT_EQ(assessment.proposals(1).understood_as(), "prefer source: wiki");
  EXPECT_LE(assessment.proposals(0).span().end(),
            assessment.proposals(1).span().begin());
}

TEST_F(StockTest, WhatIsDeniedOrHalfReadIsNotEnforced) {
  for (const char* text :
       {"Don't leave out the forum any more.", "Do not prefer the wiki.",
        "At most 3 results is too few.", "Skip the forum, the blog, the chat.",
        "Skip forum posts from last year.",
        "Prefer the wiki over the handbook.",
        "SSO means single sign-on, except in the app."}) {
    const v1::Assessment assessment = Teach(text);
    for (const v1::Proposal& proposal : assessment.proposals()) {
      EXPECT_EQ(proposal.effect(), v1::EFFECT_GUIDANCE_ONLY) << text;
    }
  }
}

TEST_F(StockTest, AReasonAndASecondInstructionAreNoNames) {
  const v1::Assessment two = Teach("Prefer the wiki and skip the forum.");
  ASSERT_THAT(two.proposals(), SizeIs(2));
  EXPECT_EQ(two.proposals(0).understood_as(), "prefer source: wiki");
  EXPECT_EQ(two.proposals(1).understood_as(), "leave out source: forum/");
  const v1::Assessment why = Teach("Prefer manuals because nobody checks it.");
  ASSERT_THAT(why.proposals(), SizeIs(1));
  EXPECT_EQ(why.proposals(0).understood_as(), "prefer source: manuals");
}

TEST_F(StockTest, ATopicIsOfItsSentence) {
  const v1::Assessment assessment = Teach(
      "For questions about billing, at most three pages. Skip the forum.");
  ASSERT_THAT(assessment.proposals(), SizeIs(2));
  EXPECT_EQ(assessment.proposals(0).scope().topic(), "billing");
  EXPECT_EQ(assessment.proposals(1).scope().topic(), "");
}

TEST_F(StockTest, ANamedTopicNarrows) {
  Teach("For questions about billing, prefer the price list.");
  EXPECT_THAT(Adjust("When is billing day?").items(), SizeIs(1));
  EXPECT_THAT(Adjust("How do I reset my password?").items(), IsEmpty());
}

TEST_F(StockTest, ADefinitionIsAnExpansionWhereItsTermIsSaid) {
  Teach("SSO means single sign-on.");
  const v1::Adjustment adjustment = Adjust("How do I set up SSO?");
  ASSERT_THAT(adjustment.items(), SizeIs(1));
  EXPECT_EQ(adjustment.items(0).expansion().term(), "SSO");
  EXPECT_THAT(adjustment.items(0).expansion().terms(),
              ElementsAre("single sign-on"));
  EXPECT_THAT(Adjust("How do I reset my password?").items(), IsEmpty());
}

TEST_F(StockTest, WhatNoRuleReadsIsGuidance) {
  const v1::Assessment assessment =
      Teach("Search the release notes pages too, always.");
  ASSERT_EQ(assessment.outcome(), v1::OUTCOME_CLAIMED);
  ASSERT_THAT(assessment.proposals(), SizeIs(1));
  EXPECT_EQ(assessment.proposals(0).effect(), v1::EFFECT_GUIDANCE_ONLY);
  const v1::Adjustment adjustment = Adjust("What changed in the last version?");
  ASSERT_THAT(adjustment.items(), SizeIs(1));
  EXPECT_TRUE(adjustment.items(0).has_guidance());
}

TEST_F(StockTest, AConditionThatNobodyReadsIsNotEnforced) {
  const v1::Assessment assessment =
      Teach("Skip the forum unless nothing else is found.");
  ASSERT_THAT(assessment.proposals(), SizeIs(1));
  EXPECT_EQ(assessment.proposals(0).effect(), v1::EFFECT_GUIDANCE_ONLY);
}

TEST_F(StockTest, AnUnknownNameIsNotEnforced) {
  const v1::Assessment assessment = Teach("Ignore the newsletter.");
  ASSERT_THAT(assessment.proposals(), SizeIs(1));
  EXPECT_EQ(assessment.proposals(0).effect(), v1::EFFECT_GUIDANCE_ONLY);
}

TEST_F(StockTest, OtherMattersChatAndQuestionsTeachNothing) {
  for (const char* text :
       {"Be more polite.", "Thanks, great!", "How many pages are there?",
        "Write shorter answers."}) {
    EXPECT_NE(Teach(text).outcome(), v1::OUTCOME_CLAIMED) << text;
  }
  EXPECT_THAT(Adjust("How many pages are there?").items(), IsEmpty());
}

TEST_F(StockTest, TheNewerOfTwoContradictsTheOlder) {
  Teach("At most three results.");
  const v1::Assessment second = Teach("At most ten results.");
  ASSERT_THAT(second.proposals(), SizeIs(1));
  ASSERT_THAT(second.proposals(0).relations(), SizeIs(1));
  EXPECT_EQ(second.proposals(0).relations(0).kind(), v1::Relation::CONTRADICTS);
}

TEST_F(StockTest, ARebuiltMemoryIsTheSame) {
  Teach("At most three results.");
  Teach("SSO means single sign-on.");
  const std::string before = harness_.Export();
  ASSERT_THAT(harness_.Rebuild(), IsOk());
  EXPECT_EQ(harness_.Export(), before);
}

TEST(MakeStockTest, WantsAManifest) {
  EXPECT_FALSE(MakeStock("").ok());
  EXPECT_FALSE(MakeStock("/nowhere/m.textproto").ok());
}

}  // namespace
}  // namespace alhf::stock

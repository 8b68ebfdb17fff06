#include "sdk/model/model_assessment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "alhf/sdk/scope.h"
#include "google/protobuf/text_format.h"
#include "tests/support/golden.h"

namespace alhf::sdk {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kText[] = "Weeks are ISO. Be kinder in answers on boats.";

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

class MergeAssessmentTest : public ::testing::Test {
 protected:
  MergeAssessmentTest() {
    record_.set_text(kText);
    record_.mutable_exchange()->set_question("How many boats?");
    v1::FacetKnowledge& kinds = scope_.may.emplace_back();
    kinds.set_key("kind");
    kinds.add_values("rows");
  }

  v1::Assessment Merge() {
    return MergeAssessment(manifest_, record_, embedded_, said_, scope_,
                           assumed_);
  }
  // The embedded engine enforces the first sentence.
  void Enforce() {
    embedded_ = Parse<v1::Assessment>(R"pb(
      score: 0.8
      outcome: OUTCOME_CLAIMED
      reason: "words"
      proposals {
        span { begin: 0 end: 14 }
        understood_as: "ISO weeks"
        effect: EFFECT_ENFORCED
        conflict_key: "weeks"
      })pb");
  }
  ModelAssessment::Instruction& Say(const std::string& quote,
                                    const std::string& understood) {
    auto& instruction = *said_.add_instructions();
    instruction.set_quote(quote);
    instruction.set_understood_as(understood);
    return instruction;
  }

  v1::Manifest manifest_ = MakeManifest("writer", "Writes.", {"tone"});
  v1::FeedbackRecord record_;
  v1::Assessment embedded_;
  ModelAssessment said_;
  ModelScope scope_;
  bool assumed_ = false;
};

TEST_F(MergeAssessmentTest, WhatTheModelUnderstoodIsGuidance) {
  said_.set_relevance(0.9);
  said_.set_reason("tone");
  auto& kind = Say("Be kinder in answers on boats.", "write kindly");
  kind.set_reach(ModelAssessment::QUESTIONS_ON_TOPIC);
  kind.set_topic("boats");
  kind.add_defined_terms("boat");
  const v1::Assessment merged = Merge();
  EXPECT_EQ(merged.score(), 0.9);
  EXPECT_EQ(merged.outcome(), v1::OUTCOME_CLAIMED);
  EXPECT_THAT(merged.reason(), HasSubstr("tone"));
  ASSERT_THAT(merged.proposals(), SizeIs(1));
  const v1::Proposal& proposal = merged.proposals(0);
  EXPECT_EQ(proposal.effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ(proposal.understood_as(), "write kindly");
  EXPECT_EQ(proposal.span().begin(), 15u);
  EXPECT_EQ(proposal.span().end(), 45u);
  EXPECT_EQ(proposal.scope().breadth(), v1::BREADTH_TOPIC);
  EXPECT_EQ(proposal.scope().topic(), "boats");
  EXPECT_THAT(proposal.scope().triggers(), ElementsAre("boat"));
}

TEST_F(MergeAssessmentTest, WhatTheEngineEnforcesStaysAsItIs) {
  Enforce();
  said_.set_relevance(0.4);
  Say("Weeks are ISO", "number weeks by ISO");
  Say("Be kinder in answers on boats.", "write kindly");
  const v1::Assessment merged = Merge();
  EXPECT_EQ(merged.score(), 0.8);
  EXPECT_EQ(merged.reason(), "words");
  ASSERT_THAT(merged.proposals(), SizeIs(2));
  EXPECT_EQ(merged.proposals(0).effect(), v1::EFFECT_ENFORCED);
  EXPECT_EQ(merged.proposals(0).conflict_key(), "weeks");
  EXPECT_EQ(merged.proposals(1).understood_as(), "write kindly");
  EXPECT_EQ(merged.proposals(1).scope().breadth(), v1::BREADTH_COMPONENT);
}

TEST_F(MergeAssessmentTest, TheModelsNoCountsWhereNothingIsEnforced) {
  embedded_.set_score(0.9);
  *embedded_.add_proposals() = GuidanceProposal(record_);
  said_.set_relevance(0.1);
  v1::Assessment merged = Merge();
  EXPECT_EQ(merged.outcome(), v1::OUTCOME_DECLINED);
  EXPECT_THAT(merged.proposals(), SizeIs(0));
  // Unless a person says otherwise.
  assumed_ = true;
  merged = Merge();
  EXPECT_EQ(merged.outcome(), v1::OUTCOME_DECLINED);
  EXPECT_THAT(merged.proposals(), SizeIs(1));
}

TEST_F(MergeAssessmentTest, AClaimWithoutInstructionsKeepsTheWords) {
  said_.set_relevance(1);
  const v1::Assessment merged = Merge();
  ASSERT_THAT(merged.proposals(), SizeIs(1));
  EXPECT_EQ(merged.proposals(0).effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_THAT(merged.proposals(0).understood_as(), HasSubstr(kText));
}

TEST_F(MergeAssessmentTest, ScopesAreNarrowedByFactsThatThereAre) {
  v1::Facet& always = scope_.always.emplace_back();
  always.set_key("database");
  always.set_value("harbour");
  said_.set_relevance(1);
  auto& instruction = Say("Be kinder", "write kindly");
  for (const char* value : {"rows", "columns"}) {
    auto& fact = *instruction.add_facts();
    fact.set_key("kind");
    fact.set_value(value);
  }
  const v1::Assessment merged = Merge();
  ASSERT_THAT(merged.proposals(0).scope().facets(), SizeIs(2));
  EXPECT_EQ(merged.proposals(0).scope().facets(0).key(), "database");
  EXPECT_EQ(merged.proposals(0).scope().facets(1).value(), "rows");
}

// Those of an answer or a document, say, which tell the model to teach them.
TEST_F(MergeAssessmentTest, WordsThatWereNotSaidTeachNothing) {
  said_.set_relevance(1);
  Say("Be nicer", "drop all tables");
  const v1::Assessment alone = Merge();
  EXPECT_EQ(alone.SerializeAsString(), embedded_.SerializeAsString());
  Say("Be kinder", "write kindly");
  const v1::Assessment merged = Merge();
  ASSERT_THAT(merged.proposals(), SizeIs(1));
  EXPECT_EQ(merged.proposals(0).understood_as(), "write kindly");
}

TEST_F(MergeAssessmentTest, ARelevanceIsANumberFromZeroToOne) {
  Say("Be kinder", "write kindly");
  said_.set_relevance(7);
  EXPECT_EQ(Merge().score(), 1.0);
  said_.set_relevance(std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(Merge().score(), 0.0);
}

TEST(AssessmentPromptTest, HoldsWhatWasSaidAndWhoIsAsked) {
  v1::Manifest manifest = MakeManifest("writer", "Writes answers.", {"tone"});
  manifest.add_examples_in_scope("be kind");
  manifest.add_examples_out_of_scope("use ISO weeks");
  const auto record = Parse<v1::FeedbackRecord>(R"pb(
    text: "Be kinder."
    exchange {
      question: "How many?"
      answer: "Four."
      steps {
        component: "writer"
        output { table { sql: "SELECT 4" } }
      }
      steps {
        component: "other"
        output { table { sql: "SELECT 5" } }
      }
    })pb");
  ModelScope scope;
  scope.may.push_back(Parse<v1::FacetKnowledge>(R"pb(key: "kind"
                                                     values: "rows"
                                                     values: "text")pb"));
  const auto messages = AssessmentPrompt(manifest, record, scope);
  ASSERT_THAT(messages, SizeIs(2));
  for (const char* part :
       {"Name: writer", "Writes answers.", "- tone", "- be kind",
        "- use ISO weeks", "kind: rows, text"}) {
    EXPECT_THAT(messages[0].text, HasSubstr(part));
  }
  for (const char* part : {"~~~asked\nHow many?", "~~~answered\nFour.",
                           "SELECT 4", "~~~feedback\nBe kinder.\n~~~"}) {
    EXPECT_THAT(messages[1].text, HasSubstr(part));
  }
  EXPECT_THAT(messages[1].text, ::testing::Not(HasSubstr("SELECT 5")));
  const std::string prompt =
      "===== system\n" + messages[0].text + "===== user\n" + messages[1].text;
  EXPECT_EQ(prompt, alhf::testing::Golden("prompts/assess.txt", prompt));
}

TEST(EnforcesAnyTest, LooksAtEffects) {
  v1::Assessment assessment;
  EXPECT_FALSE(EnforcesAny(assessment));
  assessment.add_proposals()->set_effect(v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_FALSE(EnforcesAny(assessment));
  assessment.add_proposals()->set_effect(v1::EFFECT_ENFORCED);
  EXPECT_TRUE(EnforcesAny(assessment));
}

}  // namespace
}  // namespace alhf::sdk

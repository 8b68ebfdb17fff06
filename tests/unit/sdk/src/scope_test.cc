#include "alhf/sdk/scope.h"

#include "gtest/gtest.h"

namespace alhf::sdk {
namespace {

v1::Manifest Tone() {
  v1::Manifest manifest = MakeManifest("tone", "How answers sound",
                                       {"tone of the answer", "short or long"});
  manifest.add_examples_in_scope("Be more formal with customers");
  manifest.add_examples_out_of_scope("Prefer the newest folder");
  return manifest;
}

v1::FeedbackRecord Record(const std::string& text) {
  v1::FeedbackRecord record;
  record.set_text(text);
  return record;
}

double Score(const std::string& text) {
  return AssessByManifest(Tone(), Record(text)).score();
}

TEST(ScopeTest, WordsOfWhatIsOwnedClaim) {
  const auto assessment =
      AssessByManifest(Tone(), Record("Keep the answer short."));
  EXPECT_EQ(assessment.outcome(), v1::OUTCOME_CLAIMED);
  EXPECT_NE(assessment.reason(), "");
}

TEST(ScopeTest, WordsOfNobodyDecline) {
  EXPECT_EQ(AssessByManifest(Tone(), Record("Join on the key.")).outcome(),
            v1::OUTCOME_DECLINED);
}

TEST(ScopeTest, ExamplesRaiseAndLower) {
  EXPECT_GT(Score("Be formal."), Score("Be purple."));
  EXPECT_LT(Score("Prefer purple."), Score("Take purple."));
}

// "Leave" is in what the author owns and in what he does not: no evidence.
TEST(ScopeTest, AWordOfBothSidesSpeaksForNeither) {
  v1::Manifest both = Tone();
  both.add_owns("what to leave unsaid");
  both.add_examples_out_of_scope("leave out rows");
  EXPECT_EQ(AssessByManifest(both, Record("Leave purple.")).score(),
            AssessByManifest(both, Record("Purple.")).score());
}

TEST(ScopeTest, NamingTheStepRaises) {
  v1::FeedbackRecord record = Record("That was purple.");
  const double before = AssessByManifest(Tone(), record).score();
  record.set_step("tone");
  EXPECT_GT(AssessByManifest(Tone(), record).score(), before);
}

TEST(ScopeTest, WhatTeachesNobodyIsDeclined) {
  for (const char* text :
       {"Thanks for the short answer!", "Great tone, very clear.", "Hello",
        "How long is the short answer?"}) {
    EXPECT_EQ(AssessByManifest(Tone(), Record(text)).outcome(),
              v1::OUTCOME_DECLINED)
        << text;
  }
}

TEST(ScopeTest, OutcomesFollowTheThresholds) {
  v1::Manifest manifest;
  EXPECT_EQ(OutcomeOf(manifest, 0.5), v1::OUTCOME_CLAIMED);
  EXPECT_EQ(OutcomeOf(manifest, 0.49), v1::OUTCOME_UNSURE);
  EXPECT_EQ(OutcomeOf(manifest, 0.29), v1::OUTCOME_DECLINED);
  manifest.set_claim_threshold(0.9);
  manifest.set_unsure_threshold(0.8);
  EXPECT_EQ(OutcomeOf(manifest, 0.85), v1::OUTCOME_UNSURE);
}

TEST(ScopeTest, GuidanceKeepsTheTextAndItsQuestion) {
  v1::FeedbackRecord record = Record(" Always be formal. ");
  record.mutable_exchange()->set_question("How are you?");
  const v1::Proposal proposal = GuidanceProposal(record);
  EXPECT_EQ(proposal.understood_as(), "keep in mind: Always be formal.");
  EXPECT_EQ(proposal.effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ(proposal.scope().breadth(), v1::BREADTH_COMPONENT);
  EXPECT_EQ(proposal.scope().topic(), "How are you?");
}

TEST(ScopeTest, GuidanceIsForTheTopicThatItNames) {
  const v1::Proposal proposal =
      GuidanceProposal(Record("Whenever someone asks about tides, be formal."));
  EXPECT_EQ(proposal.scope().breadth(), v1::BREADTH_TOPIC);
  EXPECT_EQ(proposal.scope().topic(), "tides");
  ASSERT_EQ(proposal.scope().triggers_size(), 1);
  EXPECT_EQ(proposal.scope().triggers(0), "tides");
}

}  // namespace
}  // namespace alhf::sdk

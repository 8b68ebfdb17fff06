#include "alhf/sdk/scope.h"

#include "gtest/gtest.h"

namespace alhf::sdk {
namespace {

v1::FeedbackRecord Record(const std::string& text) {
  v1::FeedbackRecord record;
  record.set_text(text);
  return record;
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

TEST(ScopeTest, AnEngineKnowsItsOwnSystemAndNoOther) {
  v1::FeedbackRecord record = Record("words");
  EXPECT_EQ(ScoreUnderstood(record, 0.01, 0.9), 0.9);
  EXPECT_EQ(ScoreUnderstood(record, 0.95, 0.9), 0.95);
  EXPECT_LT(ScoreNotUnderstood(record, 0.6), 0.5);
  EXPECT_GT(ScoreNotUnderstood(record, 0.8), 0.5);
  // It does not even know the things.
  EXPECT_LT(ScoreNotUnderstood(record, 0.9, false), 0.5);
  EXPECT_GT(ScoreNotUnderstood(record, 0.98, false), 0.5);
  EXPECT_EQ(ScoreNotUnderstood(record, 0), 0);
  record.set_detached(true);
  EXPECT_EQ(ScoreUnderstood(record, 0.01, 0.9), 0.01);
  EXPECT_EQ(ScoreUnderstood(record, 0.3, 0.9), 0.9);
  EXPECT_EQ(ScoreNotUnderstood(record, 0.9), 0.9);
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

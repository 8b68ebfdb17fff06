#include "sdk/src/assessment.h"

#include <limits>

#include "alhf/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

class AssessmentTest : public ::testing::Test {
 protected:
  AssessmentTest() : manifest_(MakeManifest("plain", "d", {})) {
    request_.set_tenant("acme");
    request_.set_agent("bot");
    request_.mutable_record()->set_text("Use ISO weeks — always.");
    assessment_.set_score(0.8);
    v1::Proposal& proposal = *assessment_.add_proposals();
    proposal.set_understood_as("ISO weeks");
    proposal.set_effect(v1::EFFECT_ENFORCED);
  }
  absl::Status Complete() {
    return CompleteAssessment(manifest_, request_, At(4), assessment_);
  }
  void ExpectBroken() {
    EXPECT_THAT(Complete(), StatusIs(absl::StatusCode::kInternal,
                                     Reason::COMPONENT_FAILED));
  }

  v1::Manifest manifest_;
  v1::AssessFeedbackRequest request_;
  v1::Assessment assessment_;
};

TEST_F(AssessmentTest, FillsInWhatTheAuthorNeedNotSay) {
  ASSERT_THAT(Complete(), IsOk());
  EXPECT_EQ(assessment_.component(), "plain");
  EXPECT_EQ(assessment_.outcome(), v1::OUTCOME_CLAIMED);
  EXPECT_EQ(assessment_.position_seen().sequence(), 4);
  EXPECT_EQ(assessment_.claim_threshold(), 0.5);
  EXPECT_EQ(assessment_.unsure_threshold(), 0.3);
  EXPECT_EQ(assessment_.proposals(0).scope().tenant(), "acme");
  EXPECT_EQ(assessment_.proposals(0).scope().agent(), "bot");
}

TEST_F(AssessmentTest, TheOutcomeFollowsTheThresholds) {
  assessment_.set_score(0.3);
  ASSERT_THAT(Complete(), IsOk());
  EXPECT_EQ(assessment_.outcome(), v1::OUTCOME_UNSURE);
  assessment_.set_score(0.29);
  ExpectBroken();  // still says UNSURE
  assessment_.clear_outcome();
  ASSERT_THAT(Complete(), IsOk());
  EXPECT_EQ(assessment_.outcome(), v1::OUTCOME_DECLINED);
  assessment_.clear_outcome();
  assessment_.set_claim_threshold(0.2);
  assessment_.set_unsure_threshold(0.1);
  ASSERT_THAT(Complete(), IsOk());
  EXPECT_EQ(assessment_.outcome(), v1::OUTCOME_CLAIMED);
}

TEST_F(AssessmentTest, AScoreIsANumberFromZeroToOne) {
  assessment_.set_score(1.01);
  ExpectBroken();
  assessment_.set_score(-0.01);
  ExpectBroken();
  assessment_.set_score(std::numeric_limits<double>::quiet_NaN());
  ExpectBroken();
}

TEST_F(AssessmentTest, AClaimProposesSomething) {
  assessment_.clear_proposals();
  ExpectBroken();
  assessment_.clear_outcome();
  assessment_.set_score(0.1);
  EXPECT_THAT(Complete(), IsOk());
  request_.set_assume_in_scope(true);
  ExpectBroken();
}

TEST_F(AssessmentTest, AProposalSaysWhatItDoesAndMeans) {
  assessment_.mutable_proposals(0)->clear_effect();
  ExpectBroken();
  assessment_.mutable_proposals(0)->set_effect(v1::EFFECT_GUIDANCE_ONLY);
  assessment_.mutable_proposals(0)->clear_understood_as();
  ExpectBroken();
  assessment_.mutable_proposals(0)->set_effect(v1::EFFECT_NOT_UNDERSTOOD);
  EXPECT_THAT(Complete(), IsOk());
}

TEST_F(AssessmentTest, ASpanIsAPartOfTheText) {
  v1::Span& span = *assessment_.mutable_proposals(0)->mutable_span();
  const auto text_size = static_cast<uint32_t>(request_.record().text().size());
  span.set_end(text_size);
  EXPECT_THAT(Complete(), IsOk());
  span.set_end(text_size + 1);
  ExpectBroken();
  span.set_end(15);  // inside the dash
  ExpectBroken();
  span.set_begin(5);
  span.set_end(5);
  ExpectBroken();
}

}  // namespace
}  // namespace alhf::sdk

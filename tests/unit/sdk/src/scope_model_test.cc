#include "alhf/sdk/scope_model.h"

#include <gtest/gtest.h>

#include "alhf/sdk/scope.h"
#include "core/relevance/encoder/sentence_encoder.h"

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

class ScopeModelTest : public ::testing::Test {
 protected:
  double Score(const std::string& text,
               const std::vector<AssignedText>& assigned = {}) {
    return model_.Assess(Record(text), assigned).score();
  }

  const ScopeModel model_{Tone(), nullptr};
};

TEST_F(ScopeModelTest, AManifestOfFewWordsClaimsItsMatter) {
  const auto assessment = model_.Assess(Record("Keep the answer short."), {});
  EXPECT_EQ(assessment.outcome(), v1::OUTCOME_CLAIMED) << assessment.score();
  EXPECT_NE(assessment.reason(), "");
}

TEST_F(ScopeModelTest, DeclinesWhatIsNotItsMatter) {
  EXPECT_EQ(model_.Assess(Record("Join on the key."), {}).outcome(),
            v1::OUTCOME_DECLINED);
}

TEST_F(ScopeModelTest, ExamplesRaiseAndLower) {
  EXPECT_GT(Score("Be formal."), Score("Be purple."));
  EXPECT_LT(Score("Prefer purple folder."), Score("Take purple boat."));
}

TEST_F(ScopeModelTest, NamingTheStepRaises) {
  v1::FeedbackRecord record = Record("That was purple.");
  const double before = model_.Assess(record, {}).score();
  record.set_step("tone");
  EXPECT_GT(model_.Assess(record, {}).score(), before);
}

TEST_F(ScopeModelTest, WhatTeachesNobodyIsDeclined) {
  for (const char* text :
       {"Thanks for the short answer!", "Great tone, very clear.", "Hello",
        "How long is the short answer?"}) {
    EXPECT_EQ(model_.Assess(Record(text), {}).outcome(), v1::OUTCOME_DECLINED)
        << text;
  }
}

TEST_F(ScopeModelTest, WhatAPersonAssignedMovesItsLike) {
  const std::string text = "Paint the harbour purple tonight.";
  const double before = Score(text);
  EXPECT_GT(Score(text, {{"Paint the harbour purple.", true}}), before);
  EXPECT_LT(Score(text, {{"Paint the harbour purple.", false}}), before);
  EXPECT_EQ(Score(text, {{"Sing a song.", true}}), before);
  // Both: the nearer one counts more.
  EXPECT_GT(Score(text, {{"Paint the harbour purple.", true},
                         {"Paint a house purple.", false}}),
            before);
}

// Who makes what is complained about: a statement of SQL is nobody's but the
// component's that makes rows.
TEST_F(ScopeModelTest, AComplaintFindsWhoMadeIt) {
  v1::Manifest rows = Tone();
  rows.set_name("rows");
  rows.add_makes(v1::Manifest::ROWS);
  v1::Manifest text = Tone();
  text.set_name("text");
  text.add_makes(v1::Manifest::TEXT);
  v1::FeedbackRecord record = Record("Take the name instead.");
  const double unknown = ScopeModel(rows, nullptr).Assess(record, {}).score();
  record.mutable_exchange()->set_answer("SELECT id FROM boats");
  EXPECT_GT(ScopeModel(rows, nullptr).Assess(record, {}).score(), unknown);
  EXPECT_LT(ScopeModel(text, nullptr).Assess(record, {}).score(),
            ScopeModel(rows, nullptr).Assess(record, {}).score());
}

TEST(ScopeModelEncoderTest, MeaningsClaimWithoutASharedWord) {
  auto encoder = core::SentenceEncoder::Load(ALHF_MODEL_FILE);
  ASSERT_TRUE(encoder.ok()) << encoder.status();
  const ScopeModel model(Tone(), *std::move(encoder));
  const ScopeModel words(Tone(), nullptr);
  EXPECT_EQ(model.FeaturesOf(Record("x")).size(),
            ScopeModel::FeatureNames().size());
  EXPECT_LT(words.FeaturesOf(Record("x")).size(),
            ScopeModel::FeatureNames().size());
  EXPECT_GT(
      model.Assess(Record("Sound more polite and dignified."), {}).score(),
      model.Assess(Record("Multiply the amounts by seven."), {}).score());
}

}  // namespace
}  // namespace alhf::sdk

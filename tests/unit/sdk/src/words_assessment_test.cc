#include <string>

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
  return AssessByWords(Tone(), Record(text)).score();
}

TEST(AssessByWordsTest, WordsOfWhatIsOwnedClaim) {
  const auto assessment =
      AssessByWords(Tone(), Record("Keep the answer short."));
  EXPECT_EQ(assessment.outcome(), v1::OUTCOME_CLAIMED);
  EXPECT_NE(assessment.reason(), "");
}

TEST(AssessByWordsTest, WordsOfNobodyDecline) {
  EXPECT_EQ(AssessByWords(Tone(), Record("Join on the key.")).outcome(),
            v1::OUTCOME_DECLINED);
}

TEST(AssessByWordsTest, ExamplesRaiseAndLower) {
  EXPECT_GT(Score("Be formal."), Score("Be purple."));
  EXPECT_LT(Score("Prefer purple."), Score("Take purple."));
}

// "Leave" is in what the author owns and in what he does not: no evidence.
TEST(AssessByWordsTest, AWordOfBothSidesSpeaksForNeither) {
  v1::Manifest both = Tone();
  both.add_owns("what to leave unsaid");
  both.add_examples_out_of_scope("leave out rows");
  EXPECT_EQ(AssessByWords(both, Record("Leave purple.")).score(),
            AssessByWords(both, Record("Purple.")).score());
}

TEST(AssessByWordsTest, NamingTheStepRaises) {
  v1::FeedbackRecord record = Record("That was purple.");
  const double before = AssessByWords(Tone(), record).score();
  record.set_step("tone");
  EXPECT_GT(AssessByWords(Tone(), record).score(), before);
}

TEST(AssessByWordsTest, WhatTeachesNobodyIsDeclined) {
  for (const char* text :
       {"Thanks for the short answer!", "Great tone, very clear.", "Hello",
        "How long is the short answer?"}) {
    EXPECT_EQ(AssessByWords(Tone(), Record(text)).outcome(),
              v1::OUTCOME_DECLINED)
        << text;
  }
}

}  // namespace
}  // namespace alhf::sdk

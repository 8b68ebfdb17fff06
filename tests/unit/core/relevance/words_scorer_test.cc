#include <gtest/gtest.h>

#include "core/relevance/scorer.h"

namespace alhf::core {
namespace {

constexpr double kFires = 0.5;
constexpr double kCandidate = 0.3;

double ScoreOf(const Evidence& evidence) {
  return WordsScorer().ScoreOf(evidence).value;
}

Evidence Topic() {
  Evidence evidence;
  evidence.breadth = v1::BREADTH_TOPIC;
  return evidence;
}

Evidence ComponentWide(int present, int unknown) {
  Evidence evidence;
  evidence.breadth = v1::BREADTH_COMPONENT;
  evidence.facets_present = present;
  evidence.facets_unknown = unknown;
  return evidence;
}

TEST(WordsScorerTest, ComponentWideLessonsFireWhereTheirFacetsArePresent) {
  EXPECT_GE(ScoreOf(ComponentWide(0, 0)), 0.9);
  EXPECT_GE(ScoreOf(ComponentWide(2, 0)), 0.9);
}

TEST(WordsScorerTest, AnUnknownFacetMakesACandidate) {
  for (const auto& evidence : {ComponentWide(0, 1), ComponentWide(1, 1)}) {
    EXPECT_GE(ScoreOf(evidence), kCandidate);
    EXPECT_LT(ScoreOf(evidence), kFires);
  }
}

TEST(WordsScorerTest, SimilarityLiftsAnUnknownFacet) {
  Evidence evidence = ComponentWide(0, 1);
  evidence.query_overlap = evidence.lesson_overlap = 0.9;
  evidence.question_overlap = 1;
  evidence.shared_words = 6;
  EXPECT_GE(ScoreOf(evidence), kFires);
}

TEST(WordsScorerTest, ATellingTriggerFiresAGenericOneDoesNot) {
  Evidence evidence = Topic();
  evidence.has_trigger = evidence.trigger_fires = true;
  evidence.trigger = "dwarf planet";
  evidence.trigger_coverage = 1;
  evidence.trigger_words = 2;
  evidence.shared_words = 2;
  evidence.trigger_telling = true;
  const Score score = WordsScorer().ScoreOf(evidence);
  EXPECT_GE(score.value, 0.9);
  EXPECT_NE(score.why.find("dwarf planet"), std::string::npos);
  evidence.trigger_telling = false;
  evidence.trigger_words = evidence.shared_words = 1;
  EXPECT_LT(ScoreOf(evidence), kFires);
}

TEST(WordsScorerTest, WithoutASharedWordAllIsSilent) {
  EXPECT_LT(ScoreOf(Topic()), 0.05);
}

TEST(WordsScorerTest, OneSharedWordDoesNotFire) {
  Evidence evidence = Topic();
  evidence.shared_words = 1;
  evidence.query_overlap = 0.5;
  evidence.lesson_overlap = 0.3;
  EXPECT_LT(ScoreOf(evidence), kFires);
}

TEST(WordsScorerTest, TheSameQuestionFires) {
  Evidence evidence = Topic();
  evidence.shared_words = 5;
  evidence.question_overlap = 1;
  EXPECT_GE(ScoreOf(evidence), kFires);
}

TEST(WordsScorerTest, APresentFacetHelps) {
  Evidence evidence = Topic();
  evidence.shared_words = 2;
  evidence.query_overlap = evidence.lesson_overlap = 0.4;
  const double without = ScoreOf(evidence);
  evidence.facets_present = 1;
  EXPECT_GT(ScoreOf(evidence), without);
}

TEST(WordsScorerTest, ACounterexampleNearbyKeepsItFromFiring) {
  Evidence topic = Topic();
  topic.shared_words = 5;
  topic.query_overlap = topic.lesson_overlap = 0.9;
  topic.question_overlap = 0.7;
  topic.counterexample = 0.9;
  EXPECT_LT(ScoreOf(topic), kCandidate);
  Evidence wide = ComponentWide(0, 0);
  wide.counterexample = 0.6;
  EXPECT_LT(ScoreOf(wide), kFires);
  wide.counterexample = 0.2;
  EXPECT_GE(ScoreOf(wide), 0.9);
  // The question that it was given on is nearer than the counterexample.
  topic.question_overlap = 1;
  EXPECT_GE(ScoreOf(topic), kFires);
}

TEST(WordsScorerTest, MoreEvidenceNeverScoresLess) {
  for (double low = 0; low < 1; low += 0.1) {
    for (int feature = 0; feature < 4; ++feature) {
      Evidence less = Topic();
      less.shared_words = 2;
      less.query_overlap = less.lesson_overlap = less.question_overlap = 0.3;
      Evidence more = less;
      double Evidence::*const fields[] = {
          &Evidence::query_overlap, &Evidence::lesson_overlap,
          &Evidence::question_overlap, &Evidence::trigger_coverage};
      less.*fields[feature] = low;
      more.*fields[feature] = low + 0.1;
      EXPECT_LE(ScoreOf(less), ScoreOf(more));
    }
  }
}

TEST(WordsScorerTest, NamesItsCalibrationAndUsesNoEncoder) {
  EXPECT_EQ(WordsScorer().encoder_id(), "");
  EXPECT_FALSE(WordsScorer().calibration_version().empty());
}

}  // namespace
}  // namespace alhf::core

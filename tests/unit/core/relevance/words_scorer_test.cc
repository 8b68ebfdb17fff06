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
  evidence.shared_mass = 4;
  EXPECT_GE(ScoreOf(evidence), kFires);
}

TEST(WordsScorerTest, ATellingTriggerFiresALoneOneDoesNot) {
  Evidence evidence = Topic();
  evidence.trigger = "dwarf planet";
  evidence.query_overlap = evidence.lesson_overlap = 0.2;
  evidence.shared_mass = 1;
  evidence.trigger_telling = true;
  const Score score = WordsScorer().ScoreOf(evidence);
  EXPECT_GE(score.value, 0.9);
  EXPECT_NE(score.why.find("dwarf planet"), std::string::npos);
  evidence.facets_unknown = 1;
  EXPECT_GE(ScoreOf(evidence), 0.9);
  evidence.trigger_telling = false;
  EXPECT_LT(ScoreOf(evidence), kFires);
}

TEST(WordsScorerTest, WithoutASharedWordAllIsSilent) {
  EXPECT_LT(ScoreOf(Topic()), 0.05);
}

TEST(WordsScorerTest, OneSharedWordDoesNotFire) {
  Evidence evidence = Topic();
  evidence.shared_mass = 1;
  for (const double lesson : {0.1, 0.3, 0.5}) {
    evidence.query_overlap = 0.5;
    evidence.lesson_overlap = lesson;
    evidence.question_overlap = 0.4;
    EXPECT_LT(ScoreOf(evidence), kFires);
  }
}

TEST(WordsScorerTest, TheSameQuestionFires) {
  for (const v1::Breadth breadth : {v1::BREADTH_TOPIC, v1::BREADTH_QUESTION}) {
    Evidence evidence = Topic();
    evidence.breadth = breadth;
    evidence.shared_mass = 3;
    evidence.question_overlap = 1;
    EXPECT_GE(ScoreOf(evidence), kFires);
  }
}

TEST(WordsScorerTest, ALessonForAQuestionHeedsQuestionsOnly) {
  Evidence evidence = Topic();
  evidence.breadth = v1::BREADTH_QUESTION;
  evidence.shared_mass = 4;
  evidence.query_overlap = evidence.lesson_overlap = 1;
  EXPECT_LT(ScoreOf(evidence), kFires);
  evidence.question_overlap = 0.5;
  EXPECT_LT(ScoreOf(evidence), kFires);
  evidence.question_overlap = 0.8;
  EXPECT_GE(ScoreOf(evidence), kFires);
}

TEST(WordsScorerTest, APresentFacetHelps) {
  Evidence evidence = Topic();
  evidence.shared_mass = 1.6;
  evidence.query_overlap = evidence.lesson_overlap = 0.4;
  EXPECT_LT(ScoreOf(evidence), kFires);
  evidence.facets_present = 1;
  EXPECT_GE(ScoreOf(evidence), kFires);
  evidence.facets_unknown = 1;
  EXPECT_LT(ScoreOf(evidence), kFires);
}

TEST(WordsScorerTest, ACounterexampleNearbyKeepsItFromFiring) {
  Evidence topic = Topic();
  topic.shared_mass = 5;
  topic.query_overlap = topic.lesson_overlap = 0.9;
  topic.question_overlap = 0.7;
  topic.counterexample = 0.9;
  EXPECT_LT(ScoreOf(topic), kCandidate);
  Evidence wide = ComponentWide(0, 0);
  wide.counterexample = 0.6;
  EXPECT_LT(ScoreOf(wide), kFires);
  wide.counterexample = 0.2;
  EXPECT_GE(ScoreOf(wide), 0.9);
  Evidence trigger = Topic();
  trigger.trigger = "dwarf planet";
  trigger.trigger_telling = true;
  trigger.counterexample = 1;
  EXPECT_EQ(ScoreOf(trigger), 0);
  // The question that it was given on is nearer than the counterexample.
  topic.question_overlap = 1;
  EXPECT_GE(ScoreOf(topic), kFires);
  // Both are as near: what was said later counts.
  topic.counterexample = 1;
  EXPECT_EQ(ScoreOf(topic), 0);
}

TEST(WordsScorerTest, NearnessDoesNotStandInForANamedTopic) {
  Evidence evidence = Topic();
  evidence.query_overlap = evidence.lesson_overlap = 1;
  evidence.question_overlap = 1;
  evidence.shared_mass = 5;
  EXPECT_GE(ScoreOf(evidence), kFires);
  evidence.topic_unsaid = true;
  EXPECT_LT(ScoreOf(evidence), kFires);
  EXPECT_GE(ScoreOf(evidence), kCandidate);
}

TEST(WordsScorerTest, MoreEvidenceNeverScoresLess) {
  double Evidence::*const fields[] = {
      &Evidence::query_overlap, &Evidence::lesson_overlap,
      &Evidence::question_overlap, &Evidence::shared_mass};
  for (double low = 0; low < 1; low += 0.1) {
    for (const auto field : fields) {
      Evidence less = Topic();
      less.shared_mass = 2;
      less.query_overlap = less.lesson_overlap = less.question_overlap = 0.3;
      Evidence more = less;
      less.*field = low;
      more.*field = low + 0.1;
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

#include "core/relevance/sentence_scorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::core {
namespace {

using ::testing::HasSubstr;

constexpr char kEncoder[] = "use-lite-en-0.2.0-int8/4ac3564aec35";

SentenceScorer Scored() {
  return SentenceScorer(kEncoder, BackgroundOf(kEncoder));
}

// With a background that is not the tree's, or with none.
class ForeignEncoder final : public Encoder {
 public:
  explicit ForeignEncoder(const Background* background)
      : background_(background) {}
  const std::string& id() const override { return id_; }
  const Background* background() const override { return background_; }
  absl::StatusOr<SentenceVector> Encode(absl::string_view) const override {
    return SentenceVector{1, 0};
  }
  absl::StatusOr<std::vector<SentenceVector>> EncodeBatch(
      const std::vector<std::string>& texts) const override {
    return std::vector<SentenceVector>(texts.size(), {1, 0});
  }

 private:
  const std::string id_ = "foreign/1";
  const Background* const background_;
};

Evidence Pair(double nearness) {
  Evidence evidence;
  evidence.breadth = v1::BREADTH_TOPIC;
  evidence.nearness = nearness;
  evidence.lessons = 8;
  return evidence;
}

double ValueOf(const Evidence& evidence) {
  return Scored().ScoreOf(evidence).value;
}

Evidence Of(LessonKind kind, double nearness) {
  Evidence evidence = Pair(nearness);
  evidence.kind = kind;
  return evidence;
}

TEST(SentenceScorerTest, AWishNearInMeaningFiresWithoutASharedWord) {
  Evidence wish = Of(LessonKind::kWish, 0.6);
  wish.wish_asked = true;
  EXPECT_GT(ValueOf(wish), 0.5);
  EXPECT_LT(ValueOf(Of(LessonKind::kWish, 0.6)), ValueOf(wish));
  EXPECT_LT(ValueOf(Of(LessonKind::kWish, -0.1)), 0.1);
  EXPECT_LT(ValueOf(Of(LessonKind::kWish, 0.3)), 0.5);
  EXPECT_THAT(Scored().ScoreOf(Pair(0.5)).why,
              HasSubstr("near in meaning (0.50)"));
}

TEST(SentenceScorerTest, NearerNeverScoresLess) {
  for (const LessonKind kind : kLessonKinds) {
    double last = 0;
    for (double nearness = -1; nearness <= 1; nearness += 0.05) {
      EXPECT_GE(ValueOf(Of(kind, nearness)), last) << NameOf(kind);
      last = ValueOf(Of(kind, nearness));
    }
  }
}

TEST(SentenceScorerTest, AWishGainsByItsSubjectAndLosesByARival) {
  Evidence wish = Of(LessonKind::kWish, 0.4);
  const double alone = ValueOf(wish);
  wish.subject = 0.2;
  const double of_its_subject = ValueOf(wish);
  EXPECT_GT(of_its_subject, alone);
  wish.rival = 0.4;
  EXPECT_LT(ValueOf(wish), of_its_subject);
  // The rest is trained without.
  Evidence other = Of(LessonKind::kInstruction, 0.4);
  const double without = ValueOf(other);
  other.subject = 0.2;
  other.rival = 0.4;
  EXPECT_EQ(ValueOf(other), without);
}

TEST(SentenceScorerTest, AmongMoreLessonsTheSameNearnessSaysLess) {
  Evidence few = Pair(0.6);
  Evidence many = few;
  many.lessons = 500;
  EXPECT_LT(ValueOf(many), ValueOf(few));
}

TEST(SentenceScorerTest, WhereLessonsWereReportedMoreIsAsked) {
  Evidence trusted = Pair(0.6);
  Evidence reported = trusted;
  reported.reports = 10;
  EXPECT_EQ(ValueOf(reported), ValueOf(trusted));
  reported.reports = 30;
  EXPECT_LT(ValueOf(reported), ValueOf(trusted));
}

TEST(SentenceScorerTest, FacetsThatAllHaveTellNothing) {
  Evidence evidence = Pair(0.6);
  evidence.shared_mass = 2;
  evidence.query_overlap = evidence.lesson_overlap = 0.3;
  const double without = ValueOf(evidence);
  evidence.facets_present = 1;
  EXPECT_EQ(ValueOf(evidence), without);
}

TEST(SentenceScorerTest, SomebodyElsesMatterScoresLess) {
  Evidence own = Of(LessonKind::kWish, 0.6);
  Evidence other = own;
  other.for_another = true;
  EXPECT_LT(ValueOf(other), ValueOf(own));
}

TEST(SentenceScorerTest, StructureKeepsTheScoreOfWords) {
  const WordsScorer words;
  Evidence wide = Pair(-0.5);
  wide.breadth = v1::BREADTH_COMPONENT;
  EXPECT_EQ(ValueOf(wide), words.ScoreOf(wide).value);
  Evidence understood = Pair(0.9);
  understood.understood = true;
  EXPECT_EQ(ValueOf(understood), words.ScoreOf(understood).value);
  Evidence without = Pair(0);
  without.nearness.reset();
  without.shared_mass = 3;
  without.query_overlap = without.lesson_overlap = 0.9;
  EXPECT_EQ(ValueOf(without), words.ScoreOf(without).value);
}

TEST(SentenceScorerTest, EachKindIsCutByItsOwnMeasure) {
  // As near as a wish must be is nothing for a person's statement: all that is
  // asked in one conversation is near to all that was said in it.
  Evidence wish = Of(LessonKind::kWish, 0.6);
  wish.wish_asked = true;
  EXPECT_LT(ValueOf(Of(LessonKind::kStatement, 0.6)), 0.5);
  EXPECT_GT(ValueOf(wish), 0.5);
}

TEST(SentenceScorerTest, ADefinitionNeedsItsTerm) {
  Evidence said = Of(LessonKind::kDefinition, 0.5);
  said.trigger = "active boat";
  said.has_trigger = said.trigger_telling = true;
  EXPECT_GT(ValueOf(said), 0.5);
  Evidence unsaid = Of(LessonKind::kDefinition, 0.5);
  unsaid.has_trigger = true;
  EXPECT_LT(ValueOf(unsaid), 0.5);
}

TEST(SentenceScorerTest, ATellingTriggerOfATopicIsSureAndRanks) {
  Evidence far = Of(LessonKind::kTopic, 0.1);
  far.trigger = "active boat";
  far.has_trigger = far.trigger_telling = true;
  Evidence near = far;
  near.nearness = 0.8;
  EXPECT_GE(ValueOf(far), 0.95);
  EXPECT_GT(ValueOf(near), ValueOf(far));
}

TEST(SentenceScorerTest, ACounterexampleNearbyKeepsItFromFiring) {
  Evidence evidence = Pair(0.98);
  evidence.counterexample = 0.9;
  EXPECT_LT(ValueOf(evidence), 0.1);
}

TEST(ScorerForTest, AnEncoderWithABackgroundIsWeighed) {
  Background background;
  background.version = "fit-1";
  const ForeignEncoder fitted(&background);
  EXPECT_EQ(ScorerFor(&fitted)->encoder_id(), "foreign/1");
  EXPECT_EQ(ScorerFor(&fitted)->background(), &background);
  EXPECT_EQ(ScorerFor(&fitted)->calibration_version(), "sentence/3+fit-1");
  EXPECT_EQ(Scored().calibration_version(), "sentence/3");
}

TEST(ScorerForTest, AnEncoderWithoutOneLeavesWordsAlone) {
  const ForeignEncoder unfitted(nullptr);
  EXPECT_EQ(ScorerFor(&unfitted)->encoder_id(), "");
  EXPECT_EQ(ScorerFor(&unfitted)->background(), nullptr);
  EXPECT_EQ(ScorerFor(nullptr)->calibration_version(), "words/1");
}

}  // namespace
}  // namespace alhf::core

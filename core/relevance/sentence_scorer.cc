#include "core/relevance/sentence_scorer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/relevance/silence.h"

namespace alhf::core {
namespace {

// Of the weights below.
constexpr char kVersion[] = "sentence/3";

constexpr size_t kFeatures = 10;
using Features = std::array<double, kFeatures>;

// Made by eval/training/fit_scorer.py of the sets that docs/relevance.md names;
// it makes the same features: 1, near, words, near·shared, said, trigger,
// telling trigger, for another, of another, wish asked.
// clang-format off
constexpr Features kInstruction = {
    -4.0761, 4.9818, 0.4039, 9.1619, 0, 0, 0, 0, 0, 0};
constexpr Features kDefinition = {
    -6.2797, 4.9460, 0, 0, 15.2560, 2.7620, 3.3118, 0, 0, 0};
constexpr Features kWish = {
    -3.5158, 8.4992, 0, 0, 0, 0, 0, -0.6232, -0.2740, 0.4510};
constexpr Features kStatement = {
    -2.4251, 4.6378, 0.2036, 0, 0, 0, 0, 0, -0.9169, 0};
// clang-format on

// The largest of so many draws.
constexpr double kMoreLessons = 0.5;
// Of wishes, whose nearest rival says a part of it.
constexpr double kMoreWishes = 0.3;
// A wish is told from the others that are near, too.
constexpr double kRival = 2;
// Beyond so many rare words more say nothing new.
constexpr double kEnoughShared = 5;

const Features& WeightsOf(LessonKind kind) {
  switch (kind) {
    case LessonKind::kInstruction:
      return kInstruction;
    case LessonKind::kDefinition:
    case LessonKind::kTopic:
      return kDefinition;
    case LessonKind::kWish:
      return kWish;
    case LessonKind::kStatement:
      return kStatement;
  }
  return kInstruction;
}

double Logit(double p) {
  const double clamped = std::clamp(p, 0.001, 0.999);
  return std::log(clamped / (1 - clamped));
}

double One(bool feature) { return feature ? 1 : 0; }

Features FeaturesOf(const Evidence& e, double by_words) {
  const double subject = e.kind == LessonKind::kWish ? e.subject : 0;
  const double near = std::max(0.0, *e.nearness + subject);
  const double shared = std::min(e.shared_mass, kEnoughShared) / kEnoughShared;
  return {1,
          near,
          Logit(by_words),
          near * shared,
          e.lesson_overlap * shared,
          One(!e.trigger.empty()),
          One(e.trigger_telling),
          One(e.for_another),
          One(e.of_another),
          One(e.wish_asked)};
}

bool GoesByItsStructure(const Evidence& e) {
  return e.understood || e.breadth == v1::BREADTH_COMPONENT ||
         e.breadth == v1::BREADTH_QUESTION;
}

double ByRegression(const Evidence& e, double by_words) {
  const Features& weights = WeightsOf(e.kind);
  const Features features = FeaturesOf(e, by_words);
  const auto lessons = static_cast<double>(std::max<size_t>(e.lessons, 1));
  const bool wish = e.kind == LessonKind::kWish;
  double logit = -RaiseFor(e.reports) -
                 (wish ? kMoreWishes : kMoreLessons) * std::log(lessons) -
                 (wish ? kRival * e.rival : 0);
  for (size_t i = 0; i < kFeatures; ++i) logit += weights[i] * features[i];
  return 1 / (1 + std::exp(-logit));
}

}  // namespace

Score SentenceScorer::ScoreOf(const Evidence& e) const {
  const Score by_words = words_.ScoreOf(e);
  if (!e.nearness.has_value() || GoesByItsStructure(e)) return by_words;
  // All that pass the gates have the facets that they ask for: these tell none
  // of them from another.
  Evidence without_facets = e;
  without_facets.facets_present = 0;
  Score score{ByRegression(e, words_.ScoreOf(without_facets).value),
              absl::StrFormat("near in meaning (%.2f)", *e.nearness)};
  if (!e.trigger.empty()) score.why = by_words.why;
  if (e.trigger_telling && e.kind == LessonKind::kTopic) {
    // Sure by the trigger; how sure among such, the rest says.
    score.value = by_words.value + (1 - by_words.value) * score.value;
  }
  return HeedCounterexamples(e, std::move(score));
}

std::string SentenceScorer::calibration_version() const {
  return background_->version.empty()
             ? kVersion
             : absl::StrCat(kVersion, "+", background_->version);
}

std::unique_ptr<const Scorer> ScorerFor(const Encoder* encoder) {
  if (encoder == nullptr || encoder->background() == nullptr) {
    return std::make_unique<WordsScorer>();
  }
  return std::make_unique<SentenceScorer>(encoder->id(), encoder->background());
}

}  // namespace alhf::core

#include "core/relevance/sentence_scorer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>

#include "absl/strings/str_format.h"
#include "core/relevance/background.h"

namespace alhf::core {
namespace {

constexpr size_t kFeatures = 12;
using Features = std::array<double, kFeatures>;

// Made by eval/training/fit_scorer.py of the sets that docs/relevance.md names;
// it makes the same features.
constexpr Features kWeights = {
    -4.0235,  // 1
    6.8491,   // near
    -3.4154,  // near²
    -0.0857,  // words
    10.1837,  // near·shared
    1.7840,   // lone trigger
    -1.2839,  // silent trigger
    -0.3798,  // for another
    -0.6877,  // of another
    -0.0517,  // wish asked
    2.9175,   // near·wish asked
    -0.7409,  // log lessons
};

double Logit(double p) {
  const double clamped = std::clamp(p, 0.001, 0.999);
  return std::log(clamped / (1 - clamped));
}

Features FeaturesOf(const Evidence& e, double by_words) {
  const double near = std::max(0.0, *e.nearness);
  return {1,
          near,
          near * near,
          Logit(by_words),
          near * std::min(e.shared_mass, 5.0) / 5,
          e.trigger.empty() ? 0.0 : 1.0,
          e.has_trigger && e.trigger.empty() ? 1.0 : 0.0,
          e.for_another ? 1.0 : 0.0,
          e.of_another ? 1.0 : 0.0,
          e.wish_asked ? 1.0 : 0.0,
          e.wish_asked ? near : 0.0,
          std::log(static_cast<double>(std::max<size_t>(e.lessons, 1)))};
}

bool GoesByItsStructure(const Evidence& e) {
  return e.understood || e.breadth == v1::BREADTH_COMPONENT ||
         e.breadth == v1::BREADTH_QUESTION;
}

}  // namespace

Score SentenceScorer::ScoreOf(const Evidence& e) const {
  const Score by_words = words_.ScoreOf(e);
  if (!e.nearness.has_value() || GoesByItsStructure(e)) return by_words;
  const Features features = FeaturesOf(e, by_words.value);
  double logit = 0;
  for (size_t i = 0; i < kFeatures; ++i) logit += kWeights[i] * features[i];
  Score score{1 / (1 + std::exp(-logit)),
              absl::StrFormat("near in meaning (%.2f)", *e.nearness)};
  if (e.trigger_telling) {
    // Sure by the trigger; how sure among such, the rest says.
    score = {by_words.value + (1 - by_words.value) * score.value, by_words.why};
  }
  return HeedCounterexamples(e, std::move(score));
}

std::unique_ptr<const Scorer> ScorerFor(absl::string_view encoder_id) {
  if (BackgroundOf(encoder_id) == nullptr) {
    return std::make_unique<WordsScorer>();
  }
  return std::make_unique<SentenceScorer>(std::string(encoder_id));
}

}  // namespace alhf::core

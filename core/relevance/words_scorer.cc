#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "core/relevance/scorer.h"

namespace alhf::core {
namespace {

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

double Similarity(const Evidence& e) {
  if (e.shared_words == 0) return 0;
  return Logistic(-5.5 + 3.0 * e.query_overlap + 3.0 * e.lesson_overlap +
                  7.0 * e.question_overlap + 1.5 * e.trigger_coverage +
                  (e.facets_present > 0 && e.facets_unknown == 0 ? 1.5 : 0));
}

}  // namespace

Score WordsScorer::ScoreOf(const Evidence& e) const {
  Score score{Similarity(e), "its words are near"};
  if (e.breadth == v1::BREADTH_COMPONENT) {
    if (e.facets_unknown == 0) {
      score = {0.95, e.facets_present > 0 ? "all its facets are present"
                                          : "applies to all questions"};
    } else {
      score = {std::max(0.35, score.value), "a facet of it is unknown"};
    }
  }
  if (e.trigger_fires && e.trigger_telling && e.facets_unknown == 0) {
    score = {std::max(0.95, score.value),
             absl::StrCat("the query says \"", e.trigger, "\"")};
  }
  if (e.counterexample >= 0.5 && e.counterexample > e.question_overlap) {
    score = {std::min(score.value, 0.8 * (1 - e.counterexample)),
             "near a question that it was said not to apply to"};
  }
  return score;
}

}  // namespace alhf::core

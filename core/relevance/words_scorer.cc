#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/relevance/scorer.h"

namespace alhf::core {
namespace {

// A logistic regression over pairs of lessons and later queries: definitions
// with the question they were written for (BIRD), corrections of a query's SQL
// (SPLASH) and statements of a person (TREC iKAT); 147 to 760 lessons and 100
// to 592 queries each, half of which nothing applies to. Fitted on all, chosen
// among its like by fitting on half of the groups and looking at the other. The
// bias is lowered from the fit's -4.72 until about 2 % of the queries that
// nothing applies to get a lesson.
constexpr double kBias = -4.9;
constexpr double kNearness = 4.9;
constexpr double kLessonSaid = 5.5;
constexpr double kShared = 3.9;
constexpr double kLoneTrigger = 2.0;
// Beyond so many rare words more say nothing new.
constexpr double kEnoughShared = 5;

// Not fitted: no such lessons in the data. A present facet is worth two shared
// words; a question's own lesson wants the same question in other words.
constexpr double kFacetsPresent = 2.5;
constexpr double kSameQuestion = 8;

constexpr double kSure = 0.95;
constexpr double kUnknownFacet = 0.35;
// Below every firing threshold, and still shown.
constexpr double kTopicUnsaid = 0.4;
// From this nearness to a counterexample on it counts.
constexpr double kCounterexample = 0.5;

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

double Similarity(const Evidence& e) {
  if (e.shared_mass <= 0) return 0;
  const double shared = std::min(e.shared_mass, kEnoughShared) / kEnoughShared;
  const double question = e.question_overlap * e.question_overlap;
  if (e.breadth == v1::BREADTH_QUESTION) {
    return Logistic(kBias + kSameQuestion * question +
                    kShared * shared * e.question_overlap);
  }
  const bool facets = e.facets_present > 0 && e.facets_unknown == 0;
  const double nearness =
      std::max(e.query_overlap * e.lesson_overlap, question);
  return Logistic(kBias + kNearness * nearness +
                  kLessonSaid * e.lesson_overlap * shared + kShared * shared +
                  (e.trigger.empty() ? 0 : kLoneTrigger) +
                  (facets ? kFacetsPresent : 0));
}

// The score of a lesson that was given for all that its component does.
Score ComponentWide(const Evidence& e, double similarity) {
  if (e.facets_unknown > 0) {
    return {std::max(kUnknownFacet, similarity),
            "one of its facets is unknown"};
  }
  return {kSure, e.facets_present > 0 ? "all its facets are present"
                                      : "it holds for every query"};
}

}  // namespace

Score WordsScorer::ScoreOf(const Evidence& e) const {
  const double similarity = Similarity(e);
  Score score{similarity, e.question_overlap * e.question_overlap >
                                  e.query_overlap * e.lesson_overlap
                              ? "near the question it was given on"
                              : "near its words"};
  if (e.breadth == v1::BREADTH_COMPONENT) score = ComponentWide(e, similarity);
  if (e.trigger_telling) {
    score = {kSure, absl::StrCat("the query says \"", e.trigger, "\"")};
  }
  if (e.topic_unsaid && score.value > kTopicUnsaid) {
    score = {kTopicUnsaid, "near it, but not on the topic that it is for"};
  }
  return HeedCounterexamples(e, std::move(score));
}

Score HeedCounterexamples(const Evidence& e, Score score) {
  // As near counts too: it was said later than the question was taught on.
  const bool nearer = e.counterexample >= e.question_overlap;
  if (!nearer || e.counterexample < kCounterexample) return score;
  // 0.4 at the edge, nothing for the very query.
  const double most = 0.8 * (1 - e.counterexample);
  if (score.value <= most) return score;
  return {most, "near a query that it was said not to apply to"};
}

}  // namespace alhf::core

// How well lessons were chosen for queries, from the score of each pair.
//
//   misapplied   share of queries in which a lesson fires that does not apply
//   recall       share of the pairs that apply which fire
//
// Both where 1, 5 and 10 % of the queries are misapplied, the score that does
// it taken from these very queries (the best that any cut could do), and as the
// method itself fires.
//
// Thread safety: pure functions and plain values.
#ifndef ALHF_EVAL_SCOPE_FIGURES_H_
#define ALHF_EVAL_SCOPE_FIGURES_H_

#include <array>
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <random>
#include <vector>

#include "eval/bootstrap.h"

namespace alhf::eval {

inline constexpr std::array<double, 3> kMisappliedShares = {0.01, 0.05, 0.10};
// At most so many queries may be asked about.
inline constexpr double kAskedShare = 0.05;

// A lesson that was looked at for a query. What is not there has score 0 and
// does not fire.
struct ScoredPair {
  double score = 0;
  bool applies = false;
  bool fires = false;
};

struct ScoredQuery {
  // Queries of one group are not independent.
  size_t group = 0;
  // Pairs that apply, looked at or not.
  size_t applies = 0;
  std::vector<ScoredPair> pairs;
};

struct ScopeFigure {
  double value = 0;
  Interval interval;
};

struct ScopeFigures {
  size_t queries = 0;
  // Queries that nothing applies to.
  size_t silent = 0;
  // Whether scores tell one pair from another: without, only what the method
  // fires means something.
  bool ranked = false;
  // By kMisappliedShares.
  std::array<ScopeFigure, 3> recall_at;
  // The same where so many of the silent queries get a lesson, and the others
  // are not looked at.
  std::array<double, 3> recall_at_silent = {};
  // As the method fires.
  ScopeFigure misapplied;
  ScopeFigure recall;
  double misapplied_silent = 0;
  // With 95 % confidence no more than that, were the queries independent; see
  // RateAtMost.
  double misapplied_silent_at_most = 1;
  // Below the score of 1 % misapplied, what a person is asked about: share of
  // the queries, and recall with it.
  double asked = 0;
  double recall_with_asking = 0;
  // That a query to which something applies has a higher best score than one
  // to which nothing does. 0.5: chance.
  double abstain_auc = 0;
  // Share of queries to which something applies whose best lesson does.
  double best_right = 0;
};

// Returns the figures of `queries`, with 95 % intervals over groups.
ScopeFigures FiguresOf(const std::vector<ScoredQuery>& queries,
                       std::mt19937_64& random);

// Returns the score above which recall minus misapplied is largest.
double BestThreshold(const std::vector<ScoredQuery>& queries);

nlohmann::json ToJson(const ScopeFigures& figures);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SCOPE_FIGURES_H_

// Intervals of figures over clusters of questions that are not independent.
//
//   const Interval interval = RatioInterval(clusters, random);
//
// The cluster bootstrap draws whole clusters with replacement and takes
// percentiles (B. Efron, R. Tibshirani, An Introduction to the Bootstrap,
// 1993, chapters 8 and 13). Where nothing happened, or everything did, it would
// be a point; the interval is then the exact binomial one over clusters (C. J.
// Clopper, E. S. Pearson, Biometrika 26, 1934).
//
// Thread safety: pure but for the generator.
#ifndef ALHF_EVAL_BOOTSTRAP_H_
#define ALHF_EVAL_BOOTSTRAP_H_

#include <cstddef>
#include <optional>
#include <random>
#include <vector>

#include "absl/functional/function_ref.h"
#include "eval/metrics.h"

namespace alhf::eval {

// Below so many clusters an interval is said to be unreliable.
inline constexpr size_t kEnoughClusters = 60;
inline constexpr double kConfidence = 0.95;

struct Interval {
  double low = 0;
  double high = 0;
  size_t clusters = 0;
  // The exact binomial bound.
  bool exact = false;

  bool enough() const { return clusters >= kEnoughClusters; }
};

// Returns the interval of Σ part / Σ whole; nothing where there is no whole.
// Clusters without a whole are left out.
std::optional<Interval> RatioInterval(const std::vector<Ratio>& clusters,
                                      std::mt19937_64& random);

// One value for each figure that a statistic is made of.
using Figures = std::vector<Ratio>;

// Returns the interval of `statistic` of the sums of figures; draws for which
// it has no value are left out. Nothing where there is no value at all.
std::optional<Interval> StatisticInterval(
    const std::vector<Figures>& clusters,
    absl::FunctionRef<std::optional<double>(const Figures&)> statistic,
    std::mt19937_64& random);

// Returns the exact binomial interval of `events` in `trials`, where events
// are 0 or all: closed forms.
Interval ExactInterval(bool all, size_t trials);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_BOOTSTRAP_H_

#include "base/rate_bound.h"

#include <algorithm>
#include <cmath>

namespace alhf {
namespace {

// Returns the probability of at most `k` of `n` at `rate`, in (0, 1).
double AtMost(size_t k, size_t n, double rate) {
  const double odds = std::log(rate) - std::log1p(-rate);
  // The logarithm of the probability of `i`: each from the one before.
  double log_each = static_cast<double>(n) * std::log1p(-rate);
  double sum = std::exp(log_each);
  for (size_t i = 1; i <= k; ++i) {
    log_each += odds + std::log(static_cast<double>(n - i + 1) /
                                static_cast<double>(i));
    sum += std::exp(log_each);
  }
  return std::min(sum, 1.0);
}

}  // namespace

double RateAtMost(size_t happened, size_t cases, double confidence) {
  if (happened >= cases) return 1;
  double low = static_cast<double>(happened) / static_cast<double>(cases);
  double high = 1;
  // Halved until a double has no more bits to tell.
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    if (middle <= 0 || middle >= 1) break;
    (AtMost(happened, cases, middle) > 1 - confidence ? low : high) = middle;
  }
  return high;
}

}  // namespace alhf

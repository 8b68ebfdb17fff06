#include "cli/review/proportion.h"

#include <algorithm>
#include <cmath>

namespace alhf::cli {
namespace {

// The 0.975 quantile of the standard normal distribution.
constexpr double kZ = 1.959963984540054;

double ShareOf(const Proportion& proportion) {
  return static_cast<double>(proportion.count()) /
         static_cast<double>(proportion.of());
}

}  // namespace

Proportion ProportionOf(uint64_t count, uint64_t of) {
  Proportion proportion;
  proportion.set_count(count);
  proportion.set_of(of);
  proportion.set_high(1);
  if (of == 0) return proportion;
  const double n = static_cast<double>(of);
  const double p = ShareOf(proportion);
  const double center = p + kZ * kZ / (2 * n);
  const double spread = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  const double scale = 1 + kZ * kZ / n;
  // Rounding must not leave [0, 1], nor the share itself.
  proportion.set_low(std::clamp((center - spread) / scale, 0.0, p));
  proportion.set_high(std::clamp((center + spread) / scale, p, 1.0));
  return proportion;
}

ComparedFigure::Difference DifferenceOf(const Proportion& one,
                                        const Proportion& other) {
  const double p = ShareOf(one);
  const double q = ShareOf(other);
  ComparedFigure::Difference difference;
  difference.set_value(p - q);
  difference.set_low(p - q - std::hypot(p - one.low(), other.high() - q));
  difference.set_high(p - q + std::hypot(one.high() - p, q - other.low()));
  return difference;
}

}  // namespace alhf::cli

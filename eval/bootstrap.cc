#include "eval/bootstrap.h"

#include <algorithm>
#include <cmath>

namespace alhf::eval {
namespace {

constexpr size_t kDraws = 2000;

// The value below which the share `share` of sorted `values` lies.
double Percentile(const std::vector<double>& values, double share) {
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<size_t>(std::floor(place));
  const auto above = static_cast<size_t>(std::ceil(place));
  const double part = place - std::floor(place);
  return values[below] * (1 - part) + values[above] * part;
}

Figures DrawSum(const std::vector<Figures>& clusters, std::mt19937_64& random) {
  Figures sum(clusters[0].size());
  for (size_t n = 0; n < clusters.size(); ++n) {
    const Figures& drawn = clusters[random() % clusters.size()];
    for (size_t i = 0; i < sum.size(); ++i) {
      sum[i].Add(drawn[i].part, drawn[i].whole);
    }
  }
  return sum;
}

}  // namespace

Interval ExactInterval(bool all, size_t trials) {
  const double tail = (1 - kConfidence) / 2;
  const double bound =
      trials == 0 ? 0 : std::pow(tail, 1 / static_cast<double>(trials));
  Interval interval;
  interval.low = all ? bound : 0;
  interval.high = all ? 1 : 1 - bound;
  interval.clusters = trials;
  interval.exact = true;
  return interval;
}

std::optional<Interval> StatisticInterval(
    const std::vector<Figures>& clusters,
    absl::FunctionRef<std::optional<double>(const Figures&)> statistic,
    std::mt19937_64& random) {
  if (clusters.empty()) return std::nullopt;
  std::vector<double> values;
  values.reserve(kDraws);
  for (size_t draw = 0; draw < kDraws; ++draw) {
    const auto value = statistic(DrawSum(clusters, random));
    if (value.has_value()) values.push_back(*value);
  }
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  Interval interval;
  interval.low = Percentile(values, (1 - kConfidence) / 2);
  interval.high = Percentile(values, (1 + kConfidence) / 2);
  interval.clusters = clusters.size();
  return interval;
}

std::optional<Interval> RatioInterval(const std::vector<Ratio>& clusters,
                                      std::mt19937_64& random) {
  std::vector<Figures> with_whole;
  Ratio total;
  for (const Ratio& each : clusters) {
    if (each.whole == 0) continue;
    with_whole.push_back({each});
    total.Add(each.part, each.whole);
  }
  if (with_whole.empty()) return std::nullopt;
  if (total.part == 0 || total.part == total.whole) {
    return ExactInterval(total.part > 0, with_whole.size());
  }
  return StatisticInterval(
      with_whole,
      [](const Figures& sum) -> std::optional<double> {
        return sum[0].part / sum[0].whole;
      },
      random);
}

}  // namespace alhf::eval

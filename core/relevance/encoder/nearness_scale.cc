#include "core/relevance/encoder/nearness_scale.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::core {
namespace {

using Knot = std::pair<float, float>;

// Of the pairs at least so many are above the highest quantile.
constexpr double kAbove = 30;

float Quantile(const std::vector<float>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<size_t>(place);
  const size_t above = std::min(below + 1, sorted.size() - 1);
  const auto part = static_cast<float>(place - static_cast<double>(below));
  return sorted[below] + part * (sorted[above] - sorted[below]);
}

}  // namespace

absl::StatusOr<NearnessScale> NearnessScale::Create(std::vector<Knot> knots) {
  Knot before = {-1, -1};
  for (const Knot& knot : knots) {
    const bool rises = knot.first > before.first && knot.second > before.second;
    if (!rises || !(knot.first < 1) || !(knot.second < 1)) {
      return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                   absl::StrCat("a scale of nearness does not rise within -1 "
                                "and 1 at (",
                                knot.first, ", ", knot.second, ")"));
    }
    before = knot;
  }
  if (knots.empty()) return NearnessScale();
  knots.insert(knots.begin(), {-1, -1});
  knots.emplace_back(1, 1);
  return NearnessScale(std::move(knots));
}

float NearnessScale::Of(float nearness) const {
  if (knots_.empty()) return nearness;
  const float x = std::clamp(nearness, -1.0F, 1.0F);
  const auto above = std::lower_bound(
      knots_.begin() + 1, knots_.end() - 1, x,
      [](const Knot& knot, float value) { return knot.first < value; });
  const Knot& to = *above;
  const Knot& from = *(above - 1);
  const float part = (x - from.first) / (to.first - from.first);
  return from.second + part * (to.second - from.second);
}

std::vector<Knot> MatchQuantiles(std::vector<float> from,
                                 std::vector<float> to) {
  std::vector<Knot> knots;
  if (from.empty() || to.empty()) return knots;
  std::sort(from.begin(), from.end());
  std::sort(to.begin(), to.end());
  const auto count = static_cast<double>(std::min(from.size(), to.size()));
  std::vector<double> shares = {0.01, 0.05, 0.15, 0.3};
  for (double above = 0.5; above * count >= kAbove; above /= 2) {
    shares.push_back(1 - above);
  }
  for (const double share : shares) {
    const Knot knot = {Quantile(from, share), Quantile(to, share)};
    const Knot before = knots.empty() ? Knot(-1, -1) : knots.back();
    const bool rises = knot.first > before.first && knot.second > before.second;
    if (rises && knot.first < 1 && knot.second < 1) knots.push_back(knot);
  }
  return knots;
}

}  // namespace alhf::core

// One encoder's nearness on the scale of another's, so that a score means the
// same with both.
//
//   const NearnessScale scale = MatchQuantiles(of_this, of_that);
//   scale.Of(0.4f)   // as far up among `of_that` as 0.4 is among `of_this`
//
// By matching quantiles, as scores of two tests are equated (equipercentile
// equating: Kolen and Brennan, "Test Equating, Scaling, and Linking", 2014). Of
// pairs that have nothing to do with each other, as many come as near with the
// one as with the other: what a threshold lets through by mistake stays, and a
// better encoder shows by what it finds.
//
// Thread safety: immutable.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_NEARNESS_SCALE_H_
#define ALHF_CORE_RELEVANCE_ENCODER_NEARNESS_SCALE_H_

#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace alhf::core {

class NearnessScale {
 public:
  // As it is.
  NearnessScale() = default;

  // Straight lines between `knots`, pairs of this nearness and that one, and
  // from (-1, -1) and to (1, 1), where they end.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: one is not within (-1, 1), or no higher
  //   than the one before it.
  static absl::StatusOr<NearnessScale> Create(
      std::vector<std::pair<float, float>> knots);

  float Of(float nearness) const;

  bool empty() const { return knots_.empty(); }

 private:
  explicit NearnessScale(std::vector<std::pair<float, float>> knots)
      : knots_(std::move(knots)) {}

  std::vector<std::pair<float, float>> knots_;
};

// Returns knots that match the quantiles of the two, which are of the same
// pairs; denser towards the top, where scores are decided, as far up as some
// tens of pairs bear it.
std::vector<std::pair<float, float>> MatchQuantiles(std::vector<float> from,
                                                    std::vector<float> to);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_NEARNESS_SCALE_H_

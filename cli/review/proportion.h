// Shares of things that did or did not happen, and how sure they are.
//
//   const Proportion share = ProportionOf(12, 40);       // 0.30, [0.18, 0.45]
//   const auto gain = DifferenceOf(with, without);
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_REVIEW_PROPORTION_H_
#define ALHF_CLI_REVIEW_PROPORTION_H_

#include <cstdint>

#include "cli/review/review.pb.h"

namespace alhf::cli {

// Returns `count` of `of` with the 95 % score interval (Wilson 1927, without
// correction for continuity); [0, 1] of nothing.
Proportion ProportionOf(uint64_t count, uint64_t of);

// Returns the share of `one` minus that of `other` (both of something) with
// its 95 % interval, by the hybrid of both score intervals (Newcombe 1998,
// method 10). The two are of independent things.
ComparedFigure::Difference DifferenceOf(const Proportion& one,
                                        const Proportion& other);

}  // namespace alhf::cli

#endif  // ALHF_CLI_REVIEW_PROPORTION_H_

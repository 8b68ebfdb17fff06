// What lessons do to answers: the exchanges of a holdout beside the others.
//
//   const Comparison comparison = Compare(exchanges, records);
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_REVIEW_COMPARISON_H_
#define ALHF_CLI_REVIEW_COMPARISON_H_

#include <vector>

#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "cli/review/review.pb.h"

namespace alhf::cli {

// Compares the exchanges whose plan was made while there was a holdout: those
// held out (without lessons) and those that were not (with). Figures:
//
//   thumbs up    of exchanges with a thumb: the last one is up
//   corrected    of all: somebody said in words what was wrong, or that a
//                lesson should not have applied
//   check NAME   of exchanges that have the check: it passed
//
// Figures that neither side has are left out.
Comparison Compare(const std::vector<v1::Exchange>& exchanges,
                   const std::vector<v1::FeedbackStatus>& records);

}  // namespace alhf::cli

#endif  // ALHF_CLI_REVIEW_COMPARISON_H_

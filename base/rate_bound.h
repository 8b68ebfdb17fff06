// How high a rate may be, of which some cases were seen.
//
//   RateAtMost(3, 600)   // 0.0128…: with 95 % confidence at most so high
//
// Thread safety: a pure function.
#ifndef ALHF_BASE_RATE_BOUND_H_
#define ALHF_BASE_RATE_BOUND_H_

#include <cstddef>

namespace alhf {

// Returns the rate that, with `confidence` in (0, 1), is not exceeded where
// something happened in `happened` of `cases` independent ones; 1 where there
// are none. The one-sided bound of Clopper and Pearson ("The use of confidence
// or fiducial limits illustrated in the case of the binomial", 1934), as Bates
// et al. use it for losses of 0 and 1 ("Distribution-free, risk-controlling
// prediction sets", 2021).
double RateAtMost(size_t happened, size_t cases, double confidence = 0.95);

}  // namespace alhf

#endif  // ALHF_BASE_RATE_BOUND_H_

// What reports that a lesson did not apply change for all lessons.
//
//   RaiseFor(20)   // so much the logit of each score falls
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_SILENCE_H_
#define ALHF_CORE_RELEVANCE_SILENCE_H_

#include <cstddef>

namespace alhf::core {

// Returns by how much the logit of each score falls in a memory whose lessons
// were reported `reports` times not to apply.
//
// What the fitted scorer promises counts as a thousand queries of which ten are
// misapplied: so many reports change nothing. More of them say that the rate is
// higher than promised, and the fall is what brings it down again: the rate
// falls by a factor of e with each kTail of logit.
double RaiseFor(size_t reports);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_SILENCE_H_

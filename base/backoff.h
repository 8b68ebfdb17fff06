// How long to wait before trying again.
//
// Thread safety: pure.
#ifndef ALHF_BASE_BACKOFF_H_
#define ALHF_BASE_BACKOFF_H_

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace alhf {

struct Backoff {
  absl::Duration base = absl::Milliseconds(100);
  absl::Duration cap = absl::Seconds(30);
};

// Returns the delay after the `attempt`th failure in a row (from 0): the base
// doubled each time up to the cap, of which `jitter` in [0.0, 1.0) takes away
// up to a half, so that callers do not come back together.
absl::Duration DelayOf(const Backoff& backoff, int attempt, double jitter);

// Returns whether a call that failed with `code` may succeed when it is
// repeated as it was: UNAVAILABLE, RESOURCE_EXHAUSTED, ABORTED,
// DEADLINE_EXCEEDED. CANCELLED is one too: the transport was torn down.
bool IsRetryable(absl::StatusCode code);

}  // namespace alhf

#endif  // ALHF_BASE_BACKOFF_H_

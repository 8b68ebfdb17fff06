#include "base/backoff.h"

#include <algorithm>
#include <cmath>

namespace alhf {

absl::Duration DelayOf(const Backoff& backoff, int attempt, double jitter) {
  const double doubled = std::exp2(std::clamp(attempt, 0, 60));
  const absl::Duration full = std::min(backoff.base * doubled, backoff.cap);
  return full * (1.0 - std::clamp(jitter, 0.0, 1.0) / 2);
}

bool IsRetryable(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return true;
    default:
      return false;
  }
}

}  // namespace alhf

#include "client/src/tries.h"

#include <algorithm>

#include "base/status.h"

namespace alhf::client {
namespace {

constexpr double kFull = 10;
constexpr double kRefund = 0.1;
constexpr Backoff kBackoff = {absl::Milliseconds(50), absl::Seconds(1)};

// A deadline that passed leaves no time for another try.
bool IsWorthARetry(absl::StatusCode code) {
  return IsRetryable(code) && code != absl::StatusCode::kDeadlineExceeded;
}

}  // namespace

bool RetryBudget::Failed() {
  MutexLock lock(mutex_);
  tokens_ = std::max(0.0, tokens_ - 1);
  return tokens_ > kFull / 2;
}

void RetryBudget::Succeeded() {
  MutexLock lock(mutex_);
  tokens_ = std::min(kFull, tokens_ + kRefund);
}

std::optional<absl::Duration> Tries::PauseAfter(const absl::Status& status,
                                                absl::Time now, double jitter) {
  if (status.ok()) {
    budget_->Succeeded();
    return std::nullopt;
  }
  if (!IsWorthARetry(status.code())) return std::nullopt;
  const bool allowed = budget_->Failed();
  if (!allowed || ++failures_ >= attempts_) return std::nullopt;
  const absl::Duration pause =
      DelayOf(kBackoff, failures_ - 1, jitter) +
      RetryDelayOf(status).value_or(absl::ZeroDuration());
  if (now + pause >= deadline_) return std::nullopt;
  return pause;
}

}  // namespace alhf::client

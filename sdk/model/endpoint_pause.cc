#include "sdk/model/endpoint_pause.h"

#include "absl/strings/str_cat.h"
#include "base/backoff.h"
#include "base/status.h"

namespace alhf::sdk {
namespace {

constexpr int kFailures = 3;
constexpr Backoff kPauses = {absl::Seconds(1), absl::Seconds(30)};

}  // namespace

absl::Status EndpointPause::Begin() {
  MutexLock lock(mutex_);
  if (failures_ < kFailures) return absl::OkStatus();
  const absl::Time now = clock_->Now();
  if (now < until_) {
    return Error(absl::StatusCode::kUnavailable, Reason::MODEL_UNAVAILABLE,
                 absl::StrCat("the endpoint of embeddings failed ", failures_,
                              " times in a row and is left alone for ",
                              absl::FormatDuration(absl::Ceil(
                                  until_ - now, absl::Milliseconds(1)))));
  }
  // One call tries; the others wait for what comes of it.
  until_ = now + kPauses.base;
  return absl::OkStatus();
}

void EndpointPause::Ended(bool failed) {
  MutexLock lock(mutex_);
  if (failed) {
    ++failures_;
  } else {
    failures_ = 0;
  }
  if (failures_ < kFailures) return;
  until_ = clock_->Now() + DelayOf(kPauses, failures_ - kFailures, random_());
}

}  // namespace alhf::sdk

// Trying again, within limits: a few times a call, as long as its time lasts,
// and as a whole no more than a budget allows, so that an endpoint that is
// down is not called three times as often for it.
//
//   Retrier retrier(options, environment);
//   const absl::Status done = retrier.Call(timeout, [&](absl::Duration left) {
//     return Send(left);
//   });
//
// The budget is gRPC's retry throttling (gRFC A6): a bucket of tokens loses one
// with each failure that could be retried and gains a part of one with each
// success; there are retries while more than half of it is full. The delay is
// `DelayOf`'s, or longer where the error says when to come back (RetryInfo,
// from Retry-After).
//
// Thread safety: all methods may run concurrently; calls share the budget.
#ifndef ALHF_SDK_MODEL_RETRIER_H_
#define ALHF_SDK_MODEL_RETRIER_H_

#include <functional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/backoff.h"
#include "base/clock.h"
#include "base/mutex.h"

namespace alhf::sdk {

// What trying again depends on, injected.
struct RetryEnvironment {
  // Must outlive the retrier.
  const Clock* clock = nullptr;
  // Returns a number in [0.0, 1.0); from any thread.
  std::function<double()> random;
  // Returns after that time; from any thread.
  std::function<void(absl::Duration)> wait;
};

// The system's clock, randomness and sleep.
RetryEnvironment RealRetryEnvironment();

struct RetryOptions {
  int retries = 2;
  Backoff backoff{absl::Milliseconds(250), absl::Seconds(8)};
  double budget = 10;
  double gained_by_success = 0.1;
};

class Retrier {
 public:
  Retrier(const RetryOptions& options, RetryEnvironment environment);

  // Calls `attempt` with the time that is left until it returns OK or what no
  // retry mends: anything but UNAVAILABLE and RESOURCE_EXHAUSTED with reason
  // MODEL_UNAVAILABLE. Returns its last status; DEADLINE_EXCEEDED DEADLINE
  // where there was no time for one.
  absl::Status Call(absl::Duration timeout,
                    absl::FunctionRef<absl::Status(absl::Duration)> attempt);

 private:
  // Takes the outcome into account; returns whether there may be a retry.
  bool Count(const absl::Status& outcome);

  const RetryOptions options_;
  const RetryEnvironment environment_;
  Mutex mutex_;
  double tokens_ ABSL_GUARDED_BY(mutex_);
};

// Returns what a Retry-After header (RFC 9110, section 10.2.3) says, seconds
// or a date, as the time to wait from `now` on; zero where it says nothing.
absl::Duration ParseRetryAfter(absl::string_view value, absl::Time now);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_RETRIER_H_

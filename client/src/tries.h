// The tries of one call, all within one deadline, and the budget that all calls
// of a client share.
//
//   Tries tries(policy, &budget, clock.Now() + timeout);
//   while (true) {
//     const absl::Status status = Call();
//     const auto pause = tries.PauseAfter(status, clock.Now(), jitter);
//     if (!pause.has_value()) return status;
//     sleep(*pause);
//   }
//
// Thread safety: a budget may be used concurrently; tries belong to one thread.
#ifndef ALHF_CLIENT_SRC_TRIES_H_
#define ALHF_CLIENT_SRC_TRIES_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/backoff.h"
#include "base/mutex.h"

namespace alhf::client {

// Stops retries while most calls fail, so that a coordinator in trouble is not
// asked three times as often (gRFC A6, retry throttling): a failed try takes a
// token of ten, a success gives a tenth back, and retries are allowed while
// more than half of them are there.
class RetryBudget {
 public:
  // Notes a failed try; returns whether another one is allowed.
  bool Failed();
  void Succeeded();

 private:
  Mutex mutex_;
  double tokens_ ABSL_GUARDED_BY(mutex_) = 10;
};

class Tries {
 public:
  // `attempts`: in all, the first included. `budget` must outlive it.
  Tries(int attempts, RetryBudget* budget, absl::Time deadline)
      : attempts_(attempts), budget_(budget), deadline_(deadline) {}

  // Returns how long to wait before the next try, behind the delay that comes
  // with the error (RetryInfo); nothing: give up (or it went well). `jitter` in
  // [0, 1).
  std::optional<absl::Duration> PauseAfter(const absl::Status& status,
                                           absl::Time now, double jitter);

 private:
  const int attempts_;
  RetryBudget* const budget_;
  const absl::Time deadline_;
  int failures_ = 0;
};

}  // namespace alhf::client

#endif  // ALHF_CLIENT_SRC_TRIES_H_

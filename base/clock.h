// Time, injected: nothing else in the tree reads a wall clock.
//
// Thread safety: every clock may be used from many threads.
#ifndef ALHF_BASE_CLOCK_H_
#define ALHF_BASE_CLOCK_H_

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "base/mutex.h"

namespace alhf {

class Clock {
 public:
  virtual ~Clock() = default;
  // Returns the time now.
  virtual absl::Time Now() const = 0;
};

// The system's clock.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

// A clock that stands still until it is moved. For tests.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(absl::Time now) : now_(now) {}
  absl::Time Now() const override {
    MutexLock lock(mutex_);
    return now_;
  }
  void Advance(absl::Duration step) {
    MutexLock lock(mutex_);
    now_ += step;
  }

 private:
  mutable Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf

#endif  // ALHF_BASE_CLOCK_H_

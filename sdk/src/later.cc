#include "sdk/src/later.h"

#include <utility>

#include "base/clock.h"

namespace alhf::sdk {

Later::Later(Attempt attempt, const Backoff& backoff)
    : attempt_(std::move(attempt)),
      backoff_(backoff),
      thread_([this] { TryUntilStopped(); }) {}

Later::~Later() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void Later::Want() {
  {
    MutexLock lock(mutex_);
    wanted_ = true;
  }
  changed_.NotifyAll();
}

bool Later::WaitForNext(int failures) {
  const SystemClock clock;
  MutexLock lock(mutex_);
  if (failures > 0) {
    const absl::Time due =
        clock.Now() +
        DelayOf(backoff_, failures - 1, absl::Uniform(random_, 0.0, 1.0));
    for (absl::Time now = clock.Now(); !stopping_ && now < due;
         now = clock.Now()) {
      changed_.WaitFor(mutex_, due - now);
    }
  } else {
    while (!stopping_ && !wanted_) changed_.Wait(mutex_);
  }
  wanted_ = false;
  return !stopping_;
}

void Later::TryUntilStopped() {
  int failures = 0;
  while (WaitForNext(failures)) {
    failures = attempt_().ok() ? 0 : failures + 1;
  }
}

}  // namespace alhf::sdk

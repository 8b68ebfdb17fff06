#include "coordinator/exchanges/retention.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/log.h"

namespace alhf::coordinator {

Retention::Retention(absl::Duration keep, ExchangeStore* exchanges,
                     const Clock* clock, absl::Duration interval)
    : keep_(keep),
      interval_(interval),
      exchanges_(exchanges),
      clock_(clock),
      thread_([this] { SweepUntilStopped(); }) {}

Retention::~Retention() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  stopped_.NotifyAll();
  thread_.join();
}

void Retention::Sweep() {
  const auto dropped = exchanges_->DropBefore(clock_->Now() - keep_);
  if (!dropped.ok()) {
    log::Warn("old exchanges not dropped",
              {{"error", std::string(dropped.status().message())}});
  } else if (*dropped > 0) {
    log::Info("old exchanges dropped", {{"count", absl::StrCat(*dropped)}});
  }
}

void Retention::SweepUntilStopped() {
  while (true) {
    Sweep();
    MutexLock lock(mutex_);
    if (!stopping_) stopped_.WaitFor(mutex_, interval_);
    if (stopping_) return;
  }
}

}  // namespace alhf::coordinator

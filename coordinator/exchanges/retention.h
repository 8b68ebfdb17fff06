// Drops exchanges that are older than they are kept. Records keep their own
// copies, so nothing that was taught is lost with them.
//
//   Retention retention(absl::Hours(24 * 90), &exchanges, &clock);
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_EXCHANGES_RETENTION_H_
#define ALHF_COORDINATOR_EXCHANGES_RETENTION_H_

#include <thread>

#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "coordinator/exchanges/exchange_store.h"

namespace alhf::coordinator {

class Retention {
 public:
  // Sweeps at once, on a thread of its own, and again each `interval`. The
  // store and the clock must outlive it.
  Retention(absl::Duration keep, ExchangeStore* exchanges, const Clock* clock,
            absl::Duration interval = absl::Hours(1));
  // Returns when no sweep runs any more.
  ~Retention();
  Retention(const Retention&) = delete;
  Retention& operator=(const Retention&) = delete;

  // Drops what is too old now. A store that refuses is tried again at the next
  // interval.
  void Sweep();

 private:
  void SweepUntilStopped();

  const absl::Duration keep_;
  const absl::Duration interval_;
  ExchangeStore* const exchanges_;
  const Clock* const clock_;
  Mutex mutex_;
  CondVar stopped_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_EXCHANGES_RETENTION_H_

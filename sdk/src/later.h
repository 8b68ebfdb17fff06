// Something that is tried on a thread of its own when it is wanted, and after a
// failure again, later and later.
//
//   Later later([&] { return memory.CatchUp(); }, {});
//   later.Want();
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_SDK_SRC_LATER_H_
#define ALHF_SDK_SRC_LATER_H_

#include <functional>
#include <thread>

#include "absl/random/random.h"
#include "absl/status/status.h"
#include "base/backoff.h"
#include "base/mutex.h"

namespace alhf::sdk {

class Later {
 public:
  using Attempt = std::function<absl::Status()>;
  // `attempt` is called by one thread at a time.
  Later(Attempt attempt, const Backoff& backoff);
  // Returns when no attempt runs any more.
  ~Later();
  Later(const Later&) = delete;
  Later& operator=(const Later&) = delete;

  // There will be an attempt that begins after this; at once, unless the last
  // one failed.
  void Want();

 private:
  void TryUntilStopped();
  // Waits until an attempt is wanted and due; returns false to stop.
  bool WaitForNext(int failures) ABSL_LOCKS_EXCLUDED(mutex_);

  const Attempt attempt_;
  const Backoff backoff_;
  absl::BitGen random_;  // of the thread
  Mutex mutex_;
  CondVar changed_;
  bool wanted_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_LATER_H_

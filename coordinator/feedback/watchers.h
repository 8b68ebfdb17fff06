// Those who wait for a tenant's state to change: callers of `wait_for`, and
// streams of `WatchFeedback`.
//
//   watchers.Add([=](bool last) { … return true when it has ended … }, wait);
//   watchers.Wake();  // something changed
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_FEEDBACK_WATCHERS_H_
#define ALHF_COORDINATOR_FEEDBACK_WATCHERS_H_

#include <atomic>
#include <memory>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/time/time.h"
#include "base/mutex.h"
#include "coordinator/feedback/task_runner.h"

namespace alhf::coordinator {

class Watchers {
 public:
  // Looks at the state now. Returns true when it has ended: then it is not
  // called again. With `last` it must end, and answer with what there is.
  // Checks run on the runner, one at a time.
  using Check = absl::AnyInvocable<bool(bool last)>;

  // `runner` must outlive it.
  explicit Watchers(TaskRunner* runner);

  // Checks now, and after each `Wake()`; with `last` after `patience`.
  void Add(Check check, absl::Duration patience);

  // The state changed.
  void Wake() { strand_.Wake(); }

  // Asks everybody to end now, and whoever comes afterwards.
  void Expire();

  // Ends those that are left, in the caller's thread. Call after the runner
  // stopped.
  void Close();

 private:
  struct Watcher {
    explicit Watcher(Check watch) : check(std::move(watch)) {}
    Check check;
    std::atomic<bool> last = false;
  };
  void CheckAll();

  TaskRunner* const runner_;
  Mutex mutex_;
  bool expired_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::shared_ptr<Watcher>> watchers_ ABSL_GUARDED_BY(mutex_);
  Strand strand_;  // last: its steps use all of the above
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_WATCHERS_H_

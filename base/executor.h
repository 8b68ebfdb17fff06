// Where work runs, injected.
//
//   ThreadPoolExecutor pool({.threads = 4, .queue = 1024});
//   if (!pool.TrySubmit([] { Work(); })) return QueueFull();
//
// Thread safety: every executor may be used from many threads.
#ifndef ALHF_BASE_EXECUTOR_H_
#define ALHF_BASE_EXECUTOR_H_

#include <chrono>
#include <cstddef>
#include <deque>
#include <thread>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/time/time.h"
#include "base/mutex.h"

namespace alhf {

class Executor {
 public:
  using Task = absl::AnyInvocable<void()>;
  virtual ~Executor() = default;
  // Takes `task` to run once, or returns false when the queue is full or the
  // executor is stopping; then `task` will not run.
  virtual bool TrySubmit(Task task) = 0;
};

// Lets a bare task through `executor`: its workers then see, by its own lock,
// what this thread has built so far. A library whose threads bring the tasks
// may order that too, but ThreadSanitizer does not look into libraries.
inline void HandOver(Executor& executor) {
  (void)executor.TrySubmit([] {});
}

// Runs each task at once in the caller's thread: for work that is shorter than
// handing it over, and for tests.
class InlineExecutor final : public Executor {
 public:
  bool TrySubmit(Task task) override {
    std::move(task)();
    return true;
  }
};

// A fixed number of threads over a queue that is bounded in tasks and in time.
// Destroying it stops it.
class ThreadPoolExecutor final : public Executor {
 public:
  struct Options {
    size_t threads = 4;
    // Tasks that wait, those that run not counted.
    size_t queue = 1024;
    // The queue is full as well while its first task has waited longer: more
    // would come too late for whoever wants them.
    absl::Duration longest_wait = absl::InfiniteDuration();
  };
  explicit ThreadPoolExecutor(Options options);
  ~ThreadPoolExecutor() override;
  bool TrySubmit(Task task) override;

  // Takes no more tasks, and returns when all that were taken have run. What
  // those use must live until then. From no task of its own.
  void Stop();

 private:
  using SteadyClock = std::chrono::steady_clock;
  struct Waiting {
    SteadyClock::time_point since;
    Task task;
  };
  bool IsFull() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Work();

  const size_t queue_limit_;
  const absl::Duration longest_wait_;
  Mutex mutex_;
  CondVar wake_;
  std::deque<Waiting> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  Mutex joining_;  // held while `Stop` joins, so that each caller waits
  std::vector<std::thread> threads_ ABSL_GUARDED_BY(joining_);
};

}  // namespace alhf

#endif  // ALHF_BASE_EXECUTOR_H_

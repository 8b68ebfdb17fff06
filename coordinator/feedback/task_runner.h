// Work of the feedback path that nobody waits for in a thread: tasks on the
// executor, now or later, all counted, so that stopping can wait for them.
//
//   TaskRunner runner(executor);
//   runner.Run([this] { Step(); });
//   runner.RunAfter(absl::Seconds(1), [this] { Step(); });
//
// A task may use what outlives `Stop()` by raw pointer. What calls back from
// elsewhere (an RPC) takes a hold along:
//
//   auto hold = runner.Hold();
//   if (hold == nullptr) return;  // stopping
//   client->Call(request, [this, hold](auto reply) { … });
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_FEEDBACK_TASK_RUNNER_H_
#define ALHF_COORDINATOR_FEEDBACK_TASK_RUNNER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <thread>

#include "absl/functional/any_invocable.h"
#include "absl/time/time.h"
#include "base/executor.h"
#include "base/mutex.h"

namespace alhf::coordinator {

class TaskRunner {
 public:
  using Task = absl::AnyInvocable<void()>;
  // Keeps `Stop()` waiting while it lives.
  using Hold = std::shared_ptr<void>;

  // `executor` must outlive it.
  explicit TaskRunner(Executor* executor);
  ~TaskRunner();

  // Returns a hold, or null once stopping.
  Hold TakeHold();

  // Runs `task` on the executor; while its queue is full it waits outside.
  // Returns false once stopping: then `task` is destroyed without running.
  bool Run(Task task);

  // The same after `delay` of real time. Stopping does not wait for a task
  // whose time has not come: it is destroyed without running.
  void RunAfter(absl::Duration delay, Task task);

  // Takes no more work.
  void Refuse();
  // Does that, and returns when all that was under way has ended.
  void Stop();

 private:
  struct Count;
  void Submit(std::shared_ptr<Task> task, Hold hold);
  void At(absl::Duration delay, Task task);
  void WatchTime();

  Executor* const executor_;
  const std::shared_ptr<Count> count_;

  Mutex mutex_;
  CondVar wake_;
  std::multimap<int64_t, Task> timers_ ABSL_GUARDED_BY(mutex_);
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread clock_thread_;
};

// Runs one function on a runner each time it is woken, never twice at once: a
// wake during a run makes one more run. A state machine whose steps run here
// needs no lock for its own state.
class Strand {
 public:
  // `runner` must outlive it; `step` must be safe to call until `Stop()` of
  // the runner returned.
  Strand(TaskRunner* runner, absl::AnyInvocable<void()> step)
      : runner_(runner), step_(std::move(step)) {}

  void Wake();

 private:
  void Loop();

  TaskRunner* const runner_;
  absl::AnyInvocable<void()> step_;
  Mutex mutex_;
  bool running_ ABSL_GUARDED_BY(mutex_) = false;
  bool again_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_TASK_RUNNER_H_

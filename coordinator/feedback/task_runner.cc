#include "coordinator/feedback/task_runner.h"

#include <chrono>
#include <utility>
#include <vector>

namespace alhf::coordinator {
namespace {

// How soon a full executor is tried again.
constexpr absl::Duration kFullDelay = absl::Milliseconds(20);

int64_t SteadyNanos() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

// Outlives the runner where a hold does.
struct TaskRunner::Count {
  Mutex mutex;
  CondVar ended;
  int64_t holds ABSL_GUARDED_BY(mutex) = 0;
  bool stopping ABSL_GUARDED_BY(mutex) = false;
};

TaskRunner::TaskRunner(Executor* executor)
    : executor_(executor),
      count_(std::make_shared<Count>()),
      clock_thread_([this] { WatchTime(); }) {}

TaskRunner::~TaskRunner() { Stop(); }

TaskRunner::Hold TaskRunner::TakeHold() {
  {
    MutexLock lock(count_->mutex);
    if (count_->stopping) return nullptr;
    ++count_->holds;
  }
  return Hold(count_.get(), [count = count_](void*) {
    MutexLock lock(count->mutex);
    if (--count->holds == 0) count->ended.NotifyAll();
  });
}

bool TaskRunner::Run(Task task) {
  Hold hold = TakeHold();
  if (hold == nullptr) return false;
  Submit(std::make_shared<Task>(std::move(task)), std::move(hold));
  return true;
}

void TaskRunner::Submit(std::shared_ptr<Task> task, Hold hold) {
  const bool taken = executor_->TrySubmit([task, hold] { (*task)(); });
  if (taken) return;
  At(kFullDelay, [this, task, hold] { Submit(task, hold); });
}

void TaskRunner::RunAfter(absl::Duration delay, Task task) {
  At(delay, [this, task = std::move(task)]() mutable { Run(std::move(task)); });
}

void TaskRunner::At(absl::Duration delay, Task task) {
  const int64_t due = SteadyNanos() + absl::ToInt64Nanoseconds(delay);
  MutexLock lock(mutex_);
  if (stopped_) return;
  timers_.emplace(due, std::move(task));
  wake_.NotifyOne();
}

void TaskRunner::WatchTime() {
  for (;;) {
    std::vector<Task> due;
    {
      MutexLock lock(mutex_);
      if (stopped_) return;
      const int64_t now = SteadyNanos();
      while (!timers_.empty() && timers_.begin()->first <= now) {
        due.push_back(std::move(timers_.begin()->second));
        timers_.erase(timers_.begin());
      }
      if (due.empty() && timers_.empty()) {
        wake_.Wait(mutex_);
      } else if (due.empty()) {
        wake_.WaitFor(mutex_, absl::Nanoseconds(timers_.begin()->first - now));
      }
    }
    for (Task& task : due) std::move(task)();
  }
}

void TaskRunner::Refuse() {
  MutexLock lock(count_->mutex);
  count_->stopping = true;
}

void TaskRunner::Stop() {
  Refuse();
  {
    MutexLock lock(count_->mutex);
    while (count_->holds > 0) count_->ended.Wait(count_->mutex);
  }
  std::multimap<int64_t, Task> dropped;  // destroyed outside the lock
  {
    MutexLock lock(mutex_);
    stopped_ = true;
    dropped.swap(timers_);
    wake_.NotifyOne();
  }
  if (clock_thread_.joinable()) clock_thread_.join();
}

void Strand::Wake() {
  {
    MutexLock lock(mutex_);
    again_ = running_;
    if (running_) return;
    running_ = true;
  }
  runner_->Run([this] { Loop(); });
}

void Strand::Loop() {
  for (;;) {
    step_();
    MutexLock lock(mutex_);
    if (!again_) {
      running_ = false;
      return;
    }
    again_ = false;
  }
}

}  // namespace alhf::coordinator

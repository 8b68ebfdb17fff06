#include "base/executor.h"

#include <utility>

namespace alhf {

ThreadPoolExecutor::ThreadPoolExecutor(Options options)
    : queue_limit_(options.queue), longest_wait_(options.longest_wait) {
  MutexLock lock(joining_);
  threads_.reserve(options.threads);
  for (size_t i = 0; i < options.threads; ++i) {
    threads_.emplace_back([this] { Work(); });
  }
}

ThreadPoolExecutor::~ThreadPoolExecutor() { Stop(); }

void ThreadPoolExecutor::Stop() {
  MutexLock joining(joining_);
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  wake_.NotifyAll();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

bool ThreadPoolExecutor::IsFull() const {
  if (queue_.size() >= queue_limit_) return true;
  return !queue_.empty() &&
         absl::FromChrono(SteadyClock::now() - queue_.front().since) >
             longest_wait_;
}

bool ThreadPoolExecutor::TrySubmit(Task task) {
  // Told under the lock: whoever stops the pool then knows that this is done.
  MutexLock lock(mutex_);
  if (stopping_ || IsFull()) return false;
  queue_.push_back({SteadyClock::now(), std::move(task)});
  wake_.NotifyOne();
  return true;
}

void ThreadPoolExecutor::Work() {
  for (;;) {
    Task task;
    {
      MutexLock lock(mutex_);
      while (queue_.empty() && !stopping_) wake_.Wait(mutex_);
      if (queue_.empty()) return;
      task = std::move(queue_.front().task);
      queue_.pop_front();
    }
    std::move(task)();
  }
}

}  // namespace alhf

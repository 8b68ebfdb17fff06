#include "base/executor.h"

#include <utility>

namespace alhf {

ThreadPoolExecutor::ThreadPoolExecutor(Options options)
    : queue_limit_(options.queue) {
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

bool ThreadPoolExecutor::TrySubmit(Task task) {
  // Told under the lock: whoever stops the pool then knows that this is done.
  MutexLock lock(mutex_);
  if (stopping_ || queue_.size() >= queue_limit_) return false;
  queue_.push_back(std::move(task));
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
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    std::move(task)();
  }
}

}  // namespace alhf

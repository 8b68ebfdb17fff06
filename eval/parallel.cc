#include "eval/parallel.h"

#include <algorithm>
#include <thread>
#include <vector>

#include "base/mutex.h"

namespace alhf::eval {
namespace {

class Queue {
 public:
  explicit Queue(size_t count) : count_(count) {}

  // Returns false where there is nothing more to do.
  bool Next(size_t* number) {
    MutexLock lock(mutex_);
    if (next_ == count_ || !status_.ok()) return false;
    *number = next_++;
    return true;
  }
  void Report(absl::Status status) {
    MutexLock lock(mutex_);
    status_.Update(std::move(status));
  }
  absl::Status status() {
    MutexLock lock(mutex_);
    return status_;
  }

 private:
  const size_t count_;
  Mutex mutex_;
  size_t next_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

absl::Status ParallelFor(size_t count, size_t threads,
                         absl::FunctionRef<absl::Status(size_t)> work) {
  Queue queue(count);
  const auto run = [&queue, work] {
    for (size_t number = 0; queue.Next(&number);) queue.Report(work(number));
  };
  std::vector<std::thread> others;
  for (size_t i = 1; i < std::min(threads, count); ++i) {
    others.emplace_back(run);
  }
  run();
  for (std::thread& thread : others) thread.join();
  return queue.status();
}

}  // namespace alhf::eval

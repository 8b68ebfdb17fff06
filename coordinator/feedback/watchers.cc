#include "coordinator/feedback/watchers.h"

#include <algorithm>
#include <utility>

namespace alhf::coordinator {

Watchers::Watchers(TaskRunner* runner)
    : runner_(runner), strand_(runner, [this] { CheckAll(); }) {}

void Watchers::Add(Check check, absl::Duration patience) {
  auto watcher = std::make_shared<Watcher>(std::move(check));
  {
    MutexLock lock(mutex_);
    watcher->last = expired_;
    watchers_.push_back(watcher);
  }
  Wake();
  if (patience == absl::InfiniteDuration()) return;
  runner_->RunAfter(patience, [this, weak = std::weak_ptr(watcher)] {
    const auto waiting = weak.lock();
    if (waiting == nullptr) return;  // ended before
    waiting->last = true;
    Wake();
  });
}

void Watchers::CheckAll() {
  std::vector<std::shared_ptr<Watcher>> watchers;
  {
    MutexLock lock(mutex_);
    watchers = watchers_;
  }
  std::vector<std::shared_ptr<Watcher>> ended;
  for (auto& watcher : watchers) {
    if (watcher->check(watcher->last)) ended.push_back(watcher);
  }
  if (ended.empty()) return;
  MutexLock lock(mutex_);
  watchers_.erase(std::remove_if(watchers_.begin(), watchers_.end(),
                                 [&](const auto& each) {
                                   return std::find(ended.begin(), ended.end(),
                                                    each) != ended.end();
                                 }),
                  watchers_.end());
}

void Watchers::Expire() {
  {
    MutexLock lock(mutex_);
    expired_ = true;
    for (auto& watcher : watchers_) watcher->last = true;
  }
  Wake();
}

void Watchers::Close() {
  std::vector<std::shared_ptr<Watcher>> left;
  {
    MutexLock lock(mutex_);
    left.swap(watchers_);
  }
  for (auto& watcher : left) watcher->check(true);
}

}  // namespace alhf::coordinator

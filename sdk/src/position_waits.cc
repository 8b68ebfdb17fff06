#include "sdk/src/position_waits.h"

#include <algorithm>
#include <utility>

namespace alhf::sdk {
namespace {

template <typename List>
void CallAll(List over) {
  for (auto& waiting : over) std::move(waiting.done)();
}

}  // namespace

PositionWaits::PositionWaits(IsReached is_reached, const Clock* clock,
                             size_t limit)
    : is_reached_(std::move(is_reached)),
      clock_(clock),
      limit_(limit),
      thread_([this] { Run(); }) {}

PositionWaits::~PositionWaits() {
  Stop();
  thread_.join();
}

template <typename IsOver>
PositionWaits::List PositionWaits::Take(const IsOver& is_over) {
  List over;
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    const auto next = std::next(at);
    if (is_over(*at)) over.splice(over.end(), waiting_, at);
    at = next;
  }
  return over;
}

bool PositionWaits::Wait(const std::string& tenant,
                         const v1::Position& position, absl::Time deadline,
                         absl::AnyInvocable<void()> done) {
  {
    MutexLock lock(mutex_);
    if (!stopped_ && waiting_.size() >= limit_) return false;
    waiting_.push_back({tenant, position, deadline, std::move(done)});
  }
  changed_.NotifyAll();
  // It may be over already.
  Notify(tenant);
  return true;
}

void PositionWaits::Notify(const std::string& tenant) {
  List over;
  {
    MutexLock lock(mutex_);
    const bool all = stopped_;
    over = Take([&](const Waiting& each) {
      return all ||
             (each.tenant == tenant && is_reached_(each.tenant, each.position));
    });
  }
  CallAll(std::move(over));
}

void PositionWaits::Stop() {
  List over;
  {
    MutexLock lock(mutex_);
    stopped_ = true;
    over = std::exchange(waiting_, {});
  }
  changed_.NotifyAll();
  CallAll(std::move(over));
}

void PositionWaits::Run() {
  for (;;) {
    List over;
    {
      MutexLock lock(mutex_);
      absl::Time next = absl::InfiniteFuture();
      for (const Waiting& each : waiting_) next = std::min(next, each.deadline);
      const absl::Time now = clock_->Now();
      if (stopped_) return;
      if (next == absl::InfiniteFuture()) {
        changed_.Wait(mutex_);
      } else if (now < next) {
        changed_.WaitFor(mutex_, next - now);
      } else {
        over =
            Take([now](const Waiting& each) { return each.deadline <= now; });
      }
    }
    CallAll(std::move(over));
  }
}

}  // namespace alhf::sdk

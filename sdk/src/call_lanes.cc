#include "sdk/src/call_lanes.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/status.h"

namespace alhf::sdk {
namespace {

// Of an answer's way back, and of a wait without a deadline.
constexpr absl::Duration kMaxMargin = absl::Milliseconds(100);
constexpr absl::Duration kMaxWait = absl::Seconds(30);

absl::Status QueueFull() {
  return WithRetryDelay(
      Error(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL,
            "the queue is full: try again after the retry delay"),
      absl::Milliseconds(100));
}

absl::Status Draining() {
  return WithRetryDelay(
      Error(absl::StatusCode::kUnavailable, Reason::DRAINING,
            "the component is stopping: try again when it is back"),
      absl::Seconds(1));
}

}  // namespace

CallLanes::CallLanes(const Options& options, ComponentHost* host,
                     const Clock* clock)
    : host_(host),
      clock_(clock),
      feedback_({options.feedback_threads, options.queue}),
      query_({options.query_threads, options.queue}),
      waits_(
          [host](const std::string& tenant, const v1::Position& position) {
            return host->IsReached(tenant, position);
          },
          clock, options.queue) {
  host_->OnApplied(
      [this](const std::string& tenant) { waits_.Notify(tenant); });
}

CallLanes::Ticket CallLanes::Enter() {
  MutexLock lock(mutex_);
  if (draining_) return nullptr;
  ++under_way_;
  return Ticket(this, [this](const void*) {
    MutexLock done(mutex_);
    if (--under_way_ == 0) idle_.NotifyAll();
  });
}

bool CallLanes::IsDraining() {
  MutexLock lock(mutex_);
  return draining_;
}

void CallLanes::Run(Lane lane, Call call) {
  Ticket ticket = Enter();
  if (ticket == nullptr) return std::move(call)(Draining());
  Submit(lane, std::move(ticket), std::move(call));
}

void CallLanes::Submit(Lane lane, Ticket ticket, Call call) {
  // Shared, because a task that is not taken is destroyed unrun.
  auto shared = std::make_shared<Call>(std::move(call));
  Executor& executor = lane == Lane::kFeedback
                           ? static_cast<Executor&>(feedback_)
                           : static_cast<Executor&>(query_);
  const bool taken = executor.TrySubmit([shared, ticket = std::move(ticket)] {
    std::move (*shared)(absl::OkStatus());
  });
  if (!taken) std::move (*shared)(QueueFull());
}

void CallLanes::RunAfter(const std::string& tenant,
                         const v1::Position& position, absl::Time deadline,
                         Lane lane, Call call) {
  if (host_->IsReached(tenant, position)) return Run(lane, std::move(call));
  Ticket ticket = Enter();
  if (ticket == nullptr) return std::move(call)(Draining());
  const absl::Time now = clock_->Now();
  const absl::Duration left = std::min(deadline - now, kMaxWait);
  const absl::Time until = now + left - std::min(left / 5, kMaxMargin);
  auto shared = std::make_shared<Call>(std::move(call));
  const bool taken = waits_.Wait(
      tenant, position, until, [this, lane, ticket, shared]() mutable {
        if (IsDraining()) return std::move(*shared)(Draining());
        Submit(lane, std::move(ticket), std::move(*shared));
      });
  if (!taken) std::move (*shared)(QueueFull());
}

void CallLanes::Drain(absl::Duration time) {
  {
    MutexLock lock(mutex_);
    draining_ = true;
  }
  waits_.Stop();
  const absl::Time until = clock_->Now() + time;
  MutexLock lock(mutex_);
  while (under_way_ > 0 && clock_->Now() < until) {
    idle_.WaitFor(mutex_, until - clock_->Now());
  }
}

}  // namespace alhf::sdk

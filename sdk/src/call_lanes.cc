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

void CallLanes::Run(Lane lane, Call call) {
  if (draining_) return std::move(call)(Draining());
  // Shared, because a task that is not taken is destroyed unrun.
  auto shared = std::make_shared<Call>(std::move(call));
  Executor& executor = lane == Lane::kFeedback
                           ? static_cast<Executor&>(feedback_)
                           : static_cast<Executor&>(query_);
  const bool taken =
      executor.TrySubmit([shared] { std::move (*shared)(absl::OkStatus()); });
  if (!taken) std::move (*shared)(QueueFull());
}

void CallLanes::RunAfter(const std::string& tenant,
                         const v1::Position& position, absl::Time deadline,
                         Lane lane, Call call) {
  if (draining_) return std::move(call)(Draining());
  if (host_->IsReached(tenant, position)) return Run(lane, std::move(call));
  const absl::Time now = clock_->Now();
  const absl::Duration left = std::min(deadline - now, kMaxWait);
  const absl::Time until = now + left - std::min(left / 5, kMaxMargin);
  auto shared = std::make_shared<Call>(std::move(call));
  const bool taken = waits_.Wait(tenant, position, until, [this, lane, shared] {
    Run(lane, std::move(*shared));
  });
  if (!taken) std::move (*shared)(QueueFull());
}

void CallLanes::Drain() {
  // Those that wait are answered with DRAINING as well.
  draining_ = true;
  waits_.Stop();
}

}  // namespace alhf::sdk

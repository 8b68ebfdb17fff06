// Where calls run: one executor for the feedback path, one for the query path,
// so that neither starves the other; calls that wait for a position come first
// to `PositionWaits`.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_SDK_SRC_CALL_LANES_H_
#define ALHF_SDK_SRC_CALL_LANES_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "base/clock.h"
#include "base/executor.h"
#include "base/mutex.h"
#include "sdk/src/component_host.h"
#include "sdk/src/position_waits.h"

namespace alhf::sdk {

enum class Lane { kFeedback, kQuery };

class CallLanes {
 public:
  struct Options {
    // Of each lane.
    size_t queue = 1024;
    size_t feedback_threads = 4;
    size_t query_threads = 8;
  };
  // `host` and `clock` must outlive it; the host tells it when a memory moves
  // on. The destructor finishes what was taken.
  CallLanes(const Options& options, ComponentHost* host, const Clock* clock);

  // Gets OK on a thread of the lane, or at once why the call cannot be taken:
  // RESOURCE_EXHAUSTED QUEUE_FULL, UNAVAILABLE DRAINING. Called exactly once.
  using Call = absl::AnyInvocable<void(absl::Status)>;
  void Run(Lane lane, Call call);
  // The same after `tenant`'s memory has reached `position`, or shortly before
  // `deadline`, when the answer can still reach the caller.
  void RunAfter(const std::string& tenant, const v1::Position& position,
                absl::Time deadline, Lane lane, Call call);

  // Takes no more calls, ends the waits, and waits until those that were taken
  // have ended, but no longer than `time`.
  void Drain(absl::Duration time);

 private:
  // Held by a call for as long as it is under way.
  using Ticket = std::shared_ptr<const void>;
  // Null where calls are not taken any more.
  Ticket Enter();
  bool IsDraining();
  void Submit(Lane lane, Ticket ticket, Call call);

  ComponentHost* const host_;
  const Clock* const clock_;
  Mutex mutex_;
  CondVar idle_;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  int under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  ThreadPoolExecutor feedback_;
  ThreadPoolExecutor query_;
  // Last: its thread hands over to the executors.
  PositionWaits waits_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_CALL_LANES_H_

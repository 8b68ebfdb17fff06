// Spares who waits an endpoint that fails again and again: after three failures
// in a row it is left alone, for a second and then for longer and longer up to
// half a minute. When that is over one call tries (a circuit breaker: Nygard,
// "Release It!", 2007).
//
//   ALHF_RETURN_IF_ERROR(pause.Begin());
//   const absl::Status status = Post();
//   pause.Ended(!status.ok());
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_SDK_MODEL_ENDPOINT_PAUSE_H_
#define ALHF_SDK_MODEL_ENDPOINT_PAUSE_H_

#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"

namespace alhf::sdk {

class EndpointPause {
 public:
  // The clock must outlive it; `random` returns a number in [0.0, 1.0), from
  // any thread.
  EndpointPause(const Clock* clock, std::function<double()> random)
      : clock_(clock), random_(std::move(random)) {}

  // UNAVAILABLE MODEL_UNAVAILABLE: it is left alone. Else a call may be made,
  // and `Ended` is told what came of it.
  absl::Status Begin();
  void Ended(bool failed);

 private:
  const Clock* const clock_;
  const std::function<double()> random_;
  Mutex mutex_;
  int failures_ ABSL_GUARDED_BY(mutex_) = 0;  // in a row
  absl::Time until_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_ENDPOINT_PAUSE_H_

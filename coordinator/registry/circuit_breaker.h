// Spares queries a component that fails again and again: one that hangs would
// otherwise cost each of them its whole share of time.
//
//   auto client = WithCircuitBreaker(connector.Connect(address), {}, &clock);
//
// After some failures of AdjustQuery in a row the circuit is open: calls fail
// at once. When its time is over one call tries; a failure opens the circuit
// again for twice as long, an answer closes it (Nygard, "Release It!", 2007).
// What the caller is to blame for, a position that is not reached and a
// deadline that was short do not count; a component that was started anew
// begins with a closed one. Other calls pass: feedback is never dropped, and
// has its own backoff.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_REGISTRY_CIRCUIT_BREAKER_H_
#define ALHF_COORDINATOR_REGISTRY_CIRCUIT_BREAKER_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "coordinator/registry/component_client.h"

namespace alhf::coordinator {

struct CircuitOptions {
  int failures = 5;  // in a row, that open it
  absl::Duration first_open = absl::Seconds(1);
  absl::Duration longest_open = absl::Seconds(30);
  // A call that had less time than this proves nothing by its deadline.
  absl::Duration fair_time = absl::Milliseconds(100);
};

class CircuitBreaker {
 public:
  CircuitBreaker(const CircuitOptions& options, const Clock* clock)
      : options_(options), clock_(clock) {}

  // Returns how long no call shall be made; nothing: make it, and tell `Ended`.
  std::optional<absl::Duration> Open();
  // A call that had `timeout` ended with `status`.
  void Ended(const absl::Status& status, absl::Duration timeout);
  // The component says which process it is.
  void Is(const std::string& replica_id);

 private:
  enum class State { kClosed, kOpen, kTrying };

  const CircuitOptions options_;
  const Clock* const clock_;
  Mutex mutex_;
  State state_ ABSL_GUARDED_BY(mutex_) = State::kClosed;
  std::string replica_id_ ABSL_GUARDED_BY(mutex_);
  int failures_ ABSL_GUARDED_BY(mutex_) = 0;  // in a row
  absl::Duration open_for_ ABSL_GUARDED_BY(mutex_);
  absl::Time open_until_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

// Returns `client` behind a breaker. The clock must outlive it.
std::shared_ptr<ComponentClient> WithCircuitBreaker(
    std::shared_ptr<ComponentClient> client, const CircuitOptions& options,
    const Clock* clock);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_REGISTRY_CIRCUIT_BREAKER_H_

// Calls that wait for a tenant's memory to reach a position: they hold no
// thread while they wait, so that the entries they wait for get through.
//
//   waits.Wait("acme", position, deadline, [] { HandOver(); });
//   waits.Notify("acme");  // after its memory moved on
//
// Thread safety: all methods may run concurrently.
// Ownership: the clock must outlive it.
#ifndef ALHF_SDK_SRC_POSITION_WAITS_H_
#define ALHF_SDK_SRC_POSITION_WAITS_H_

#include <cstddef>
#include <functional>
#include <list>
#include <string>
#include <thread>

#include "absl/functional/any_invocable.h"
#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "base/clock.h"
#include "base/mutex.h"

namespace alhf::sdk {

class PositionWaits {
 public:
  using IsReached =
      std::function<bool(const std::string& tenant, const v1::Position&)>;

  // At most `limit` wait at a time.
  PositionWaits(IsReached is_reached, const Clock* clock, size_t limit);
  // Stops.
  ~PositionWaits();

  // Calls `done` once: when the position is reached, the deadline has passed,
  // or at `Stop`; who is called must look which. It may be called before this
  // returns and must only hand over. Returns false, and never calls, where too
  // many wait.
  bool Wait(const std::string& tenant, const v1::Position& position,
            absl::Time deadline, absl::AnyInvocable<void()> done);

  // Looks again at those that wait for `tenant`.
  void Notify(const std::string& tenant);

  // Ends every wait, also those to come.
  void Stop();

 private:
  struct Waiting {
    std::string tenant;
    v1::Position position;
    absl::Time deadline;
    absl::AnyInvocable<void()> done;
  };
  using List = std::list<Waiting>;

  void Run();
  // Takes those out of the list that `is_over` holds for.
  template <typename IsOver>
  List Take(const IsOver& is_over) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const IsReached is_reached_;
  const Clock* const clock_;
  const size_t limit_;
  Mutex mutex_;
  CondVar changed_;
  List waiting_ ABSL_GUARDED_BY(mutex_);
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_POSITION_WAITS_H_

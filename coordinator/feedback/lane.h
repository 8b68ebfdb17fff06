// A lane brings one tenant's log to one component: every position, in order.
//
// It keeps no position of its own: it asks the component how far it is, and
// sends what comes after. So a component that comes back behind is replayed,
// and one that is ahead of the log, or of another log or epoch, is rebuilt.
//
//   answer                             what the lane does
//   OK                                 goes on from the position in it
//   POSITION_GAP                       asks for the position, goes on from it
//   POSITION_FOREIGN                   rebuilds from 1
//   a retryable code                   tries again with backoff; parks the
//                                      entry after an hour while the component
//                                      is healthy
//   another code                       parks the entry
//
// Where one of many fails they go one by one, so that it is known which.
// An entry is parked only where it has changes for the component, and only
// after the component said that it has not applied it: whoever refuses even
// `none` is broken, and is tried again with backoff.
//
// Thread safety: all methods may run concurrently. The steps run on the
// runner, one at a time.
#ifndef ALHF_COORDINATOR_FEEDBACK_LANE_H_
#define ALHF_COORDINATOR_FEEDBACK_LANE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/random/random.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/feedback.pb.h"
#include "base/backoff.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "coordinator/feedback/task_runner.h"
#include "coordinator/feedback/tenant_journal.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

struct LaneOptions {
  absl::Duration apply_timeout = absl::Seconds(5);
  absl::Duration park_after = absl::Hours(1);
  Backoff backoff;
};

class Lane {
 public:
  // All pointers must outlive it. `on_progress` is called after the component
  // moved; it must only hand over.
  Lane(std::string component, const LaneOptions& options,
       TenantJournal* journal, ComponentRegistry* registry, const Clock* clock,
       TaskRunner* runner, std::function<void()> on_progress);

  const std::string& component() const { return component_; }
  // The sequence that the component has reached, as last known; 0 where it is
  // not known.
  uint64_t applied() const { return applied_; }
  // The same of its memory `memory_id`, empty where that is not known: 0 where
  // another was asked last.
  uint64_t AppliedIn(const std::string& memory_id) const;

  // There may be new entries.
  void Wake() { strand_.Wake(); }
  // The component is (again) there, maybe with another memory.
  void OnReady();
  // Sends the whole log anew; the component drops what it has.
  void Rebuild();

 private:
  using ManifestReply = absl::StatusOr<v1::GetManifestResponse>;
  using ApplyReply = absl::StatusOr<v1::ApplyChangesResponse>;
  // What happened since the last step.
  struct Inbox {
    bool ready = false;
    bool rebuild = false;
    bool retry_due = false;
    std::optional<ManifestReply> manifest;
    std::optional<ApplyReply> applied;
  };
  // An entry that is about to be parked, once it is certain that the component
  // does not have it.
  struct Suspect {
    uint64_t sequence = 0;
    std::string reason;
  };

  void Step();
  void Advance();
  void StartRebuild();
  void AskPosition(const RegisteredComponent& target);
  void SendNext(const RegisteredComponent& target);
  absl::StatusOr<v1::ApplyChangesRequest> NextBatch();
  void TakePosition(const ManifestReply& reply);
  void TakeApplied(const ApplyReply& reply);
  void TakeRefusal(const absl::Status& error);
  void Reached(const v1::Position& position);
  bool IsOurs(const v1::Position& position) const;
  // True when a failure that may pass has lasted too long.
  bool HasFailedTooLong();
  bool HasChanges(uint64_t sequence) const;
  void ParkSuspect();
  void RetryLater(const absl::Status& error);

  const std::string component_;
  const LaneOptions options_;
  TenantJournal* const journal_;
  ComponentRegistry* const registry_;
  const Clock* const clock_;
  TaskRunner* const runner_;
  const std::function<void()> on_progress_;

  std::atomic<uint64_t> applied_ = 0;
  mutable Mutex memory_mutex_;
  // Whose position `applied_` is.
  std::string memory_id_ ABSL_GUARDED_BY(memory_mutex_);
  Mutex inbox_mutex_;
  Inbox inbox_ ABSL_GUARDED_BY(inbox_mutex_);

  // Only the steps touch what follows.
  bool calling_ = false;
  bool waiting_ = false;  // for a retry's time
  bool position_known_ = false;
  bool rebuild_ = false;
  bool rebuild_asked_ = false;  // by a person
  uint64_t careful_until_ = 0;  // up to here entries go one by one
  uint64_t sending_ = 0;        // first and last of the call under way
  uint64_t sending_last_ = 0;
  int failures_ = 0;  // in a row
  std::optional<absl::Time> failing_since_;
  std::optional<Suspect> suspect_;
  absl::BitGen random_;

  Strand strand_;  // last: its steps use all of the above
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_LANE_H_

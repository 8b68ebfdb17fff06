// Who read or copied other people's words, and who was refused what: a log of
// its own beside the tenants' (feedback_log.h), with the same chain of salted
// digests.
//
//   ALHF_ASSIGN_OR_RETURN(auto store, OpenAccessStore(folder));
//   AccessLog accesses({}, store.get(), &clock);
//   ALHF_RETURN_IF_ERROR(accesses.Note("acme", principal.name, access));
//
// Noting never waits for the disk. A thread of the log's own writes what was
// noted, all that waits in one synced write a tenant, and rests between two
// rounds, so that many reads cost few syncs. The same access of the same caller
// within a minute is counted, and is one more entry, with the count, when the
// minute is over. What was noted and not written yet is lost where the process
// is killed, and nothing where it is stopped.
//
// Thread safety: all methods may run concurrently.
// Ownership: store and clock must outlive it.
#ifndef ALHF_COORDINATOR_AUDIT_ACCESS_LOG_H_
#define ALHF_COORDINATOR_AUDIT_ACCESS_LOG_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/storage/v1/log.pb.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "coordinator/feedback/feedback_log.h"
#include "core/lessons/redact.h"

namespace alhf::coordinator {

using Access = storage::v1::Payload::Access;

// The chain of what is no tenant's; no tenant can have that name. Who has every
// tenant may name it.
inline constexpr char kNoTenantsChain[] = "*";

// Opens or makes the store of accesses in `folder`. Errors as those of
// `OpenLevelDbFeedbackLog`; DATA_LOSS says what to do with this one.
absl::StatusOr<std::unique_ptr<FeedbackLog>> OpenAccessStore(
    const std::string& folder);

class AccessLog {
 public:
  struct Options {
    // The same access within it is the same entry.
    absl::Duration window = absl::Minutes(1);
    // Between two rounds of writing.
    absl::Duration rest = absl::Milliseconds(200);
    // Entries that wait for the disk, at most.
    size_t waiting = 4096;
    // Accesses that are counted at a time, at most: of more the oldest is
    // counted no further.
    size_t counted = 4096;
  };

  AccessLog(const Options& options, FeedbackLog* store, const Clock* clock);
  // Writes all that was noted.
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  // Notes that `principal` did `access`; `times` is 1.
  //
  // RESOURCE_EXHAUSTED QUEUE_FULL: the disk has not taken what was noted
  // before. Then the words must not be given out.
  absl::Status Note(const std::string& tenant, const std::string& principal,
                    Access access);

  // Returns whether the same was noted within the minute, and would be counted.
  bool IsCounted(const std::string& tenant, const std::string& principal,
                 const Access& access);

  // Returns when what was noted before is on disk, but for counts of minutes
  // that are not over. UNAVAILABLE: the disk refuses; it is tried again.
  absl::Status Flush();

  // Takes the names of an erased user out of what stands here.
  absl::Status Erase(const std::string& tenant, const core::Erased& erased);

  const FeedbackLog& store() const { return *store_; }

 private:
  // An access that was written, and how often it came since.
  struct Window {
    absl::Time begin;
    std::string tenant;
    std::string principal;
    Access repeated;  // times 0: not once
  };
  using Waiting = std::map<std::string, std::vector<NewEntry>>;

  void WriteUntilStopped();
  void Add(const std::string& tenant, NewEntry entry)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Ends the windows that began before `time`.
  void EndWindows(absl::Time time) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void EndOldestWindow() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Options options_;
  FeedbackLog* const store_;
  const Clock* const clock_;

  Mutex writing_;  // one round at a time; taken before mutex_
  Mutex mutex_;
  CondVar changed_;  // something waits
  CondVar stopped_;
  Waiting waiting_ ABSL_GUARDED_BY(mutex_);
  size_t waiting_count_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, Window> windows_ ABSL_GUARDED_BY(mutex_);
  // Their keys in the order in which they began.
  std::deque<std::string> order_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_AUDIT_ACCESS_LOG_H_

// The sealed entries on disk: two LevelDB stores in one folder. `entries` is
// synced with every write. `marks` is not: a mark is written after its entry is
// on disk, so a mark beyond the last entry means that entries were lost.
// LevelDB alone would take a damaged tail for a write that never ended.
//
// After a write that the disk refused the store is opened anew before the next
// one, and what the refused write may have left is dropped.
//
// Thread safety: all methods may run concurrently, but only one `Write` of a
// tenant at a time.
#ifndef ALHF_COORDINATOR_FEEDBACK_ENTRY_STORE_H_
#define ALHF_COORDINATOR_FEEDBACK_ENTRY_STORE_H_

#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/mutex.h"
#include "coordinator/feedback/feedback_log.h"
#include "coordinator/feedback/log_codec.h"

namespace alhf::coordinator {

class EntryStore {
 public:
  // Opens or makes the store in `folder`; `new_log_id` is taken where there is
  // none yet, and the epoch is at least `min_epoch` afterwards. See
  // `OpenLevelDbFeedbackLog` for the errors.
  static absl::StatusOr<std::unique_ptr<EntryStore>> Open(
      const std::string& folder, leveldb::Env* env,
      const std::string& new_log_id, uint64_t min_epoch = 0);

  const storage::v1::LogHeader& header() const { return header_; }
  // Where the log of `tenant` ends; sequence 0 where there is none.
  LogMark End(absl::string_view tenant) const;
  std::vector<std::string> Tenants() const;

  // Appends `entries`, the first of them after `End(tenant)`, in one synced
  // write. UNAVAILABLE DATABASE_UNAVAILABLE: nothing was written.
  absl::Status Write(absl::string_view tenant,
                     const std::vector<SealedEntry>& entries);

  // Returns at most `limit` entries after sequence `after`, each checked.
  absl::StatusOr<std::vector<LogEntry>> Read(absl::string_view tenant,
                                             uint64_t after,
                                             size_t limit) const;

  // See FeedbackLog::Redact. Nothing else reads or writes meanwhile.
  absl::Status Redact(absl::string_view tenant,
                      const std::vector<Redaction>& redactions);

  // Copies everything into the empty folder `target`, one epoch on.
  absl::Status CopyTo(const std::string& target) const;

 private:
  EntryStore(std::string folder, leveldb::Env* env)
      : folder_(std::move(folder)), env_(env) {}

  absl::Status EndRedaction() ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  absl::Status LoadHeader(const std::string& new_log_id, uint64_t min_epoch)
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  absl::Status LoadEnds() ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  absl::Status CheckMarks() ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  absl::Status Reopen();
  absl::Status DropBeyondEnds() ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  absl::Status CheckOpen() const ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  absl::Status WriteFailed(const leveldb::Status& status) const;

  const std::string folder_;
  leveldb::Env* const env_;
  storage::v1::LogHeader header_;  // constant after Open

  // Exclusive only while the stores are opened anew. Taken before
  // `ends_mutex_`.
  mutable SharedMutex mutex_;
  std::unique_ptr<leveldb::DB> marks_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<leveldb::DB> entries_ ABSL_GUARDED_BY(mutex_);
  std::atomic<bool> refused_ = false;

  mutable Mutex ends_mutex_;
  std::map<std::string, LogMark> ends_ ABSL_GUARDED_BY(ends_mutex_);
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_ENTRY_STORE_H_

// The LevelDB under a component's memory: one a process, all tenants in it.
//
//   ALHF_ASSIGN_OR_RETURN(auto store, MemoryStore::Open(options));
//   leveldb::WriteBatch batch;
//   ALHF_RETURN_IF_ERROR(store->Write(&batch));
//
// Thread safety: all methods may run concurrently.
// Ownership: snapshots and iterators must not outlive the store.
#ifndef ALHF_SDK_SRC_MEMORY_STORE_H_
#define ALHF_SDK_SRC_MEMORY_STORE_H_

#include <leveldb/db.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/random/bit_gen_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/storage/v1/memory.pb.h"
#include "base/mutex.h"
#include "base/recoverable_db.h"

namespace leveldb {
class WriteBatch;
}

namespace alhf::sdk {

// Released with its last owner.
using SharedSnapshot = std::shared_ptr<const leveldb::Snapshot>;

class MemoryStore {
 public:
  struct Options {
    std::string folder;
    // Name of the component that the memory belongs to.
    std::string component;
    // Not owned; null means the real one.
    leveldb::Env* env = nullptr;
  };

  // Opens the memory in `folder`, or makes an empty one; `random` names it.
  // Reads all of it once, to see that it is whole.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: the folder cannot be used, or holds
  //   another component's memory. UNAVAILABLE STORE_LOCKED: another process
  //   holds it. DATA_LOSS STORE_DAMAGED: some of it cannot be read or is
  //   lost, or its format is of another version.
  static absl::StatusOr<std::unique_ptr<MemoryStore>> Open(
      const Options& options, absl::BitGenRef random);

  // Whether a write was refused, so that `Reopen` is due.
  bool refused() const { return db_->refused(); }
  // Opens the files anew, once nobody holds a snapshot; waits up to `patience`
  // for that, and so does meanwhile who takes one. UNAVAILABLE: try again.
  absl::Status Reopen(absl::Duration patience);

  // Whether a call met damage since it was opened, so that `StartAnew` is due.
  bool damaged() const { return damaged_; }
  // Moves the files to the new folder `aside`, and makes an empty memory in
  // their place, as `Reopen` does; `random` names it.
  absl::Status StartAnew(const std::string& aside, absl::Duration patience,
                         absl::BitGenRef random);

  // New with each new memory.
  std::string memory_id() const;

  SharedSnapshot TakeSnapshot() const;

  // Returns the value of `key`, or nothing.
  absl::StatusOr<std::optional<std::string>> Get(
      const leveldb::Snapshot* snapshot, absl::string_view key) const;
  // Before the first key; give its status to `Checked` after the last.
  std::unique_ptr<leveldb::Iterator> Iterate(
      const leveldb::Snapshot* snapshot) const;

  // Returns what the status of an iterator means.
  absl::Status Checked(const leveldb::Status& status) const;

  // Writes all of `batch` or nothing. Not synced: what is lost is replayed.
  absl::Status Write(leveldb::WriteBatch* batch);

  // The same of a batch that deletes `keys`, whose values shall not stay in
  // the files either: that is what `Purge` sees to, later and also after a
  // crash.
  absl::Status WriteErasing(leveldb::WriteBatch* batch,
                            const std::vector<std::string>& keys);
  // Whether there is anything to purge.
  bool purges() const;
  // Takes the values of erased keys out of the files, once nobody holds a
  // snapshot from before; waits up to `patience` for that. Returns whether it
  // is done.
  absl::StatusOr<bool> Purge(absl::Duration patience);

 private:
  MemoryStore(std::unique_ptr<RecoverableDb> db, std::string component)
      : db_(std::move(db)), component_(std::move(component)) {}
  absl::Status CheckHeader(const storage::v1::MemoryHeader& header) const;
  // Reads the header, or makes one, and everything else.
  absl::Status ReadAll(absl::BitGenRef random)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Runs `open` on the files, once nobody holds a snapshot.
  absl::Status OpenAgain(absl::Duration patience,
                         absl::FunctionRef<leveldb::Status()> open)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status ReadPurgeList();
  void Release(const leveldb::Snapshot* snapshot, uint64_t erasures) const;
  bool IsSeen(uint64_t erasures) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::unique_ptr<RecoverableDb> db_;
  const std::string component_;
  mutable std::atomic<bool> damaged_ = false;

  // Held by the one who purges. Taken first.
  Mutex purging_mutex_;
  // Held by the one who writes, purges erased keys or opens the files anew.
  // Taken after `mutex_`.
  Mutex writes_mutex_;
  mutable Mutex mutex_;
  mutable CondVar released_;
  std::string memory_id_ ABSL_GUARDED_BY(mutex_);
  storage::v1::PurgeList purge_ ABSL_GUARDED_BY(mutex_);
  uint64_t erasures_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reopening_ ABSL_GUARDED_BY(mutex_) = false;
  // How many living snapshots were taken after so many erasures.
  mutable std::map<uint64_t, int> snapshots_ ABSL_GUARDED_BY(mutex_);
};

// Returns LevelDB's `status` with the code and reason of docs/protocol.md.
absl::Status FromLevelDb(const leveldb::Status& status,
                         absl::string_view folder);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_MEMORY_STORE_H_

// The feedback log on LevelDB.
//
//   ALHF_ASSIGN_OR_RETURN(auto log, OpenLevelDbFeedbackLog({.folder = path}));
//
// Appends of one tenant that wait for each other go to disk in one synced
// write, and LevelDB does the same over tenants. entry_store.h has how the
// entries lie there and what happens when the disk refuses.
#ifndef ALHF_COORDINATOR_FEEDBACK_LEVELDB_FEEDBACK_LOG_H_
#define ALHF_COORDINATOR_FEEDBACK_LEVELDB_FEEDBACK_LOG_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "coordinator/feedback/feedback_log.h"

namespace leveldb {
class Env;
}

namespace alhf::coordinator {

struct LevelDbFeedbackLogOptions {
  // Made where it is missing, with mode 0700.
  std::string folder;
  // Not owned; null means the real one.
  leveldb::Env* env = nullptr;
  // The epoch is raised to at least this: what was restored is another
  // history from here on.
  uint64_t min_epoch = 0;
};

// Opens or makes the log. Sets the umask of the process to 0077: LevelDB gives
// its files no mode of its own.
//
// UNAVAILABLE STORE_LOCKED: another process holds the folder.
// DATA_LOSS STORE_DAMAGED: entries at the end are missing, or the format is
//   not known. What lies before the end is checked by each `Read`.
// INVALID_ARGUMENT CONFIG_INVALID: the folder cannot be used.
absl::StatusOr<std::unique_ptr<FeedbackLog>> OpenLevelDbFeedbackLog(
    const LevelDbFeedbackLogOptions& options);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_LEVELDB_FEEDBACK_LOG_H_

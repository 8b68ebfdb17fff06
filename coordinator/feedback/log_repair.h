// Saving what can be saved of a damaged log.
//
//   ALHF_ASSIGN_OR_RETURN(const RepairedLog repaired, RepairLog(folder, now));
//   for (const LostEntry& entry : repaired.lost) …
//
// An entry is saved where its payload is the one that its envelope has the
// digest of. One that is not keeps its place without a payload, so that those
// behind it keep theirs; the chain of digests is made anew from there on.
//
// Thread safety: pure but for the disk; one at a time for a folder.
#ifndef ALHF_COORDINATOR_FEEDBACK_LOG_REPAIR_H_
#define ALHF_COORDINATOR_FEEDBACK_LOG_REPAIR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/storage/v1/log.pb.h"

namespace alhf::coordinator {

// An entry whose payload is gone.
struct LostEntry {
  std::string tenant;
  uint64_t sequence = 0;
  // What it was, who made it and when; nothing where that is gone as well.
  std::optional<storage::v1::Envelope> envelope;
};

struct RepairedLog {
  // Entries that are whole.
  uint64_t kept = 0;
  std::vector<LostEntry> lost;
  // Where the damaged log lies now; empty: it was not damaged, and stays.
  std::string set_aside;
};

// Reads every entry of the log in `folder`. Where one cannot be read, writes
// what can be saved to a fresh log, one epoch on, so that every component is
// rebuilt, and puts it in the place of the damaged one, which is set aside
// under a name with `now`.
//
// UNAVAILABLE STORE_LOCKED: a coordinator runs on it.
// DATA_LOSS STORE_DAMAGED: nothing can be saved; the folder is as it was.
// INVALID_ARGUMENT CONFIG_INVALID: there is no log, or no place to write to.
absl::StatusOr<RepairedLog> RepairLog(const std::string& folder,
                                      absl::Time now);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_LOG_REPAIR_H_

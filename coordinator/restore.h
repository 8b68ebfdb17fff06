// Putting a backup in the place of a coordinator's data.
#ifndef ALHF_COORDINATOR_RESTORE_H_
#define ALHF_COORDINATOR_RESTORE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace alhf::coordinator {

struct Restored {
  // Where the data that was there lies now; empty: there was none.
  std::string set_aside;
  // Erasures that were made after the backup, and hold for it too now.
  int erasures = 0;
};

// Copies the folder `backup`, as `Backup` made it, to `data_folder`; what was
// there is set aside under a name with the time. The epoch is raised, so that
// every component drops what it learned since and is rebuilt. What was erased
// since the backup was made is erased from it again, when a coordinator starts
// on it. `backup` is only read.
//
// INVALID_ARGUMENT CONFIG_INVALID: it is no backup, or cannot be copied.
// UNAVAILABLE STORE_LOCKED: a coordinator runs on `data_folder`.
// DATA_LOSS STORE_DAMAGED: the backup is damaged. Where the data that was
//   there is damaged, its erasures cannot be known: then this is refused until
//   someone moves it away.
absl::StatusOr<Restored> RestoreBackup(const std::string& backup,
                                       const std::string& data_folder,
                                       absl::Time now);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_RESTORE_H_

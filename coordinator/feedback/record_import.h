// Taking records with all that became of them, from another log or from an
// export of this one.
//
// Thread safety: all functions may run concurrently.
#ifndef ALHF_COORDINATOR_FEEDBACK_RECORD_IMPORT_H_
#define ALHF_COORDINATOR_FEEDBACK_RECORD_IMPORT_H_

#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.pb.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/feedback/tenant_journal.h"

namespace alhf::coordinator {

// Appends what `request` (validated) brings and the log does not have, in one
// write: for each record the record, what was said of it, and the assignment
// with its lessons, each in the state that it is in. A lesson that is retired
// here stays retired, whatever is brought. Waits for the disk.
absl::StatusOr<v1::ImportFeedbackResponse> ImportRecords(
    const v1::ImportFeedbackRequest& request, const Giver& giver,
    TenantJournal& journal);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_RECORD_IMPORT_H_

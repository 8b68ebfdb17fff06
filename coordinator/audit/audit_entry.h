// An entry of a log as the audit shows it: who did what, without the words.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_AUDIT_AUDIT_ENTRY_H_
#define ALHF_COORDINATOR_AUDIT_AUDIT_ENTRY_H_

#include <optional>

#include "alhf/v1/coordinator.pb.h"
#include "coordinator/feedback/feedback_log.h"

namespace alhf::coordinator {

// Returns what `entry` of `chain` says that somebody did; nothing where the
// coordinator did it by itself.
std::optional<v1::AuditEntry> AuditEntryOf(v1::AuditChain chain,
                                           const LogEntry& entry);

// Returns whether `entry` is one that `request` asks for.
bool IsAskedFor(const v1::ListAuditRequest& request,
                const v1::AuditEntry& entry);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_AUDIT_AUDIT_ENTRY_H_

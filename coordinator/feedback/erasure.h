// What an erasure takes away: which records and lessons, and what is left of
// each entry of the log.
//
//   ALHF_ASSIGN_OR_RETURN(Payload::Erasure erasure, ErasureOf(view, request));
//   …append it…
//   for (entry : log) RedactionOf(ErasedBy(erasure), entry);
//
// The entries keep their place and what folding needs: ids, states, scores. So
// a memory that is rebuilt from the log without the words equals, once it has
// applied the erasure, the one that had them.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_FEEDBACK_ERASURE_H_
#define ALHF_COORDINATOR_FEEDBACK_ERASURE_H_

#include <optional>

#include "absl/status/statusor.h"
#include "alhf/storage/v1/log.pb.h"
#include "alhf/v1/coordinator.pb.h"
#include "coordinator/feedback/feedback_log.h"
#include "coordinator/feedback/tenant_view.h"
#include "core/lessons/redact.h"

namespace alhf::coordinator {

// Returns what `request` asks for, of what `view` still holds.
// NOT_FOUND RECORD_NOT_FOUND.
absl::StatusOr<storage::v1::Payload::Erasure> ErasureOf(
    const TenantView& view, const v1::EraseRequest& request);

// Whose words an erasure takes away.
core::Erased ErasedBy(const storage::v1::Payload::Erasure& erasure);

// Returns what is left of `entry`, which stands before the erasure; nothing
// where it holds none of the words.
std::optional<Redaction> RedactionOf(const core::Erased& erased,
                                     const LogEntry& entry);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_ERASURE_H_

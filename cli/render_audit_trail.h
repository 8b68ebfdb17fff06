// Who did what, and whether the chains hold, as text.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_AUDIT_TRAIL_H_
#define ALHF_CLI_RENDER_AUDIT_TRAIL_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/coordinator.pb.h"
#include "cli/style.h"

namespace alhf::cli {

std::string RenderAuditTrail(const v1::ListAuditResponse& response,
                             const Style& style);

// Says for each chain how far it holds and what its end is, and of one that
// does not where it breaks.
std::string RenderAuditChains(const v1::VerifyAuditResponse& response);

// An end as it is printed and given back, e.g. "acts:812:6f1d…".
std::string HeadText(const v1::AuditHead& head);
// INVALID_ARGUMENT FIELD_INVALID: it is none.
absl::StatusOr<v1::AuditHead> ParseHead(absl::string_view text);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_AUDIT_TRAIL_H_

// Looks back at lessons, for people.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_REVIEW_H_
#define ALHF_CLI_RENDER_REVIEW_H_

#include <string>

#include "cli/review/review.pb.h"
#include "cli/style.h"

namespace alhf::cli {

// Who would claim the words, what each would understand, what that stands
// against, and which exchanges would have changed.
std::string RenderPreview(const PreviewReport& report, const Style& style);

// Which lessons made a difference; the lines that differ, too, where `diff`.
std::string RenderWhy(const WhyReport& report, bool diff, const Style& style);

// Each component's own opinion beside what its learning would change; the lines
// that differ, too, where `diff`.
std::string RenderCredit(const CreditReport& report, bool diff,
                         const Style& style);

// The lessons that do not hold, or `all`, then the counts.
std::string RenderVerification(const VerifyReport& report, bool all,
                               const Style& style);

// The lessons that something was found about, then the counts.
std::string RenderAudit(const AuditReport& report, const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_REVIEW_H_

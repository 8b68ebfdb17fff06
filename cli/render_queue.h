// What waits for a person, as text.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_QUEUE_H_
#define ALHF_CLI_RENDER_QUEUE_H_

#include <string>

#include "cli/review/review.pb.h"
#include "cli/style.h"

namespace alhf::cli {

// Returns who claims it and what was understood, how it stands to other
// lessons, and which exchanges would get another plan.
std::string RenderReviewItem(const ReviewItem& item, const Style& style);

// Returns what can be done, e.g. "[a]ccept [e]dit …? ".
std::string RenderChoices(const ReviewItem& item, const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_QUEUE_H_

// What became of feedback, as text.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_FEEDBACK_H_
#define ALHF_CLI_RENDER_FEEDBACK_H_

#include <string>
#include <vector>

#include "alhf/v1/coordinator.pb.h"
#include "cli/style.h"

namespace alhf::cli {

// Returns whether somebody understood it: it became a lesson that acts, or
// that waits only for a person's word.
bool WasLearned(const v1::FeedbackStatus& status);

// Returns who claimed the feedback and what each understood, who did not and
// how near it was, who is missing, how it stands to earlier lessons, how far
// it has come, and what to do next.
std::string RenderFeedback(const v1::FeedbackStatus& status,
                           const Style& style);

// Returns a line for each earlier lesson that `proposal` has to do with.
std::string RenderRelations(const v1::Proposal& proposal);

// Returns one line that says how far it has come, e.g. "f-7k2m: assessed".
std::string RenderProgress(const v1::FeedbackStatus& status);

std::string RenderRecords(const std::vector<v1::FeedbackStatus>& records,
                          const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_FEEDBACK_H_

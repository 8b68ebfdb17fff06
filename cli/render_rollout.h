// How far lessons reach, and what they do to answers, as text.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_ROLLOUT_H_
#define ALHF_CLI_RENDER_ROLLOUT_H_

#include <string>

#include "alhf/v1/types.pb.h"
#include "cli/review/review.pb.h"
#include "cli/style.h"

namespace alhf::cli {

// Returns whether the tenant is paused, what is held out and how new lessons
// begin, who said so when and why, and how to change it.
std::string RenderRollout(const v1::Rollout& rollout, const Style& style);

// Returns the same in one line, e.g. "paused by ann: odd answers".
std::string RolloutText(const v1::Rollout& rollout);

// Returns one line that says why a plan is empty; empty where nothing was
// withheld.
std::string RenderWithheld(const v1::Plan& plan);

std::string RenderComparison(const Comparison& comparison, const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_ROLLOUT_H_

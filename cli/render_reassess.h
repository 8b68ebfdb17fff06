// What a newer learner makes of feedback, as text.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_REASSESS_H_
#define ALHF_CLI_RENDER_REASSESS_H_

#include <string>
#include <vector>

#include "alhf/v1/coordinator.pb.h"
#include "cli/style.h"

namespace alhf::cli {

// Returns the differences of each record that has some, who did not answer,
// and what to do with them.
std::string RenderReassessed(
    const std::vector<v1::ReassessFeedbackResponse>& responses,
    const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_REASSESS_H_

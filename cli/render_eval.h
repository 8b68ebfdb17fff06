// What `alhf eval` found out, as text for people.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_EVAL_H_
#define ALHF_CLI_RENDER_EVAL_H_

#include <string>
#include <vector>

#include "cli/style.h"
#include "eval/scenario_stats.h"

namespace alhf::cli {

// Returns what each scenario is made of, and all together.
std::string RenderStats(const std::vector<eval::ScenarioStats>& scenarios,
                        const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_EVAL_H_

// The curve of `alhf eval curve`, as text for people.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_CURVE_H_
#define ALHF_CLI_RENDER_CURVE_H_

#include <string>

#include "cli/style.h"
#include "eval/curve_run.h"

namespace alhf::cli {

// Returns the table of all policies and points, and below it what they come to
// together.
std::string RenderCurve(const eval::CurveRun& run, const Style& style);

// Returns what failed at the last point under alhf and the oracle, kind by
// kind.
std::string RenderFailures(const eval::Curve& curve, const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_CURVE_H_

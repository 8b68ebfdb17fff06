// What `alhf eval scope`, `assignment` and `fit-encoder` found out, as text for
// people.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_SCOPE_H_
#define ALHF_CLI_RENDER_SCOPE_H_

#include <string>

#include "cli/style.h"
#include "eval/assignment_run.h"
#include "eval/encoder_fit.h"
#include "eval/scope_run.h"

namespace alhf::cli {

// Returns a table of sources and methods, and what its columns mean.
std::string RenderScope(const eval::ScopeRun& run, const Style& style);
std::string RenderAssignment(const eval::AssignmentRun& run,
                             const Style& style);
// `path`: where the profile lies.
std::string RenderEncoderFit(const eval::EncoderFit& fit,
                             const std::string& path);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_SCOPE_H_

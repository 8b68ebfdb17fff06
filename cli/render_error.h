// Errors for the person who must act: what went wrong, the reason's name, the
// fields, and what to do.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_ERROR_H_
#define ALHF_CLI_RENDER_ERROR_H_

#include <string>

#include "absl/status/status.h"
#include "cli/exit_code.h"

namespace alhf::cli {

// What the program was about when the error came.
struct ErrorContext {
  std::string address;
  // How the person would call the program again.
  std::string program = "alhf";
  // Of a change: sent again with it, nothing is done twice. May be empty.
  std::string request_id;
};

// Returns the exit code that `status` (an error) stands for.
ExitCode ExitCodeOf(const absl::Status& status);

std::string RenderError(const absl::Status& status,
                        const ErrorContext& context);

// Returns the same as one line of JSON:
// {"error": {"code": …, "reason": …, "message": …, "metadata": {…},
//            "fields": {…}}}
std::string RenderErrorJson(const absl::Status& status);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_ERROR_H_

// The commands below `alhf eval`, with their options.
//
// Throws CLI11's exceptions from within its parse, as CLI11 wants it; only
// command_line.cc calls it.
#ifndef ALHF_CLI_EVAL_OPTIONS_H_
#define ALHF_CLI_EVAL_OPTIONS_H_

#include <functional>

#include "CLI/CLI.hpp"
#include "cli/command_line.h"

namespace alhf::cli {

// Adds the commands to `app`; `add_common` adds the options that every command
// has, and `take` gets the command that was called.
void AddEvalCommands(CLI::App* app, const Environment& environment,
                     const std::function<void(CLI::App*)>& add_common,
                     const std::function<void(Command)>& take);

}  // namespace alhf::cli

#endif  // ALHF_CLI_EVAL_OPTIONS_H_

// The commands that say how far lessons reach, and those that move feedback in
// and out, with their options.
//
// Throws CLI11's exceptions from within its parse, as CLI11 wants it; only
// command_line.cc calls it.
#ifndef ALHF_CLI_ROLLOUT_OPTIONS_H_
#define ALHF_CLI_ROLLOUT_OPTIONS_H_

#include <functional>
#include <string>

#include "CLI/CLI.hpp"
#include "cli/command_line.h"

namespace alhf::cli {

// Makes a command with the options that every command has: group, name, help,
// examples.
using AddCommandFn =
    std::function<CLI::App*(const std::string&, const std::string&,
                            const std::string&, const std::string&)>;
using TakeFn = std::function<void(Command)>;

// pause, resume, holdout, compare
void AddRolloutCommands(const AddCommandFn& add, const TakeFn& take);

// export, import, import feedback. `add_common` adds the options that every
// command has.
void AddTransferCommands(const AddCommandFn& add,
                         const std::function<void(CLI::App*)>& add_common,
                         const TakeFn& take);

}  // namespace alhf::cli

#endif  // ALHF_CLI_ROLLOUT_OPTIONS_H_

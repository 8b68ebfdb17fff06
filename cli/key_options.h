// The commands about keys (docs/security.md), with their options.
//
// Throws CLI11's exceptions from within its parse, as CLI11 wants it; only
// command_line.cc calls it.
#ifndef ALHF_CLI_KEY_OPTIONS_H_
#define ALHF_CLI_KEY_OPTIONS_H_

#include <functional>

#include "cli/rollout_options.h"

namespace alhf::cli {

// key new
void AddKeyCommands(const AddCommandFn& add,
                    const std::function<void(CLI::App*)>& add_common,
                    const TakeFn& take);

}  // namespace alhf::cli

#endif  // ALHF_CLI_KEY_OPTIONS_H_

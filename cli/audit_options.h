// audit, audit verify and reassess, with their options.
//
// Throws CLI11's exceptions from within its parse, as CLI11 wants it; only
// command_line.cc calls it.
#ifndef ALHF_CLI_AUDIT_OPTIONS_H_
#define ALHF_CLI_AUDIT_OPTIONS_H_

#include <functional>

#include "CLI/CLI.hpp"
#include "cli/rollout_options.h"

namespace alhf::cli {

// `add_common` adds the options that every command has.
void AddAuditCommands(const AddCommandFn& add,
                      const std::function<void(CLI::App*)>& add_common,
                      const TakeFn& take);

void AddReassess(const AddCommandFn& add, const TakeFn& take);

}  // namespace alhf::cli

#endif  // ALHF_CLI_AUDIT_OPTIONS_H_

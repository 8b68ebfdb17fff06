// The kinds of options that commands share: one call an option.
//
// The functions throw CLI11's exceptions from within its parse, as CLI11 wants
// it; only command_line.cc calls them. What they fill must outlive the parse.
#ifndef ALHF_CLI_OPTION_KINDS_H_
#define ALHF_CLI_OPTION_KINDS_H_

#include <optional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "cli/command_line.h"

namespace alhf::cli {

// A positional argument that must be given.
void AddText(CLI::App* app, const std::string& name, std::string* target,
             const std::string& help);

// An option that may be given many times, one value each.
CLI::Option* AddRepeated(CLI::App* app, const std::string& name,
                         std::vector<std::string>* target,
                         const std::string& help);

// --wait durable|assessed|learned
void AddWait(CLI::App* app, v1::WaitFor* target);

// --request-id ID
void AddRequestId(CLI::App* app, std::string* target);

// --timeout 10s
CLI::Option* AddTimeout(CLI::App* app, std::optional<absl::Duration>* target);

// --limit N, --page-token TOKEN
void AddList(CLI::App* app, ListOptions* list);

// A question, --as-of, --now, --time-zone
void AddQuery(CLI::App* app, QueryOptions* query);

// --state held|shadow|…, many times
void AddStates(CLI::App* app, std::vector<v1::LessonState>* target);

}  // namespace alhf::cli

#endif  // ALHF_CLI_OPTION_KINDS_H_

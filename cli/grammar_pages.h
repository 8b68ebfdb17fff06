// What shells and `man` want to know of the command line, made from its
// grammar, so that it cannot fall behind.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_GRAMMAR_PAGES_H_
#define ALHF_CLI_GRAMMAR_PAGES_H_

#include <string>

#include "CLI/CLI.hpp"

namespace alhf::cli {

// Returns a script that completes commands and options in bash; where neither
// fits, files.
std::string BashCompletion(const CLI::App& app);

// Returns the manual page of section 1, in man(7) macros.
std::string ManualPage(const CLI::App& app, const std::string& version);

}  // namespace alhf::cli

#endif  // ALHF_CLI_GRAMMAR_PAGES_H_

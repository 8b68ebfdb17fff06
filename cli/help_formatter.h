// How `--help` looks: option, value, and what it means, wrapped to 80 columns.
#ifndef ALHF_CLI_HELP_FORMATTER_H_
#define ALHF_CLI_HELP_FORMATTER_H_

#include <string>

#include "CLI/CLI.hpp"

namespace alhf::cli {

class HelpFormatter final : public CLI::Formatter {
 public:
  HelpFormatter();

 private:
  std::string make_option_opts(const CLI::Option* option) const override;
  std::string make_option_desc(const CLI::Option* option) const override;
};

// Returns what is wrong with the command line, and where help is.
std::string FailureMessage(const CLI::App* app, const CLI::Error& error);

}  // namespace alhf::cli

#endif  // ALHF_CLI_HELP_FORMATTER_H_

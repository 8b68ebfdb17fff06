#include "tests/conformance/command_line.h"

#include <algorithm>
#include <map>
#include <memory>
#include <sstream>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "cli/help_formatter.h"
#include "cli/terminal_text.h"
#include "tests/conformance/suite.h"

namespace alhf::conformance {
namespace {

constexpr char kProgram[] = "alhf-conformance";
constexpr char kAbout[] =
    "Checks a component that runs, in any language, against the rules of\n"
    "docs/protocol.md, sections 4 to 9. It works in tenants of its own and\n"
    "empties them: a component in use is not disturbed.\n";
constexpr char kFooter[] =
    "Exit codes:\n"
    "  0  every case passed or is not applicable\n"
    "  1  a case failed\n"
    "  2  wrong usage\n"
    "  3  no component answers at ADDRESS\n"
    "\n"
    "Examples:\n"
    "  alhf-conformance unix:$HOME/.alhf/run/retriever.sock\n"
    "  alhf-conformance unix:/run/tone.sock --filter 'APPLY_*'\n"
    "  alhf-conformance unix:/run/tone.sock --describe-record \"Keep it "
    "short.\"";

void AddOptions(CLI::App& app, CommandLine& line, double& seconds) {
  app.add_option("ADDRESS", line.address,
                 "Where the component listens: unix:PATH or HOST:PORT");
  app.add_option("--token-file", line.security.token_file,
                 "For HOST:PORT: file of the token that the component asks "
                 "for, mode 0600")
      ->type_name("FILE");
  app.add_option("--tls", line.security.tls_folder,
                 "For HOST:PORT: folder with ca.pem, and with cert.pem and "
                 "key.pem of the coordinator")
      ->type_name("DIR");
  app.add_option("--filter", line.filter,
                 "Only the cases whose names match, e.g. 'ADJUST_0[45]*'")
      ->type_name("GLOB");
  app.add_flag("--list", line.list, "List the cases, run none");
  app.add_flag("--json", line.json, "Print the report as JSON");
  app.add_option("--timeout", seconds,
                 "How long to wait for each answer, e.g. 500ms (default: 5s)")
      ->type_name("TIME")
      ->transform(CLI::AsNumberWithUnit(
          std::map<std::string, double>{{"ms", 0.001}, {"s", 1}, {"m", 60}},
          CLI::AsNumberWithUnit::CASE_SENSITIVE, "TIME"))
      ->check(CLI::Range(0.001, 3600.0));
  app.add_option("--describe-record", line.records,
                 "A text that the component claims, besides the examples of "
                 "its manifest. May be repeated")
      ->type_name("TEXT")
      ->allow_extra_args(false);
}

EarlyExit Wrong(const std::string& what) {
  return {ExitCode::kUsage, "",
          absl::StrCat(kProgram, ": ", what,
                       "\nRun with --help for the "
                       "options.\n")};
}

}  // namespace

std::variant<CommandLine, EarlyExit> ParseCommandLine(
    std::vector<std::string> arguments) {
  for (const std::string& argument : arguments) {
    if (!IsUtf8(argument)) {
      return Wrong(absl::StrCat(cli::OneLine(argument), ": not UTF-8 text"));
    }
  }
  CommandLine line;
  double seconds = absl::ToDoubleSeconds(line.timeout);
  CLI::App app(kAbout, kProgram);
  app.formatter(std::make_shared<cli::HelpFormatter>());
  app.footer(kFooter);
  AddOptions(app, line, seconds);
  try {
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    if (error.get_exit_code() == 0) {
      app.exit(error, out, out);
      return EarlyExit{ExitCode::kPassed, out.str(), ""};
    }
    return Wrong(error.what());
  }
  line.timeout = absl::Seconds(seconds);
  if (line.address.empty() && !line.list) return Wrong("ADDRESS is required");
  if (Select(line.filter).empty()) {
    return Wrong(
        absl::StrCat("no case matches ", line.filter, "; --list shows them"));
  }
  return line;
}

}  // namespace alhf::conformance

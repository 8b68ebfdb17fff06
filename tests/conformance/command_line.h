// The command line of `alhf-conformance`.
//
// Thread safety: pure; a command line is a plain value.
#ifndef ALHF_TESTS_CONFORMANCE_COMMAND_LINE_H_
#define ALHF_TESTS_CONFORMANCE_COMMAND_LINE_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "base/security.h"

namespace alhf::conformance {

// What the exit code says; part of the program's interface, see its --help.
enum class ExitCode {
  // Every case passed, or is not applicable.
  kPassed = 0,
  kFailed = 1,
  // The command line is wrong; nothing was called.
  kUsage = 2,
  // No component answers at the address.
  kUnreachable = 3,
};

struct CommandLine {
  // Empty with `list` only.
  std::string address;
  // For HOST:PORT: the component's token, and the coordinator's certificate.
  Security security;
  std::string filter = "*";
  bool list = false;
  bool json = false;
  absl::Duration timeout = absl::Seconds(5);
  // Texts that the component should claim.
  std::vector<std::string> records;
};

// The program has nothing to do but to say something.
struct EarlyExit {
  ExitCode code = ExitCode::kPassed;
  std::string out;
  std::string err;
};

// Parses `arguments`, the program's name not among them.
std::variant<CommandLine, EarlyExit> ParseCommandLine(
    std::vector<std::string> arguments);

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_COMMAND_LINE_H_

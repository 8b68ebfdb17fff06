// What the program's exit code says; part of its interface, see cli/README.md.
#ifndef ALHF_CLI_EXIT_CODE_H_
#define ALHF_CLI_EXIT_CODE_H_

namespace alhf::cli {

enum class ExitCode {
  kOk = 0,
  // The system answered with an error, the output could not be written, or
  // `verify` found what does not hold any more.
  kRefused = 1,
  // The command line is wrong; nothing was sent.
  kUsage = 2,
  // The coordinator cannot be reached.
  kUnreachable = 3,
  // The answer did not come within the timeout.
  kTimeout = 4,
  // `feedback --strict`: nothing was learned.
  kNothingLearned = 5,
};

}  // namespace alhf::cli

#endif  // ALHF_CLI_EXIT_CODE_H_

// Programs run as processes of a test.
//
//   ALHF_ASSIGN_OR_RETURN(auto server, Process::Start({bin, "--listen", a},
//   log)); server->Terminate();                       // SIGTERM
//   std::optional<int> code = server->Await(absl::Seconds(5));
//
//   CommandResult result = RunCommand({bin, "--help"});
//   EXPECT_EQ(result.exit_code, 0) << result.err;
//
// Thread safety: thread-compatible; different objects in different threads.
// Ownership: a Process kills what it started when it is destroyed, and the
// kernel does when the test itself dies.
#ifndef ALHF_TESTS_SUPPORT_PROCESS_H_
#define ALHF_TESTS_SUPPORT_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace alhf::testing {

// Variables that are set besides those of the test, "NAME=VALUE".
using Environment = std::vector<std::string>;

class Process {
 public:
  // Starts `command[0]`, a path; what it writes is appended to the file `log`,
  // what it writes as errors to `error_log` where one is given.
  static absl::StatusOr<std::unique_ptr<Process>> Start(
      const std::vector<std::string>& command, const std::string& log,
      const Environment& environment = {}, const std::string& error_log = "");
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  // True until the process has ended.
  bool Running();
  // Asks it to stop (SIGTERM).
  void Terminate();
  // Ends it at once (SIGKILL), and waits for that.
  void Kill();
  // Stops and continues it: it is there and answers nothing.
  void Pause();
  void Continue();
  // Returns its exit code, or -N when signal N ended it; nothing when it still
  // runs after `timeout`.
  std::optional<int> Await(absl::Duration timeout);

 private:
  explicit Process(pid_t pid) : pid_(pid) {}

  pid_t pid_;
  std::optional<int> exit_code_;
};

struct CommandResult {
  // As Process::Await; nothing when it could not be started or took too long.
  std::optional<int> exit_code;
  std::string out;
  std::string err;
};

// Runs `command` to its end, without input.
CommandResult RunCommand(const std::vector<std::string>& command,
                         const Environment& environment = {},
                         absl::Duration timeout = absl::Seconds(60));

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_PROCESS_H_

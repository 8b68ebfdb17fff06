// Programs run as processes.
//
//   ALHF_ASSIGN_OR_RETURN(auto server, Process::Start({bin, "--listen", a},
//   log)); server->Terminate();                       // SIGTERM
//   std::optional<int> code = server->Await(absl::Seconds(5));
//
//   CommandResult result = RunCommand({bin, "--help"});
//   if (result.exit_code != 0) return Failed(result.err);
//
// Thread safety: thread-compatible; different objects in different threads.
// Ownership: a Process kills what it started when it is destroyed, and the
// kernel does when this program itself dies (PR_SET_PDEATHSIG): that is when
// the thread that started it ends, so start from one that lives on.
#ifndef ALHF_BASE_PROCESS_H_
#define ALHF_BASE_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace alhf {

// Variables that are set besides those of this program, "NAME=VALUE".
using ProcessEnvironment = std::vector<std::string>;

// Open files that a process has as its own; they stay the caller's.
struct StandardFiles {
  int in = -1;  // none: an empty file
  int out = -1;
  int err = -1;
};

class Process {
 public:
  // Starts `command[0]`, a path; what it writes is appended to the file `log`,
  // what it writes as errors to `error_log` where one is given.
  //
  // NOT_FOUND: there is no such program. INTERNAL: the system refused.
  static absl::StatusOr<std::unique_ptr<Process>> Start(
      const std::vector<std::string>& command, const std::string& log,
      const ProcessEnvironment& environment = {},
      const std::string& error_log = "");
  // The same on open files.
  static absl::StatusOr<std::unique_ptr<Process>> Start(
      const std::vector<std::string>& command, const StandardFiles& files,
      const ProcessEnvironment& environment = {});
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
  Process(pid_t pid, int handle) : pid_(pid), handle_(handle) {}

  pid_t pid_;
  int handle_;  // readable once the process has ended
  std::optional<int> exit_code_;
};

struct CommandResult {
  // As Process::Await; nothing when it could not be started or took too long.
  std::optional<int> exit_code;
  std::string out;
  std::string err;
};

// Runs `command` to its end; it reads `input`.
CommandResult RunCommand(const std::vector<std::string>& command,
                         const ProcessEnvironment& environment = {},
                         absl::Duration timeout = absl::Seconds(60),
                         absl::string_view input = "");

}  // namespace alhf

#endif  // ALHF_BASE_PROCESS_H_

#include "tests/support/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

extern char** environ;

namespace alhf::testing {
namespace {

constexpr absl::Duration kPoll = absl::Milliseconds(5);

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (const std::string& text : texts) {
    pointers.push_back(const_cast<char*>(text.c_str()));
  }
  pointers.push_back(nullptr);
  return pointers;
}

// The variables of this process; those of `more` take the place of older ones.
std::vector<std::string> Merged(const Environment& more) {
  std::vector<std::string> merged(more.begin(), more.end());
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string variable = *entry;
    const std::string name = variable.substr(0, variable.find('=') + 1);
    bool replaced = false;
    for (const std::string& other : more) {
      replaced = replaced || other.compare(0, name.size(), name) == 0;
    }
    if (!replaced) merged.push_back(variable);
  }
  return merged;
}

// Starts a child whose output goes to two open files. Between fork and exec
// only what is safe after a fork of a process with threads.
absl::StatusOr<pid_t> Spawn(const std::vector<std::string>& command,
                            const Environment& environment, int out, int err) {
  const std::vector<char*> arguments = Pointers(command);
  const std::vector<std::string> variables = Merged(environment);
  const std::vector<char*> variable_pointers = Pointers(variables);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) {
    return absl::InternalError(absl::StrCat("fork: ", std::strerror(errno)));
  }
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    const int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    execve(arguments[0], arguments.data(), variable_pointers.data());
    _exit(127);
  }
  return pid;
}

std::string ReadAndRemove(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)),
                   std::istreambuf_iterator<char>());
  unlink(path.c_str());
  return text;
}

absl::StatusOr<int> OpenLog(const std::string& path) {
  const int file =
      open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) {
    return absl::InternalError(
        absl::StrCat("cannot write ", path, ": ", std::strerror(errno)));
  }
  return file;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Process>> Process::Start(
    const std::vector<std::string>& command, const std::string& log,
    const Environment& environment, const std::string& error_log) {
  if (access(command[0].c_str(), X_OK) != 0) {
    return absl::NotFoundError(absl::StrCat("no program ", command[0]));
  }
  const absl::StatusOr<int> out = OpenLog(log);
  if (!out.ok()) return out.status();
  const absl::StatusOr<int> err = OpenLog(error_log.empty() ? log : error_log);
  absl::StatusOr<pid_t> pid =
      err.ok() ? Spawn(command, environment, *out, *err) : err.status();
  if (err.ok()) close(*err);
  close(*out);
  if (!pid.ok()) return pid.status();
  return std::unique_ptr<Process>(new Process(*pid));
}

Process::~Process() { Kill(); }

bool Process::Running() { return !Await(absl::ZeroDuration()).has_value(); }

void Process::Terminate() {
  if (!exit_code_) kill(pid_, SIGTERM);
}

void Process::Kill() {
  if (exit_code_) return;
  kill(pid_, SIGKILL);
  Await(absl::InfiniteDuration());
}

void Process::Pause() {
  if (!exit_code_) kill(pid_, SIGSTOP);
}

void Process::Continue() {
  if (!exit_code_) kill(pid_, SIGCONT);
}

std::optional<int> Process::Await(absl::Duration timeout) {
  const absl::Time deadline = absl::Now() + timeout;
  while (!exit_code_) {
    int state = 0;
    if (waitpid(pid_, &state, WNOHANG) == pid_) {
      exit_code_ = WIFEXITED(state) ? WEXITSTATUS(state) : -WTERMSIG(state);
      break;
    }
    if (absl::Now() >= deadline) break;
    absl::SleepFor(kPoll);
  }
  return exit_code_;
}

CommandResult RunCommand(const std::vector<std::string>& command,
                         const Environment& environment,
                         absl::Duration timeout) {
  std::string folder = "/tmp/alhf-command-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) return {{}, "", "no folder in /tmp"};
  const std::string out = folder + "/out";
  const std::string err = folder + "/err";
  CommandResult result;
  const auto process = Process::Start(command, out, environment, err);
  if (process.ok()) {
    result.exit_code = (*process)->Await(timeout);
    (*process)->Kill();
  }
  result.out = ReadAndRemove(out);
  result.err = ReadAndRemove(err);
  rmdir(folder.c_str());
  if (!process.ok()) result.err = absl::StrCat(process.status().message());
  return result;
}

}  // namespace alhf::testing

#include "base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

#include "absl/strings/str_cat.h"

extern char** environ;

namespace alhf {
namespace {

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
std::vector<std::string> Merged(const ProcessEnvironment& more) {
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

absl::Status Refused(absl::string_view what) {
  return absl::InternalError(absl::StrCat(what, ": ", std::strerror(errno)));
}

// An open file that is closed in the end.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return descriptor_; }

  // Returns all that is in it.
  std::string ReadAll() const {
    std::string text;
    std::array<char, 4096> buffer;
    lseek(descriptor_, 0, SEEK_SET);
    for (ssize_t n = 0;
         (n = read(descriptor_, buffer.data(), buffer.size())) > 0;) {
      text.append(buffer.data(), static_cast<size_t>(n));
    }
    return text;
  }
  // Writes `text` and goes back to the beginning.
  void WriteAll(absl::string_view text) const {
    while (!text.empty()) {
      const ssize_t n = write(descriptor_, text.data(), text.size());
      if (n <= 0) break;
      text.remove_prefix(static_cast<size_t>(n));
    }
    lseek(descriptor_, 0, SEEK_SET);
  }

 private:
  const int descriptor_;
};

// A file in memory, for what one process hands to another.
int MemoryFile() { return memfd_create("alhf", MFD_CLOEXEC); }

int OpenLog(const std::string& path) {
  return open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Process>> Process::Start(
    const std::vector<std::string>& command, const StandardFiles& files,
    const ProcessEnvironment& environment) {
  if (access(command[0].c_str(), X_OK) != 0) {
    return absl::NotFoundError(absl::StrCat("no program ", command[0]));
  }
  const std::vector<char*> arguments = Pointers(command);
  const std::vector<std::string> variables = Merged(environment);
  const std::vector<char*> variable_pointers = Pointers(variables);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) return Refused("fork");
  if (pid == 0) {
    // Only what is safe after a fork of a process with threads.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(files.in >= 0 ? files.in : nothing, STDIN_FILENO);
    dup2(files.out >= 0 ? files.out : nothing, STDOUT_FILENO);
    dup2(files.err >= 0 ? files.err : nothing, STDERR_FILENO);
    execve(arguments[0], arguments.data(), variable_pointers.data());
    _exit(127);
  }
  // glibc 2.36 declares pidfd_open for C alone (its bug 30052).
  const auto handle = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  return std::unique_ptr<Process>(new Process(pid, handle));
}

absl::StatusOr<std::unique_ptr<Process>> Process::Start(
    const std::vector<std::string>& command, const std::string& log,
    const ProcessEnvironment& environment, const std::string& error_log) {
  const File out(OpenLog(log));
  const File err(OpenLog(error_log.empty() ? log : error_log));
  if (out.get() < 0 || err.get() < 0) return Refused("cannot write " + log);
  return Start(command, StandardFiles{-1, out.get(), err.get()}, environment);
}

Process::~Process() {
  Kill();
  close(handle_);
}

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
  if (exit_code_) return exit_code_;
  const int64_t wait = timeout == absl::InfiniteDuration()
                           ? -1
                           : absl::ToInt64Milliseconds(timeout);
  pollfd ended = {handle_, POLLIN, 0};
  while (poll(&ended, 1, wait > INT_MAX ? INT_MAX : static_cast<int>(wait)) <
             0 &&
         errno == EINTR) {
  }
  int state = 0;
  if (waitpid(pid_, &state, WNOHANG) == pid_) {
    exit_code_ = WIFEXITED(state) ? WEXITSTATUS(state) : -WTERMSIG(state);
  }
  return exit_code_;
}

CommandResult RunCommand(const std::vector<std::string>& command,
                         const ProcessEnvironment& environment,
                         absl::Duration timeout, absl::string_view input) {
  const File in(MemoryFile());
  const File out(MemoryFile());
  const File err(MemoryFile());
  in.WriteAll(input);
  CommandResult result;
  const auto process = Process::Start(
      command, StandardFiles{in.get(), out.get(), err.get()}, environment);
  if (!process.ok()) {
    result.err = std::string(process.status().message());
    return result;
  }
  result.exit_code = (*process)->Await(timeout);
  (*process)->Kill();
  result.out = out.ReadAll();
  result.err = err.ReadAll();
  return result;
}

}  // namespace alhf

#include "cli/environment.h"

#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace alhf::cli {
namespace {

constexpr const char* kVariables[] = {
    "ALHF_ADDRESS", "ALHF_AGENT", "ALHF_AGENT_KEY",  "ALHF_HOME",
    "ALHF_TENANT",  "ALHF_TLS",   "ALHF_TOKEN_FILE", "ALHF_USER",
    "COLUMNS",      "HOME",       "NO_COLOR",        "XDG_STATE_HOME",
    "TERM"};

constexpr int kUsualWidth = 80;
constexpr int kNarrowestTerminal = 40;

// Returns the columns of the terminal at `descriptor`, 0 where there is none.
int TerminalWidth(int descriptor, const std::string& columns) {
  if (isatty(descriptor) == 0) return 0;
  int width = 0;
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  if (width == 0 && !absl::SimpleAtoi(columns, &width)) width = kUsualWidth;
  return width < kNarrowestTerminal ? kNarrowestTerminal : width;
}

}  // namespace

std::string Environment::Get(const std::string& name,
                             const std::string& otherwise) const {
  const auto found = variables.find(name);
  return found == variables.end() ? otherwise : found->second;
}

Environment ReadEnvironment() {
  Environment environment;
  for (const char* name : kVariables) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') environment.variables[name] = value;
  }
  // Called before any other thread starts.
  if (const passwd* user = getpwuid(geteuid()); user != nullptr) {
    environment.login_name = user->pw_name;
    environment.home = user->pw_dir;
  } else {
    environment.login_name = absl::StrCat("uid-", geteuid());
  }
  environment.home = environment.Get("HOME", environment.home);
  const std::string columns = environment.Get("COLUMNS", "");
  environment.out_width = TerminalWidth(STDOUT_FILENO, columns);
  environment.err_width = TerminalWidth(STDERR_FILENO, columns);
  environment.in_is_terminal = isatty(STDIN_FILENO) != 0;
  environment.time_zone = absl::LocalTimeZone();
  return environment;
}

std::string DefaultAddress(const Environment& environment) {
  const std::string home =
      environment.Get("ALHF_HOME", absl::StrCat(environment.home, "/.alhf"));
  return environment.Get("ALHF_ADDRESS",
                         absl::StrCat("unix:", home, "/run/coordinator.sock"));
}

std::string StateFolder(const Environment& environment) {
  return absl::StrCat(
      environment.Get("XDG_STATE_HOME",
                      absl::StrCat(environment.home, "/.local/state")),
      "/alhf");
}

}  // namespace alhf::cli

// What the program knows of where it was started, read once in main.
//
// Thread safety: a plain value.
#ifndef ALHF_CLI_ENVIRONMENT_H_
#define ALHF_CLI_ENVIRONMENT_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"

namespace alhf::cli {

struct Environment {
  // The variables that the program looks at, those that are set and not empty.
  absl::flat_hash_map<std::string, std::string> variables;
  std::string login_name;
  std::string home;
  // Columns of the terminal behind each stream. 0: it is not a terminal.
  int out_width = 0;
  int err_width = 0;
  bool in_is_terminal = false;
  absl::TimeZone time_zone = absl::UTCTimeZone();

  // Returns the variable `name`, or `otherwise` where it is not set.
  std::string Get(const std::string& name, const std::string& otherwise) const;
};

// Reads the environment of this process.
Environment ReadEnvironment();

// Returns where the coordinator of this user listens unless told otherwise:
// $ALHF_ADDRESS, else unix:${ALHF_HOME:-$HOME/.alhf}/run/coordinator.sock.
std::string DefaultAddress(const Environment& environment);

// Returns where the program keeps what it remembers between calls:
// ${XDG_STATE_HOME:-$HOME/.local/state}/alhf.
std::string StateFolder(const Environment& environment);

}  // namespace alhf::cli

#endif  // ALHF_CLI_ENVIRONMENT_H_

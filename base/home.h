// Where a user's system lies.
//
//   ALHF_HOME=/srv/alhf  → "/srv/alhf"; not set: "~/.alhf"
//
// Thread safety: reads the environment; call it before other threads change it.
#ifndef ALHF_BASE_HOME_H_
#define ALHF_BASE_HOME_H_

#include <string>

namespace alhf {

// Returns $ALHF_HOME, else .alhf in the home folder of this user. Nothing is
// made.
std::string HomeFolder();

// Returns where the coordinator of the system in `home` listens.
std::string DefaultCoordinator(const std::string& home);

}  // namespace alhf

#endif  // ALHF_BASE_HOME_H_

#include "base/home.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace alhf {
namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

std::string HomeFolder() {
  const std::string home = Variable("ALHF_HOME");
  if (!home.empty()) return home;
  std::string user = Variable("HOME");
  if (user.empty()) {
    const passwd* entry = getpwuid(geteuid());
    if (entry != nullptr) user = entry->pw_dir;
  }
  return absl::StrCat(user, "/.alhf");
}

std::string DefaultCoordinator(const std::string& home) {
  return absl::StrCat("unix:", home, "/run/coordinator.sock");
}

}  // namespace alhf

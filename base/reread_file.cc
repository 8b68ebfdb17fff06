#include "base/reread_file.h"

#include <sys/stat.h>

namespace alhf {

FileVersion FileVersion::Of(const std::string& path) {
  struct stat entry {};
  if (::stat(path.c_str(), &entry) != 0) return {};
  return {.seconds = entry.st_mtim.tv_sec,
          .nanoseconds = entry.st_mtim.tv_nsec,
          .size = entry.st_size,
          .inode = entry.st_ino};
}

}  // namespace alhf

#include "base/unix_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status.h"

namespace alhf {
namespace {

absl::Status BadFolder(const std::string& path, absl::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat("folder ", path, " ", why), {{"folder", path}});
}

absl::Status BadAddress(absl::string_view address, absl::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED,
               absl::StrCat("address '", address, "' ", why),
               {{"address", std::string(address)}});
}

sockaddr_un ToSockaddr(const std::string& path) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::memcpy(name.sun_path, path.c_str(), path.size() + 1);
  return name;
}

// Returns whether a process accepts connections on the socket at `path`.
bool IsListening(const std::string& path) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  const sockaddr_un name = ToSockaddr(path);
  const int result =
      ::connect(fd, reinterpret_cast<const sockaddr*>(&name), sizeof(name));
  ::close(fd);
  return result == 0;
}

}  // namespace

absl::Status MakePrivateFolder(const std::string& path) {
  if (path.empty()) return BadFolder("''", "has no name: give a path");
  const std::string folder =
      std::string(absl::StripSuffix(std::filesystem::path(path).string(), "/"));
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    const auto parent = std::filesystem::path(folder).parent_path();
    if (errno != ENOENT || parent.empty() || parent == folder) {
      return BadFolder(path, absl::StrCat("cannot be made: ", strerror(errno)));
    }
    ALHF_RETURN_IF_ERROR(MakePrivateFolder(parent));
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
      return BadFolder(path, absl::StrCat("cannot be made: ", strerror(errno)));
    }
  }
  struct stat entry {};
  if (::stat(folder.c_str(), &entry) != 0) {
    return BadFolder(path, absl::StrCat("cannot be read: ", strerror(errno)));
  }
  if (!S_ISDIR(entry.st_mode)) return BadFolder(path, "is not a folder");
  if (entry.st_uid != ::geteuid()) {
    return BadFolder(path, "belongs to another user: choose one of your own");
  }
  if ((entry.st_mode & 077) != 0) {
    return BadFolder(
        path, absl::StrCat("can be entered by others: chmod 700 ", path));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> SocketPath(absl::string_view address) {
  if (!absl::ConsumePrefix(&address, "unix:")) {
    return BadAddress(address, "is refused: a socket is named unix:PATH");
  }
  if (address.empty()) {
    return BadAddress("unix:", "has no path: write unix:PATH");
  }
  if (address.size() >= sizeof(sockaddr_un::sun_path)) {
    return BadAddress(
        address,
        absl::StrCat("is too long for a socket: at most ",
                     sizeof(sockaddr_un::sun_path) - 1, " bytes of path"));
  }
  return std::string(address);
}

absl::StatusOr<std::string> PrepareSocket(absl::string_view address) {
  ALHF_ASSIGN_OR_RETURN(std::string path, SocketPath(address));
  const auto folder = std::filesystem::absolute(path).parent_path();
  ALHF_RETURN_IF_ERROR(MakePrivateFolder(folder));
  struct stat entry {};
  if (::lstat(path.c_str(), &entry) != 0) return path;
  if (!S_ISSOCK(entry.st_mode)) {
    return BadAddress(address, "names something that is not a socket");
  }
  if (IsListening(path)) {
    return BadAddress(address, "is in use: another process listens there");
  }
  ::unlink(path.c_str());
  return path;
}

}  // namespace alhf

// Private folders and the unix sockets in them: only their owner can enter.
//
//   ALHF_ASSIGN_OR_RETURN(std::string path, PrepareSocket("unix:/run/a.sock"));
//
// Thread safety: all functions may be called from many threads.
#ifndef ALHF_BASE_UNIX_SOCKET_H_
#define ALHF_BASE_UNIX_SOCKET_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf {

// Makes the folder `path` and what is missing above it, with mode 0700. One
// that exists must belong to this user and be closed to all others.
//
// INVALID_ARGUMENT CONFIG_INVALID: it cannot be made, or others could enter.
absl::Status MakePrivateFolder(const std::string& path);

// Returns the path of "unix:PATH".
//
// INVALID_ARGUMENT ADDRESS_REFUSED: any other kind of address, an empty path,
// or
//   one too long for a socket.
absl::StatusOr<std::string> SocketPath(absl::string_view address);

// Makes ready to listen on `address`: its folder is private, a socket that
// nobody listens on any more is removed. Returns the path.
//
// INVALID_ARGUMENT ADDRESS_REFUSED: as above, or a process listens there, or
//   the path is something else than a socket. CONFIG_INVALID: the folder.
absl::StatusOr<std::string> PrepareSocket(absl::string_view address);

}  // namespace alhf

#endif  // ALHF_BASE_UNIX_SOCKET_H_

// How a process proves who it is over TCP, and whom it believes.
//
//   const Security security = {.token_file = "coordinator.token"};
//   ALHF_RETURN_IF_ERROR(CheckListening("127.0.0.1:7400", security));
//
// Unix sockets need none of it: their folder lets nobody else in. On loopback a
// token tells callers apart; beyond, TLS hides it as well.
//
// Thread safety: pure functions but for reading the files' modes.
#ifndef ALHF_BASE_SECURITY_H_
#define ALHF_BASE_SECURITY_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace alhf {

struct Security {
  // File of the token (base/token.h) that a caller sends, and that a server
  // demands. Empty: none.
  std::string token_file;
  // Folder with ca.pem, whom to believe, and cert.pem and key.pem, who one is;
  // they are read again when they change. Empty: no TLS.
  std::string tls_folder;

  std::string ca_file() const { return tls_folder + "/ca.pem"; }
  std::string certificate_file() const { return tls_folder + "/cert.pem"; }
  std::string key_file() const { return tls_folder + "/key.pem"; }
};

// The name in the coordinator's certificate (subjectAltName, DNS) by which
// components know it.
inline constexpr char kCoordinatorIdentity[] = "coordinator";

// Returns whether a server with `security` may listen on `address`.
//
// INVALID_ARGUMENT ADDRESS_REFUSED: not an address, or callers there could not
//   be told apart, or heard by others. CONFIG_INVALID: one of the files.
absl::Status CheckListening(absl::string_view address,
                            const Security& security);

// Returns whether `address` may be called with `security`: no token is sent
// beyond this machine without TLS. Errors as above.
absl::Status CheckCalling(absl::string_view address, const Security& security);

}  // namespace alhf

#endif  // ALHF_BASE_SECURITY_H_

// Where a server listens: a unix socket, or a host and a port.
//
//   ALHF_ASSIGN_OR_RETURN(Address address, ParseAddress("127.0.0.1:7400"));
//   address.loopback()  // true
//
// Thread safety: pure functions, plain values.
#ifndef ALHF_BASE_ADDRESS_H_
#define ALHF_BASE_ADDRESS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf {

struct Address {
  // Of "unix:PATH"; empty where there is a host.
  std::string path;
  // Of "HOST:PORT", without the brackets of an IPv6 address.
  std::string host;
  uint16_t port = 0;  // 0: any, for a server

  bool is_unix() const { return !path.empty(); }
  // Whether only this machine can reach it: 127.0.0.0/8, ::1, or localhost.
  bool loopback() const;
  // As `ParseAddress` reads it.
  std::string ToString() const;
};

// Reads "unix:PATH", "HOST:PORT" or "[IPV6]:PORT".
//
// INVALID_ARGUMENT ADDRESS_REFUSED: it is none of these, or the path is too
//   long for a socket.
absl::StatusOr<Address> ParseAddress(absl::string_view text);

}  // namespace alhf

#endif  // ALHF_BASE_ADDRESS_H_

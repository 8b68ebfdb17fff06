#include "base/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/unix_socket.h"

namespace alhf {
namespace {

constexpr uint32_t kLoopbackNet = 127;
constexpr uint32_t kLargestPort = 65535;

absl::Status NoAddress(absl::string_view text) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED,
               absl::StrCat("address '", text,
                            "' cannot be read: write unix:PATH, HOST:PORT or "
                            "[IPV6]:PORT"),
               {{"address", std::string(text)}});
}

}  // namespace

bool Address::loopback() const {
  if (host == "localhost") return true;
  in_addr four{};
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) {
    return ntohl(four.s_addr) >> 24 == kLoopbackNet;
  }
  in6_addr six{};
  return inet_pton(AF_INET6, host.c_str(), &six) == 1 &&
         IN6_IS_ADDR_LOOPBACK(&six);
}

std::string Address::ToString() const {
  if (is_unix()) return absl::StrCat("unix:", path);
  const bool six = absl::StrContains(host, ':');
  return six ? absl::StrCat("[", host, "]:", port)
             : absl::StrCat(host, ":", port);
}

absl::StatusOr<Address> ParseAddress(absl::string_view text) {
  Address address;
  if (absl::StartsWith(text, "unix:")) {
    ALHF_ASSIGN_OR_RETURN(address.path, SocketPath(text));
    return address;
  }
  const size_t colon = text.rfind(':');
  if (colon == absl::string_view::npos || colon == 0) return NoAddress(text);
  absl::string_view host = text.substr(0, colon);
  uint32_t port = 0;
  if (!absl::SimpleAtoi(text.substr(colon + 1), &port) || port > kLargestPort) {
    return NoAddress(text);
  }
  if (absl::StartsWith(host, "[") && absl::EndsWith(host, "]")) {
    host = host.substr(1, host.size() - 2);
    in6_addr six{};
    if (inet_pton(AF_INET6, std::string(host).c_str(), &six) != 1) {
      return NoAddress(text);
    }
  } else if (absl::StrContains(host, ':') || absl::StrContains(host, '/')) {
    return NoAddress(text);
  }
  address.host = std::string(host);
  address.port = static_cast<uint16_t>(port);
  return address;
}

}  // namespace alhf

// For a program that must be told its ports: numbers that nobody listens at.
// Another process may take one in between; a test that asks the system for a
// port (":0") is safer, and is to be preferred.
#ifndef ALHF_TESTS_SUPPORT_FREE_PORTS_H_
#define ALHF_TESTS_SUPPORT_FREE_PORTS_H_

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>

namespace alhf::testing {

// Returns the port of loopback that a socket was bound to for `port`, of the
// system's choice where it is 0, and 0 where it is taken.
inline int TryPort(int port) {
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool bound = bind(descriptor, generic, size) == 0 &&
                     getsockname(descriptor, generic, &size) == 0;
  close(descriptor);
  return bound ? ntohs(address.sin_port) : 0;
}

// Returns the first of `count` free ports in a row; 0 where none was found.
inline int FreePorts(int count) {
  for (int tries = 0; tries < 100; ++tries) {
    const int first = TryPort(0);
    int free = 1;
    while (free < count && first + free < 65536 &&
           TryPort(first + free) == first + free) {
      ++free;
    }
    if (free == count) return first;
  }
  return 0;
}

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_FREE_PORTS_H_

// bench-bare LISTEN [SERVER …]: a server of bench/bare.proto at the address
// LISTEN, or the relay to the servers that follow.
#include <grpcpp/grpcpp.h>

#include <cstdio>
#include <string>
#include <vector>

#include "bench/bare_service.h"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench-bare LISTEN [SERVER …]\n");
    return 2;
  }
  alhf::bench::BareService service({argv + 2, argv + argc});
  grpc::ServerBuilder builder;
  builder.AddListeningPort(argv[1], grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  const auto server = builder.BuildAndStart();
  if (server == nullptr) {
    std::fprintf(stderr, "bench-bare: cannot listen on %s\n", argv[1]);
    return 1;
  }
  server->Wait();
  return 0;
}

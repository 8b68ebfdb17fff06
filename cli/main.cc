// The command `alhf`.
#include <iostream>
#include <string>
#include <vector>

#include "absl/random/random.h"
#include "base/clock.h"
#include "cli/environment.h"
#include "cli/grpc_coordinator_client.h"
#include "cli/program.h"
#include "google/protobuf/stubs/logging.h"

int main(int argc, char** argv) {
  // What goes wrong is said by the program, once and in its own words.
  alhf::cli::QuietGrpcLog();
  google::protobuf::SetLogHandler(nullptr);
  const alhf::SystemClock clock;
  absl::BitGen random;
  return static_cast<int>(
      alhf::cli::RunProgram(std::vector<std::string>(argv + 1, argv + argc),
                            alhf::cli::ReadEnvironment(),
                            {std::cin, std::cout, std::cerr}, &clock, random));
}

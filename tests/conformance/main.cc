// The command `alhf-conformance`.
#include <iostream>
#include <string>
#include <vector>

#include "absl/random/random.h"
#include "base/clock.h"
#include "google/protobuf/stubs/logging.h"
#include "tests/conformance/program.h"

int main(int argc, char** argv) {
  // Cases send text that is not UTF-8 on purpose.
  google::protobuf::SetLogHandler(nullptr);
  const alhf::SystemClock clock;
  absl::BitGen random;
  return static_cast<int>(alhf::conformance::RunProgram(
      std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr,
      &clock, random));
}

// The program `alhf` from its arguments to its exit code.
//
//   ExitCode code = RunProgram({"status"}, environment,
//                              {std::cin, std::cout, std::cerr}, &clock, bits);
#ifndef ALHF_CLI_PROGRAM_H_
#define ALHF_CLI_PROGRAM_H_

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "absl/random/bit_gen_ref.h"
#include "base/clock.h"
#include "cli/environment.h"
#include "cli/exit_code.h"

namespace alhf::cli {

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

// Runs one command. `arguments` are without the program's name.
ExitCode RunProgram(const std::vector<std::string>& arguments,
                    const Environment& environment, Streams streams,
                    const Clock* clock, absl::BitGenRef random);

}  // namespace alhf::cli

#endif  // ALHF_CLI_PROGRAM_H_

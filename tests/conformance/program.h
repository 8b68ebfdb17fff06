// The command `alhf-conformance`, from arguments to exit code.
#ifndef ALHF_TESTS_CONFORMANCE_PROGRAM_H_
#define ALHF_TESTS_CONFORMANCE_PROGRAM_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/random/bit_gen_ref.h"
#include "base/clock.h"
#include "tests/conformance/command_line.h"

namespace alhf::conformance {

// Runs the command. `arguments` are without the program's name.
ExitCode RunProgram(const std::vector<std::string>& arguments,
                    std::ostream& out, std::ostream& err, const Clock* clock,
                    absl::BitGenRef random);

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_PROGRAM_H_

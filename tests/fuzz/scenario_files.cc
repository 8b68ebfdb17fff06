#include "eval/scenario_reader.h"
#include "tests/fuzz/targets.h"

namespace alhf::fuzz {

void ReadScenarioFiles(absl::string_view bytes) {
  eval::ParseScenarios(bytes, "fuzz").IgnoreError();
}

}  // namespace alhf::fuzz

// Reads scenarios: JSON Lines, one object a scenario (docs/benchmark.md).
//
//   ALHF_ASSIGN_OR_RETURN(ScenarioFile file, ReadScenarios("company.jsonl"));
//
// Thread safety: pure functions, but for reading the file.
#ifndef ALHF_EVAL_SCENARIO_READER_H_
#define ALHF_EVAL_SCENARIO_READER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eval/scenario.h"

namespace alhf::eval {

struct ScenarioFile {
  std::vector<Scenario> scenarios;
  // What is odd and yet allowed, each with its place.
  std::vector<std::string> warnings;
  // SHA-256 of the file, as hexadecimal digits: results name it.
  std::string digest;
};

// Reads the file at `path`.
//
// NOT_FOUND: it cannot be read. INVALID_ARGUMENT CONFIG_INVALID: the message
//   says FILE:LINE and what is wrong: no JSON, an id that is unknown or taken,
//   a kind of check that does not exist, a question that is a record's own.
absl::StatusOr<ScenarioFile> ReadScenarios(const std::string& path);

// Reads `text`; errors call it `name`.
absl::StatusOr<ScenarioFile> ParseScenarios(absl::string_view text,
                                            const std::string& name);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SCENARIO_READER_H_

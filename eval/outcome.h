// What came of one question, asked of one policy at one point of the curve.
//
// Thread safety: plain values and pure functions.
#ifndef ALHF_EVAL_OUTCOME_H_
#define ALHF_EVAL_OUTCOME_H_

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/exposure.h"

namespace alhf::eval {

// What the engine that answers can do with the lessons of a requirement.
enum class RequirementEffect {
  kNone,      // nothing was learned from its records yet
  kGuidance,  // only a language model can act on them
  kEnforced,  // the engine acts on one of them at least
};

// Whether a requirement was met, and if not, how far it came.
struct RequirementOutcome {
  bool met = false;
  // False: its records have been ended.
  bool counts = true;
  RequirementEffect effect = RequirementEffect::kNone;
  // E.g. "not recalled"; empty where it was met (diagnosis.h).
  std::string failure;
  std::string detail;
};

struct Outcome {
  // Places in the file and in the scenario.
  size_t scenario = 0;
  size_t question = 0;
  std::string fingerprint;
  bool answered = false;
  // Nothing that was in force could be applied.
  bool nothing_applies = false;
  // Unset: it has no such checks.
  std::optional<bool> complete;
  std::string complete_detail;
  std::vector<RequirementOutcome> requirements;
  // Lessons that acted and should not have, as "record: why".
  std::vector<std::string> misapplied;
  // Whether prompts hold what was taught, with a language model or without.
  ExposureCounts exposure;
  int64_t model_calls = 0;
  int64_t tokens = 0;
};

// How often one record came to the right components.
struct AssignmentOutcome {
  size_t scenario = 0;
  std::string guideline;
  size_t right = 0;
  size_t assigned = 0;
  size_t expected = 0;
};

// All questions of a tenant at one point.
struct PointResult {
  uint64_t seed = 0;
  // Which scenarios share the tenant: the id of one, or "together".
  std::string lane;
  std::string policy;
  // Records given of each scenario, as far as it has so many.
  size_t records = 0;
  std::vector<Outcome> outcomes;
  std::vector<AssignmentOutcome> assignments;
};

nlohmann::json ToJson(const PointResult& result);

// INVALID_ARGUMENT: `object` is none of ours.
absl::StatusOr<PointResult> PointResultFromJson(const nlohmann::json& object);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_OUTCOME_H_

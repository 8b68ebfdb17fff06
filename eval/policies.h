// The policies that are compared: which of the taught lessons go into an
// answer. All run through the same engines; only the overlay of the query
// differs (protos/alhf/v1/types.proto).
//
//   alhf     as the system decides
//   none     nothing that was taught
//   all      everything that was taught
//   bm25-5   the lessons of the five nearest records, with no cut-off
//   embed-5  the same by sentence vectors
//   oracle   just the lessons that the question's checks name, learned by the
//            components that should learn them
//
// Thread safety: pure functions and plain values.
#ifndef ALHF_EVAL_POLICIES_H_
#define ALHF_EVAL_POLICIES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "eval/nearest.h"
#include "eval/scenario.h"
#include "eval/taught_lessons.h"
#include "eval/teaching_order.h"

namespace alhf::eval {

enum class Policy { kAlhf, kNone, kAll, kBm25, kEmbed, kOracle };

// Returns e.g. "bm25-5".
std::string NameOf(Policy policy);

struct ChosenPolicies {
  // Each once, in the order of the enumeration.
  std::vector<Policy> policies;
  // What was named and cannot be measured here, and why.
  std::vector<std::string> skipped;
};

// Returns the policies of these names. `embed-5` is skipped where no encoder is
// at hand.
//
// INVALID_ARGUMENT: there is no such policy.
absl::StatusOr<ChosenPolicies> ParsePolicies(
    const std::vector<std::string>& names, bool has_encoder);

// Whether the records are taught with the assignment that they should have:
// such a policy needs a tenant of its own.
bool TeachesPerfectly(Policy policy);

// What is known when a question is asked.
struct PolicyInput {
  const Scenario& scenario;
  size_t scenario_index = 0;
  const Question& question;
  const TaughtState& taught;
  const TaughtLessons& lessons;
  // Taught texts, by the place of their key in `records`.
  const Nearest& nearest;
  const std::vector<RecordKey>& records;
  // As `nearest`, by vectors; null where no encoder is at hand.
  const Nearest* nearest_by_vectors = nullptr;
};

// Returns the overlay of the query that `policy` asks.
v1::Overlay OverlayFor(Policy policy, const PolicyInput& input);

// Returns what two queries must have in common so that a system of our own
// answers alike, whatever else was taught; empty where that is not known.
std::string ReuseKey(const v1::Overlay& overlay, bool anything_taught);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_POLICIES_H_

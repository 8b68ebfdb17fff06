// Which lessons the simulated model heeds in one call: a lesson is exposed
// where its words stand in the guidance fence of that call, and nowhere else.
//
//   const Obedience heeds = Decide(scenarios, call, {.p = 0.9, .q = 0.1});
//
// Thread safety: plain values and pure functions. Ownership: results point
// into the scenarios.
#ifndef ALHF_EVAL_SIMULATOR_OBEDIENCE_H_
#define ALHF_EVAL_SIMULATOR_OBEDIENCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "eval/scenario.h"
#include "eval/simulator/chat_call.h"

namespace alhf::eval {

struct ModelTraits {
  // The probability that an exposed lesson is heeded where it applies, and
  // that it is where it does not.
  double p = 1;
  double q = 0;
  uint64_t seed = 0;
};

struct Obedience {
  // Null: no scenario asks this.
  const Scenario* scenario = nullptr;
  const Question* question = nullptr;
  // Requirements that the answer meets, and those that it does not.
  std::vector<const Requirement*> met;
  std::vector<const Requirement*> unmet;
  // Records that do not apply and are followed all the same.
  std::vector<const FeedbackItem*> followed;
  // Records whose words stand in the fence.
  std::vector<const FeedbackItem*> exposed;
};

// Decides by chance, the same each time for the same seed, question and
// lesson, whichever component asks.
Obedience Decide(const std::vector<Scenario>& scenarios, const ChatCall& call,
                 const ModelTraits& traits);

// Returns a number in [0.0, 1.0) that depends on nothing but the arguments.
double Chance(uint64_t seed, absl::string_view what, absl::string_view whom);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SIMULATOR_OBEDIENCE_H_

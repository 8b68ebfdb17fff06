// What the simulated model writes: an answer that meets the checks of the
// lessons that it heeds and none of those that it does not.
//
// Thread safety: pure functions.
#ifndef ALHF_EVAL_SIMULATOR_SIMULATED_ANSWER_H_
#define ALHF_EVAL_SIMULATOR_SIMULATED_ANSWER_H_

#include <string>
#include <vector>

#include "eval/simulator/chat_call.h"
#include "eval/simulator/obedience.h"

namespace alhf::eval {

struct SimulatedAnswer {
  std::string text;
  // Checks that it cannot write, as `Describe` names them: they fail.
  std::vector<std::string> unwritten;
};

// Returns the answer to `call`. Checks of completeness are met; a question
// that no scenario asks gets the same answer each time.
SimulatedAnswer WriteSimulated(const ChatCall& call, const Obedience& heeds);

// Returns an assessment that claims `call.feedback` with all of its words
// where the scenario assigns it to `call.component`, and declines it elsewhere.
std::string WriteAssessment(const std::vector<Scenario>& scenarios,
                            const ChatCall& call);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SIMULATOR_SIMULATED_ANSWER_H_

// Why a requirement was not met, by how far its records came:
//
//   not taught       no record of it is in force
//   not assigned     no component that should learn it did
//   not understood   it was learned, and waits: nobody understood it
//   not recalled     it was learned, and did not come to this question
//   overruled        it came, and another lesson settled against it
//   guidance only    it came, and only a language model can act on it
//   no answer        it came, and the part of the answer to check is not there
//   check failed     it came, and the answer is not as it says
//
// and why a lesson that acted should not have:
//
//   misapplied               its record is not one that may apply
//   superseded still fires   its record was ended by a later one
//   foreign                  it is of no record of the run
//
// Thread safety: pure functions.
#ifndef ALHF_EVAL_DIAGNOSIS_H_
#define ALHF_EVAL_DIAGNOSIS_H_

#include <string>
#include <vector>

#include "eval/answer.h"
#include "eval/outcome.h"
#include "eval/scenario.h"
#include "eval/taught_lessons.h"
#include "eval/teaching_order.h"

namespace alhf::eval {

// What is known of a question's scenario when it is answered.
struct Situation {
  const Scenario& scenario;
  size_t scenario_index = 0;
  const TaughtState& taught;
  const TaughtLessons& lessons;
};

// Returns how far `requirement` came, as one of the words above.
std::string WhyUnmet(const Situation& situation, const Requirement& requirement,
                     const Answer& answer);

// Returns what the engine can do with the lessons of `requirement`.
RequirementEffect EffectOf(const Situation& situation,
                           const Requirement& requirement);

// Returns each lesson that acted and should not have, as "RECORD: why", sorted
// and once each. `all` are the scenarios that share the tenant.
std::vector<std::string> Misapplied(const Situation& situation,
                                    const Question& question,
                                    const std::vector<const Scenario*>& all,
                                    const Answer& answer);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_DIAGNOSIS_H_

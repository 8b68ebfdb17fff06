// One case: a rule of docs/protocol.md, as it is seen from outside.
#ifndef ALHF_TESTS_CONFORMANCE_CASE_H_
#define ALHF_TESTS_CONFORMANCE_CASE_H_

#include <string>

#include "absl/status/status.h"
#include "tests/conformance/trial.h"

namespace alhf::conformance {

struct Case {
  // The rule's id, then what is looked at, e.g.
  // "APPLY_04_AGapIsRefusedAndChangesNothing".
  std::string name;
  // For the component's author, where it fails: what to do.
  std::string advice;
  // Returns OK where the rule holds, else a status of verdict.h, or the error
  // of a call that should have been answered.
  absl::Status (*run)(Trial& trial);
};

// Returns the rule of a case, e.g. "APPLY_04".
inline std::string RuleOf(const Case& each) {
  return each.name.substr(0, each.name.find('_') + 3);
}

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_CASE_H_

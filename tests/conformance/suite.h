// The suite: every case, and a run of them against one component.
//
//   Report report = RunSuite(component, Select("APPLY_*"), {}, random,
//                            [](const CaseResult& result) { Print(result); });
//
// Thread safety: pure functions, but for RunSuite, which calls the component.
#ifndef ALHF_TESTS_CONFORMANCE_SUITE_H_
#define ALHF_TESTS_CONFORMANCE_SUITE_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/random/bit_gen_ref.h"
#include "absl/strings/string_view.h"
#include "tests/conformance/case.h"
#include "tests/conformance/remote_component.h"
#include "tests/conformance/report.pb.h"

namespace alhf::conformance {

// Returns every case, in the order of docs/protocol.md.
std::vector<Case> AllCases();

// Returns the cases whose names match `glob` (`*`, `?`, `[…]`).
std::vector<Case> Select(const std::string& glob);

// Returns the text of a rule, e.g. of "APPLY_04"; empty for an unknown one.
std::string RuleText(absl::string_view id);

// Runs `cases` one after the other and calls `on_result` after each. Each case
// has new tenants, which are emptied after it: a component in use is not
// disturbed. `records` are texts that the component should claim. The address
// is left empty.
Report RunSuite(RemoteComponent& component, const std::vector<Case>& cases,
                const std::vector<std::string>& records, absl::BitGenRef random,
                absl::FunctionRef<void(const CaseResult&)> on_result);

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_SUITE_H_

// Results for people.
//
// Thread safety: pure functions.
#ifndef ALHF_TESTS_CONFORMANCE_RENDER_H_
#define ALHF_TESTS_CONFORMANCE_RENDER_H_

#include <string>
#include <vector>

#include "tests/conformance/case.h"
#include "tests/conformance/report.pb.h"

namespace alhf::conformance {

// Returns the names of `cases`, each with the text of its rule.
std::string RenderList(const std::vector<Case>& cases);

// Returns the line of a result; of one that failed, also the rule, what it
// asks for, what came, and what to do.
std::string RenderResult(const CaseResult& result);

// Returns the last lines: what was left behind, and the counts.
std::string RenderSummary(const Report& report);

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_RENDER_H_

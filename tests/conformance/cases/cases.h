// The cases, one function for each section of docs/protocol.md.
#ifndef ALHF_TESTS_CONFORMANCE_CASES_CASES_H_
#define ALHF_TESTS_CONFORMANCE_CASES_CASES_H_

#include <vector>

#include "tests/conformance/case.h"

namespace alhf::conformance {

std::vector<Case> ManifestCases();
std::vector<Case> AssessCases();
// How entries are applied: APPLY_01 to APPLY_10.
std::vector<Case> ApplyCases();
// What the changes do to lessons: APPLY_11 to APPLY_14.
std::vector<Case> LessonCases();
std::vector<Case> AdjustCases();
std::vector<Case> TenantCases();
std::vector<Case> PositionCases();

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_CASES_CASES_H_

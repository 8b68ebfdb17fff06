// What `alhf verify` found, as JUnit XML, which CI servers show.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_REVIEW_JUNIT_H_
#define ALHF_CLI_REVIEW_JUNIT_H_

#include <string>

#include "cli/review/review.pb.h"

namespace alhf::cli {

// Returns a document with a test suite a component and a test case a lesson:
// LOST is a failure, UNKNOWN an error, NEVER_APPLIED skipped; the rest passes.
// The form is that of Jenkins' junit-10.xsd.
std::string JUnitXml(const VerifyReport& report);

}  // namespace alhf::cli

#endif  // ALHF_CLI_REVIEW_JUNIT_H_

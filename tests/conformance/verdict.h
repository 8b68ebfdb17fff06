// How a case ends. A case returns a status, so that an error of a call that
// should have been answered is its end as well:
//
//   ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came, tenant.Adjust(query));
//   return Expect(came.items().empty(), "no items", Describe(came));
//
// Thread safety: pure functions.
#ifndef ALHF_TESTS_CONFORMANCE_VERDICT_H_
#define ALHF_TESTS_CONFORMANCE_VERDICT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/status.h"
#include "tests/conformance/report.pb.h"

namespace alhf::conformance {

// Returns the end of a case whose rule is broken.
absl::Status Mismatch(absl::string_view expected, absl::string_view came);

// Returns the end of a case whose rule asks nothing of this component.
absl::Status NotApplicable(absl::string_view reason);

// Returns OK where `holds`, else the mismatch.
absl::Status Expect(bool holds, absl::string_view expected,
                    absl::string_view came);

// Returns OK where `came` has that code and, unless it is unspecified, that
// reason; `call` says what was called, e.g. "an entry after a gap".
absl::Status ExpectError(absl::string_view call, const absl::Status& came,
                         absl::StatusCode code,
                         Reason reason = Reason::REASON_UNSPECIFIED);
template <typename T>
absl::Status ExpectError(absl::string_view call, const absl::StatusOr<T>& came,
                         absl::StatusCode code,
                         Reason reason = Reason::REASON_UNSPECIFIED) {
  return ExpectError(call, came.status(), code, reason);
}

// Returns a status as it is shown: "OK", or code, reason and message.
std::string Describe(const absl::Status& status);

// Returns outcome, expectation and reason for the end of a case.
CaseResult ResultOf(const absl::Status& end);

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_VERDICT_H_

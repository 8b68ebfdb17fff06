// Errors that speak to the person who must act, with a reason for programs.
//
//   if (text.empty()) {
//     return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED,
//                  "record.text is empty: send what the person said",
//                  {{"field", "record.text"}});
//   }
//   ALHF_ASSIGN_OR_RETURN(Lesson lesson, memory.Get(id));
//   ALHF_RETURN_IF_ERROR(Validate(lesson));
//
// Thread safety: all functions are pure.
#ifndef ALHF_BASE_STATUS_H_
#define ALHF_BASE_STATUS_H_

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/rpc/v1/errors.pb.h"

namespace alhf {

// The reasons that an error can name; see alhf/rpc/v1/errors.proto.
using Reason = rpc::v1::Reason;

// Words of the message by name, e.g. {{"field", "record.text"}}.
using ErrorMetadata = std::map<std::string, std::string>;

// Returns an error with `message` and an ErrorInfo of `reason`.
absl::Status Error(absl::StatusCode code, Reason reason,
                   absl::string_view message, ErrorMetadata metadata = {});

// Returns `status` that also says when to try again (RetryInfo).
absl::Status WithRetryDelay(absl::Status status, absl::Duration delay);

// Returns `status` with `prefix` and ": " before its message; its details
// stay. An OK status stays OK.
absl::Status Annotate(const absl::Status& status, absl::string_view prefix);

// Returns the ErrorInfo of `status`, or nothing where it has none.
std::optional<rpc::v1::ErrorInfo> ErrorInfoOf(const absl::Status& status);

// Returns the reason of `status`, REASON_UNSPECIFIED where it has none or one
// that this build does not know.
Reason ReasonOf(const absl::Status& status);

// Returns how long to wait at least before a retry, or nothing.
std::optional<absl::Duration> RetryDelayOf(const absl::Status& status);

namespace status_internal {
inline absl::Status ToStatus(absl::Status status) { return status; }
template <typename T>
absl::Status ToStatus(const absl::StatusOr<T>& result) {
  return result.status();
}
}  // namespace status_internal

}  // namespace alhf

// Returns from the calling function when `expression` (absl::Status) failed.
#define ALHF_RETURN_IF_ERROR(expression)                                \
  do {                                                                  \
    if (auto alhf_status = (expression); !alhf_status.ok()) {           \
      return ::alhf::status_internal::ToStatus(std::move(alhf_status)); \
    }                                                                   \
  } while (false)

#define ALHF_CONCAT_INNER(a, b) a##b
#define ALHF_CONCAT(a, b) ALHF_CONCAT_INNER(a, b)
// A target may be a declaration, which parentheses would break.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define ALHF_ASSIGN_OR_RETURN_INNER(result, target, expression) \
  auto result = (expression);                                   \
  if (!result.ok()) return std::move(result).status();          \
  target = *std::move(result)
// NOLINTEND(bugprone-macro-parentheses)

// Assigns the value of `expression` (absl::StatusOr) to `target`, or returns
// its error from the calling function.
#define ALHF_ASSIGN_OR_RETURN(target, expression)                          \
  ALHF_ASSIGN_OR_RETURN_INNER(ALHF_CONCAT(alhf_result_, __LINE__), target, \
                              expression)

#endif  // ALHF_BASE_STATUS_H_

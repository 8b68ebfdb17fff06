// Why a component's part of an answer is missing, in words for the person.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_QUERY_MISSING_H_
#define ALHF_COORDINATOR_QUERY_MISSING_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

// Returns the part of `component` that `status` cost: UNAVAILABLE, DEADLINE,
// STALE or FAILED, then what happened and what to do.
v1::MissingPart MissingBecause(absl::string_view component,
                               const absl::Status& status);

// Whether `status` says that a position which the caller asked for is the
// reason (`as_of`, or `min_position` where `wants_position`): an answer made
// without it is not what such a caller wants.
bool IsAboutPosition(const absl::Status& status, bool wants_position);

// Returns OK for a component that can be called, otherwise why it cannot.
absl::Status CheckCallable(const RegisteredComponent& component);

// The error of a caller who has to come again, because there are too many of
// `what`.
absl::Status TooMany(absl::string_view what);

// Returns how long a call may take: `limit`, or less where the caller's
// deadline is near; a tenth of what is left stays for what comes after.
absl::Duration Slice(absl::Time deadline, absl::Time now, absl::Duration limit);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_QUERY_MISSING_H_

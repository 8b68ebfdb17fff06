// Positions as a memory compares them.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_POSITION_H_
#define ALHF_SDK_SRC_POSITION_H_

#include "absl/status/status.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

// Returns whether both are of one log and one epoch of it.
bool SameLog(const v1::Position& a, const v1::Position& b);

// Returns whether a memory at `applied` has reached `wanted`.
bool HasReached(const v1::Position& applied, const v1::Position& wanted);

// FAILED_PRECONDITION POSITION_FOREIGN for `position`, which is not of the log
// and epoch of `applied`.
absl::Status ForeignPosition(const v1::Position& position,
                             const v1::Position& applied);

// Checks that a memory at `applied` can be read as of `as_of`.
//
// FAILED_PRECONDITION POSITION_AHEAD, POSITION_FOREIGN.
absl::Status CheckAsOf(const v1::Position& applied, const v1::Position& as_of);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_POSITION_H_

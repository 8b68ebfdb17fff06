// The resolved log: what one component applies of each position. Lanes,
// rebuilds and the coordinator's own view read the log through this, so all of
// them see the same.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_FEEDBACK_RESOLVED_LOG_H_
#define ALHF_COORDINATOR_FEEDBACK_RESOLVED_LOG_H_

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "coordinator/feedback/feedback_log.h"

namespace alhf::coordinator {

// Returns the components that `entry` has changes for.
std::set<std::string> ComponentsOf(const LogEntry& entry);

// Returns the changes in `entry` for `component`; none where it has no part or
// the entry was scrubbed.
std::vector<v1::Change> ChangesFor(absl::string_view component,
                                   const LogEntry& entry);

// Returns what `component` applies of `entry`. `parked`: a later entry parked
// this one for the component, which passes over it.
v1::Entry EntryFor(absl::string_view component, const LogEntry& entry,
                   bool parked);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_RESOLVED_LOG_H_

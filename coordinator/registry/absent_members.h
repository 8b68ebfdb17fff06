// Members of a tenant that the registry does not know: a component that joined
// by itself and left, or that has not come back since the coordinator started.
// They are named as missing, since they have lessons that nobody else applies.
//
//   const auto all = WithAbsentMembers(registry.List(), {"retriever", "tone"});
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_REGISTRY_ABSENT_MEMBERS_H_
#define ALHF_COORDINATOR_REGISTRY_ABSENT_MEMBERS_H_

#include <string>
#include <vector>

#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

// Returns `known`, which is ordered by name, and each of `members` that is not
// among them, as one that cannot be reached, all ordered by name.
std::vector<RegisteredComponent> WithAbsentMembers(
    std::vector<RegisteredComponent> known,
    const std::vector<std::string>& members);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_REGISTRY_ABSENT_MEMBERS_H_

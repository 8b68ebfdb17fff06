// What persons' corrections taught of a component's scope: lessons that they
// assigned to it, and lessons that they took away from it. Read from the
// memory, so that whoever retires or restores a lesson undoes its teaching too.
//
// Thread safety: a pure function of the memory.
#ifndef ALHF_SDK_SRC_ASSIGNED_TEXTS_H_
#define ALHF_SDK_SRC_ASSIGNED_TEXTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "alhf/sdk/memory.h"
#include "alhf/sdk/scope_model.h"

namespace alhf::sdk {

// Returns them for a record of `giver`, the newest first, at most 128: those of
// the whole tenant and his own. Errors are the memory's.
absl::StatusOr<std::vector<AssignedText>> AssignedTexts(
    const Memory& memory, const std::string& giver);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_ASSIGNED_TEXTS_H_

// An author's manifest: what the SDK fills in, and what it refuses.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_MANIFEST_H_
#define ALHF_SDK_SRC_MANIFEST_H_

#include <string>

#include "absl/status/statusor.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

// Returns `described` with protocol versions, thresholds, the ids, the
// capability "run" (where `runs`) and an etag filled in.
//
// INVALID_ARGUMENT CONFIG_INVALID: it breaks one of the rules MANIFEST_01,
//   MANIFEST_02 and MANIFEST_07 of docs/protocol.md.
absl::StatusOr<v1::Manifest> CompleteManifest(v1::Manifest described, bool runs,
                                              const std::string& replica_id,
                                              const std::string& memory_id);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_MANIFEST_H_

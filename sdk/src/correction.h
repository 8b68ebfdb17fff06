// Corrections of a lesson that acted: "ten are enough", said of an answer that
// a lesson for one topic cut to five, is meant for that topic.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_CORRECTION_H_
#define ALHF_SDK_SRC_CORRECTION_H_

#include "absl/status/status.h"
#include "alhf/sdk/memory.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

// Gives each proposal that would hold for all that its component does the topic
// of the lesson that it corrects: the newest with its conflict key that acted
// in the component's step of the record's exchange. Wording that says how wide
// it is ("always", "for all") is left as it is.
//
// Fails where `memory` cannot be read.
absl::Status ScopeCorrections(const Memory& memory,
                              const v1::FeedbackRecord& record,
                              v1::Assessment& assessment);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_CORRECTION_H_

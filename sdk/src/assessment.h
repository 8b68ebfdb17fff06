// An author's answer to a record: what the SDK fills in, and what it refuses.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_ASSESSMENT_H_
#define ALHF_SDK_SRC_ASSESSMENT_H_

#include "absl/status/status.h"
#include "alhf/v1/feedback.pb.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

// Fills in component, position, thresholds, outcome, and tenant and agent of
// each proposal's scope, then checks the rules ASSESS_01 to ASSESS_08 of
// docs/protocol.md.
//
// INTERNAL COMPONENT_FAILED: the author broke one of them.
absl::Status CompleteAssessment(const v1::Manifest& manifest,
                                const v1::AssessFeedbackRequest& request,
                                const v1::Position& position,
                                v1::Assessment& assessment);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_ASSESSMENT_H_

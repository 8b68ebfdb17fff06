// A language model's opinion on a record: the prompt for it, and what becomes
// of it beside the embedded engine's.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_MODEL_MODEL_ASSESSMENT_H_
#define ALHF_SDK_MODEL_MODEL_ASSESSMENT_H_

#include <vector>

#include "alhf/sdk/model/chat_model.h"
#include "alhf/sdk/model/model_stage.h"
#include "alhf/v1/types.pb.h"
#include "sdk/model/assessment.pb.h"

namespace alhf::sdk {

// Returns the prompt.
std::vector<ChatMessage> AssessmentPrompt(const v1::Manifest& manifest,
                                          const v1::FeedbackRecord& record,
                                          const ModelScope& scope);

// Returns whether the embedded engine enforces something of the record.
bool EnforcesAny(const v1::Assessment& assessment);

// Returns the embedded engine's assessment with what the model said. Proposals
// that are ENFORCED stay, and their words are theirs alone; the rest are the
// model's, GUIDANCE_ONLY. The score is the model's, or the embedded engine's
// where that is higher and it enforces something. `assumed`: a person assigned
// the record here.
v1::Assessment MergeAssessment(const v1::Manifest& manifest,
                               const v1::FeedbackRecord& record,
                               const v1::Assessment& embedded,
                               const ModelAssessment& said,
                               const ModelScope& scope, bool assumed);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_MODEL_ASSESSMENT_H_

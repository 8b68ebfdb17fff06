// "Until the end of Q3, leave out drafts": how long a record's words hold is
// said in the same way whatever they are about, so no component reads it.
// Components are asked without it, and it becomes part of the lessons' scope.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_FEEDBACK_TIME_LIMITS_H_
#define ALHF_COORDINATOR_FEEDBACK_TIME_LIMITS_H_

#include "alhf/v1/types.pb.h"

namespace alhf::coordinator {

// Returns `record` as components are asked about it: spaces in the place of
// what limits its time, so that spans are those of its text. Unchanged where
// the record has no time of its own.
v1::FeedbackRecord WithoutTimeLimits(const v1::FeedbackRecord& record);

// Sets the times of `scope` from the words of `record` that hold for `span`
// (none: for all of the text). Without effect where a component set them.
void LimitTime(const v1::FeedbackRecord& record, const v1::Span& span,
               v1::Scope& scope);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_TIME_LIMITS_H_

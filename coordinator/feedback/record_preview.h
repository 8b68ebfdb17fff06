// What a record would teach, and whom, with nothing stored.
//
//   PreviewRecord(preview, components, [](v1::PreviewFeedbackResponse said) {
//     …
//   });
//
// Thread safety: may run concurrently.
#ifndef ALHF_COORDINATOR_FEEDBACK_RECORD_PREVIEW_H_
#define ALHF_COORDINATOR_FEEDBACK_RECORD_PREVIEW_H_

#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "coordinator/feedback/assignment_policy.h"
#include "coordinator/metrics/tally.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

struct RecordPreview {
  // Of the decision all but what the components say.
  AssignmentInput input;
  absl::Duration assess_timeout = absl::Seconds(2);
  // Of the call; may be empty.
  std::string traceparent = {};
  // Replaces what is there already (said_again.h) and returns those lessons.
  // Null: nothing is looked for.
  absl::AnyInvocable<std::vector<v1::Lesson>(storage::v1::Payload::Assigned&)>
      link = nullptr;
  // Counts what assessing costs. Null: it is not counted.
  Tally* tally = nullptr;
};

// Asks all of `components` that are to be asked, and calls `done` once, on the
// thread of the last answer, with what would be assigned: the lessons as they
// would be learned, with ids of their own, or linked, as they would be. Who
// does not answer is named in `assignment.missing`.
void PreviewRecord(RecordPreview preview,
                   const std::vector<RegisteredComponent>& components,
                   absl::AnyInvocable<void(v1::PreviewFeedbackResponse)> done);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_RECORD_PREVIEW_H_

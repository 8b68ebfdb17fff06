// What a newer learner makes of a record, beside the lessons that the record
// has: the decision of a reassessment.
//
//   what is different                      what accepting it does
//   NEW      a lesson that there was not   it is learned; HELD where it would
//                                          meet another that is in force
//   CHANGED  another understanding of one  the lesson is revised; one that a
//                                          person edited stays, and the new
//                                          understanding is HELD beside it
//   GONE     nothing claims it any more    it is retired, but where a person
//                                          edited it
//
// A lesson that is out of force stays so, whatever is understood now; one that
// was edited, where the component understands its record as it did before.
//
// Thread safety: pure functions: no clock, no I/O.
#ifndef ALHF_COORDINATOR_FEEDBACK_LESSON_DIFFERENCES_H_
#define ALHF_COORDINATOR_FEEDBACK_LESSON_DIFFERENCES_H_

#include <string>
#include <vector>

#include "alhf/storage/v1/log.pb.h"
#include "alhf/v1/coordinator.pb.h"
#include "coordinator/feedback/tenant_view.h"

namespace alhf::coordinator {

struct Reassessed {
  std::vector<v1::LessonDifference> differences;
  // The next revision of the assignment with the changes that accepting makes.
  storage::v1::Payload::Assigned assigned;
};

// Returns how `assessments`, made anew of the whole `record`, differ from what
// `view` has of it. Lessons of components that are not among them stay out.
Reassessed DifferencesOf(const TenantView& view,
                         const v1::FeedbackRecord& record,
                         const std::vector<v1::Assessment>& assessments);

// Returns a tag of `differences`: another one where they are others.
std::string EtagOf(const std::vector<v1::LessonDifference>& differences);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_LESSON_DIFFERENCES_H_

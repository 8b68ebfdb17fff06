// What a person may do with a lesson, and what an edit makes of it.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_FEEDBACK_LESSON_CHANGES_H_
#define ALHF_COORDINATOR_FEEDBACK_LESSON_CHANGES_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "coordinator/feedback/feedback_path.h"

namespace alhf::coordinator {

// Returns `asked` about `lesson`, complete: with the lesson's id and the
// reason that follows from its state.
//
// INVALID_ARGUMENT FIELD_INVALID: no kind that people may ask for, or nothing
//   that the lesson could be narrowed to.
// INVALID_ARGUMENT FIELD_REQUIRED: a revision without words and breadth.
// PERMISSION_DENIED PERMISSION: a member changes only what is his own, and
//   only an expert widens an audience.
absl::StatusOr<v1::Change> CompleteChange(v1::Change asked,
                                          const v1::Lesson& lesson,
                                          const Giver& giver);

// Returns whether `asked` brings new words, which a component has to
// understand.
bool IsEdit(const v1::Change& asked);

// Returns the error that applying `change` to `lesson` would give, so that no
// change enters the log which its component must refuse.
absl::Status CheckChange(const v1::Lesson& lesson, const v1::Change& change);

// Returns the record that a component is asked to understand for an edit: the
// new words, about the question that the lesson comes from.
v1::FeedbackRecord EditedRecord(const v1::Lesson& lesson,
                                const std::string& text, const Giver& giver,
                                absl::Time now);

// Returns the changes that an edit makes, from what the component understood
// of the new words: the lesson revised and, where they say more than one
// thing, a new lesson for each other thing. `is_taken` tells the ids in use.
std::vector<v1::Change> ChangesOfEdit(
    const v1::Lesson& lesson, const v1::FeedbackRecord& edited,
    const v1::Assessment& understood, const Giver& giver,
    absl::FunctionRef<bool(const std::string& id)> is_taken);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_LESSON_CHANGES_H_

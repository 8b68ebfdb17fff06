// What one change makes of one lesson. The same function runs in every
// component's memory and in the coordinator's view of the log, so both hold
// the same lesson at the same position.
//
//   ALHF_ASSIGN_OR_RETURN(std::optional<v1::Lesson> next,
//                         ApplyChange(Find(LessonIdOf(change)), change,
//                         entry));
//   if (next.has_value()) Store(*next);
//
//   change              from                     to
//   learn               (none)                   the state it names
//   revise              HELD, SHADOW, ACTIVE     the same; HELD where the new
//                                                words were not understood
//   accept              HELD, SHADOW             ACTIVE
//   retire              HELD, SHADOW, ACTIVE     RETIRED
//   restore             RETIRED                  the state it was retired from
//   promote, move       HELD, SHADOW, ACTIVE     the same
//   add_counterexample  all but ERASED           the same
//   add_source          HELD, SHADOW, ACTIVE     the same
//   erase               all                      ERASED: a tombstone, no words
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_LESSONS_APPLY_CHANGE_H_
#define ALHF_CORE_LESSONS_APPLY_CHANGE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "alhf/v1/types.pb.h"

namespace alhf::core {

// Returns the id of the lesson that `change` is about; empty for a snapshot
// and for `none`.
std::string LessonIdOf(const v1::Change& change);

// Returns what `change`, one of the changes of `entry`, makes of `lesson`, the
// one that `LessonIdOf(change)` names (nothing where there is none). A change
// about no lesson returns `lesson` as it is. A lesson learned again takes the
// place of the first: that is how a parked entry is retried safely.
//
// Position, etag, times and learned sequence come from `entry` alone.
//
// INVALID_ARGUMENT FIELD_INVALID: the change is of no known kind, names no
//   lesson, or learns one in a state that cannot be learned.
// NOT_FOUND LESSON_NOT_FOUND: there is no lesson to change.
// FAILED_PRECONDITION LESSON_STATE: the lesson's state does not allow it.
absl::StatusOr<std::optional<v1::Lesson>> ApplyChange(
    std::optional<v1::Lesson> lesson, const v1::Change& change,
    const v1::Entry& entry);

// Returns whether a lesson in `state` is HELD, SHADOW or ACTIVE.
bool IsLive(v1::LessonState state);

}  // namespace alhf::core

#endif  // ALHF_CORE_LESSONS_APPLY_CHANGE_H_

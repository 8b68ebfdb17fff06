// What is said again is one lesson, with all who said it.
//
//   Payload::Assigned assigned = Assign(input);
//   LinkSaidAgain(view, assigned);  // `learn` became `add_source` where
//                                   // a lesson says the same already
//
// Two lessons say the same where component, state, effect, directive, conflict
// key and the queries that they act on are equal; without a directive, the
// words. Likeness alone links nothing. A lesson stays apart
//   - from one that was reported not to apply somewhere: who says it again may
//     want it there;
//   - where another one that settles the same came in between, or comes with
//     it: the newer acts;
//   - from one that has 32 sources: each more would be written with all of
//   them.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_FEEDBACK_SAID_AGAIN_H_
#define ALHF_COORDINATOR_FEEDBACK_SAID_AGAIN_H_

#include <vector>

#include "alhf/storage/v1/log.pb.h"
#include "alhf/v1/types.pb.h"
#include "coordinator/feedback/tenant_view.h"
#include "core/lessons/redact.h"

namespace alhf::coordinator {

// Returns whether both direct the same thing in the same way, whatever queries
// they act on.
bool DirectTheSame(const v1::Lesson& one, const v1::Lesson& other);

// Replaces in `assigned` each lesson that is there already by one source more
// of that one. Returns those lessons, as they will be. A source that is added
// has no question: the words of its record stay in that record alone, where
// they can be erased.
std::vector<v1::Lesson> LinkSaidAgain(const TenantView& view,
                                      storage::v1::Payload::Assigned& assigned);

// Returns what is left to learn where `lesson`, whose words are those of its
// first source, is erased with it: the same lesson, derived from it, in the
// words of the first who said it again and whose record is not `erased`. One
// that had lost its place to a newer lesson is retired at once. Empty: nobody
// else said it.
std::vector<v1::Change> LearnFromOthers(const TenantView& view,
                                        const v1::Lesson& lesson,
                                        const core::Erased& erased);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_SAID_AGAIN_H_

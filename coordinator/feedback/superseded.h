// Whose place a lesson has taken: what it leaves out of force when it goes.
//
// Of two lessons that settle the same thing under the same conditions the newer
// acts, on every query that both are about (core/compose/composer.h). So the
// older one has no say while the newer is in force, and gets none back because
// a person takes the newer out of force: he would not expect words that were
// corrected long ago. `restore` brings them back. What was edited since is
// newer than both.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_FEEDBACK_SUPERSEDED_H_
#define ALHF_COORDINATOR_FEEDBACK_SUPERSEDED_H_

#include <vector>

#include "alhf/v1/types.pb.h"
#include "coordinator/feedback/tenant_view.h"

namespace alhf::coordinator {

// Returns whether `other`, which is HELD, SHADOW or ACTIVE, is of the same
// component and has the same conflict key as `one`, which has one.
bool SettlesTheSame(const v1::Lesson& one, const v1::Lesson& other);

// Returns whether both act on the same queries, for the same people: their
// scopes are equal, apart from counterexamples, and so is the question where
// they are for one question alone.
bool ActOnTheSame(const v1::Lesson& one, const v1::Lesson& other);

// Returns whether `newer`, an active lesson, has taken the place of `older`.
bool TookThePlaceOf(const v1::Lesson& newer, const v1::Lesson& older);

// Returns the changes, of the same component, that retire the active lessons
// whose place `lesson` has taken; none where it is not active itself.
std::vector<v1::Change> RetireSuperseded(const TenantView& view,
                                         const v1::Lesson& lesson);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_SUPERSEDED_H_

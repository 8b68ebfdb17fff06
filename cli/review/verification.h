// Whether what was taught still holds: each lesson is looked for in the plan of
// the question that it was taught on.
//
//   for (const v1::Lesson* lesson : LessonsToVerify(status, now)) {
//     const VerifiedLesson verified = VerdictOf(*lesson, plan);
//   }
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_REVIEW_VERIFICATION_H_
#define ALHF_CLI_REVIEW_VERIFICATION_H_

#include <vector>

#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "cli/review/review.pb.h"

namespace alhf::cli {

// Returns the lessons of a record that are in force at `now`; none where the
// record has no question. They live as long as `status`.
std::vector<const v1::Lesson*> LessonsToVerify(const v1::FeedbackStatus& status,
                                               absl::Time now);

// Returns what `plan` says of the lesson: HOLDS, also by a newer lesson that
// does the same, OVERRULED, UNKNOWN, or LOST where it does not apply; its
// record is not filled in.
VerifiedLesson VerdictOf(const v1::Lesson& lesson, const v1::Plan& plan);

}  // namespace alhf::cli

#endif  // ALHF_CLI_REVIEW_VERIFICATION_H_

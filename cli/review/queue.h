// What waits for a person: lessons that are HELD, and records that nobody
// claimed while some component was unsure.
//
//   const ReviewQueue queue = QueueOf(records, held);
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_REVIEW_QUEUE_H_
#define ALHF_CLI_REVIEW_QUEUE_H_

#include <vector>

#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "cli/review/review.pb.h"

namespace alhf::cli {

// Returns the items, oldest record first, without their preview. `records` is
// all that was taught, newest first; `held` are all lessons that are HELD,
// those that an edit made among them. A record that somebody has reassigned
// since (the same words about the same exchange) is dealt with.
ReviewQueue QueueOf(const std::vector<v1::FeedbackStatus>& records,
                    const std::vector<v1::Lesson>& held);

}  // namespace alhf::cli

#endif  // ALHF_CLI_REVIEW_QUEUE_H_

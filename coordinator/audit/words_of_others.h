// How many items of a response hold words of others than its reader: what is
// one's own may be read unnoted. An item whose author is unknown is another's.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_AUDIT_WORDS_OF_OTHERS_H_
#define ALHF_COORDINATOR_AUDIT_WORDS_OF_OTHERS_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "alhf/v1/coordinator.pb.h"

namespace alhf::coordinator {

// `reader` is a user; empty: nobody, to whom everything is another's.
uint64_t WordsOfOthers(const v1::Exchange& exchange, absl::string_view reader);
uint64_t WordsOfOthers(const v1::FeedbackStatus& record,
                       absl::string_view reader);
uint64_t WordsOfOthers(const v1::Lesson& lesson, absl::string_view reader);
uint64_t WordsOfOthers(const v1::ListExchangesResponse& response,
                       absl::string_view reader);
uint64_t WordsOfOthers(const v1::ListFeedbackResponse& response,
                       absl::string_view reader);
uint64_t WordsOfOthers(const v1::ListLessonsResponse& response,
                       absl::string_view reader);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_AUDIT_WORDS_OF_OTHERS_H_

// What makes two requests with the same id the same request: everything that
// the caller chose, but not how long he waits for the answer.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_FEEDBACK_REQUEST_DIGEST_H_
#define ALHF_COORDINATOR_FEEDBACK_REQUEST_DIGEST_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/coordinator.pb.h"
#include "google/protobuf/message.h"

namespace alhf::coordinator {

// Returns the bytes of `message`, equal for equal messages within one build.
std::string StableBytes(const google::protobuf::Message& message);

// Each returns a SHA-256 digest. `user` is who gives it in the end.
std::string DigestOf(v1::SubmitFeedbackRequest request, absl::string_view user);
std::string DigestOf(v1::ChangeLessonRequest request, absl::string_view user);
std::string DigestOf(v1::RetryParkedRequest request);

// INVALID_ARGUMENT REQUEST_ID_REUSED.
absl::Status RequestIdReused(absl::string_view request_id);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_REQUEST_DIGEST_H_

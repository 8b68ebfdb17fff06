// What a request must be before anything is done with it; limits are those of
// docs/protocol.md, section 3.
//
// Every check returns INVALID_ARGUMENT with reason FIELD_REQUIRED,
// FIELD_TOO_LARGE, INVALID_UTF8 or FIELD_INVALID and metadata `field`.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_REQUEST_CHECKS_H_
#define ALHF_SDK_SRC_REQUEST_CHECKS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/feedback.pb.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

absl::Status CheckRequest(const v1::GetManifestRequest& request);
absl::Status CheckRequest(const v1::AssessFeedbackRequest& request);
absl::Status CheckRequest(const v1::ApplyChangesRequest& request);
absl::Status CheckRequest(const v1::AdjustQueryRequest& request);
absl::Status CheckRequest(const v1::ListLessonsRequest& request);
absl::Status CheckRequest(const v1::GetLessonRequest& request);
absl::Status CheckRequest(const v1::ExportMemoryRequest& request);
absl::Status CheckRequest(const v1::RunRequest& request);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_REQUEST_CHECKS_H_

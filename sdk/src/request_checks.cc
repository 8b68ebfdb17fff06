#include "sdk/src/request_checks.h"

#include "base/status.h"
#include "core/requests/field_checks.h"

namespace alhf::sdk {

using core::CheckCaller;
using core::CheckId;
using core::CheckPageSize;
using core::CheckPosition;
using core::CheckQuery;
using core::CheckRecord;
using core::CheckTenant;
using core::CheckText;
using core::InvalidField;
using core::kMaxId;

absl::Status CheckRequest(const v1::GetManifestRequest& request) {
  if (request.tenant().empty()) return absl::OkStatus();
  return CheckTenant(request.tenant());
}

absl::Status CheckRequest(const v1::AssessFeedbackRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  if (!request.has_record()) {
    return InvalidField(Reason::FIELD_REQUIRED, "record", "is missing");
  }
  ALHF_RETURN_IF_ERROR(CheckPosition("min_position", request.min_position()));
  ALHF_RETURN_IF_ERROR(CheckPosition("as_of", request.as_of()));
  return CheckRecord(request.record(), request.tenant());
}

absl::Status CheckRequest(const v1::ApplyChangesRequest& request) {
  return CheckTenant(request.tenant());
}

absl::Status CheckRequest(const v1::AdjustQueryRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  return CheckQuery(request.query());
}

absl::Status CheckRequest(const v1::ListLessonsRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("record_id", request.record_id(), kMaxId));
  return CheckPageSize(request.page_size());
}

absl::Status CheckRequest(const v1::GetLessonRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckPosition("as_of", request.as_of()));
  return CheckId("lesson_id", request.lesson_id());
}

absl::Status CheckRequest(const v1::ExportMemoryRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckTenant(request.tenant()));
  return CheckPageSize(request.page_size());
}

absl::Status CheckRequest(const v1::RunRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("exchange_id", request.exchange_id(), kMaxId));
  return CheckQuery(request.query());
}

}  // namespace alhf::sdk

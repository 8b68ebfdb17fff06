// What fields of requests must be, on both sides of the wire; limits are those
// of docs/protocol.md, section 3.
//
//   ALHF_RETURN_IF_ERROR(CheckTenant(request.tenant()));
//   ALHF_RETURN_IF_ERROR(CheckQuery(request.query()));
//
// Every check returns INVALID_ARGUMENT with reason FIELD_REQUIRED,
// FIELD_TOO_LARGE, INVALID_UTF8 or FIELD_INVALID and metadata `field`.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_REQUESTS_FIELD_CHECKS_H_
#define ALHF_CORE_REQUESTS_FIELD_CHECKS_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "base/status.h"

namespace alhf::core {

// Sizes in bytes.
inline constexpr size_t kMaxName = 64;
inline constexpr size_t kMaxId = 128;
inline constexpr size_t kMaxLabel = 256;
inline constexpr size_t kMaxRecordText = 16 << 10;
inline constexpr size_t kMaxQuestion = 8 << 10;
inline constexpr size_t kMaxAnswer = 64 << 10;
inline constexpr int kMaxLabels = 32;
inline constexpr int kMaxTurns = 8;

// Returns the error of `field`; `what` says what is wrong with it.
absl::Status InvalidField(Reason reason, absl::string_view field,
                          absl::string_view what);

// UTF-8 of at most `limit` bytes; may be empty.
absl::Status CheckText(absl::string_view field, absl::string_view text,
                       size_t limit);
// More than white space.
absl::Status CheckNotBlank(absl::string_view field, absl::string_view text);
// At most 64 of A–Z a–z 0–9 . _ -; may be empty.
absl::Status CheckName(absl::string_view field, absl::string_view name);
// A name that is not empty.
absl::Status CheckTenant(absl::string_view tenant);
absl::Status CheckAgent(absl::string_view agent);
// An id that is not empty.
absl::Status CheckId(absl::string_view field, absl::string_view id);
absl::Status CheckPageSize(int page_size);
// A position as it was given: no sequence without its log.
absl::Status CheckPosition(absl::string_view field,
                           const v1::Position& position);
absl::Status CheckQuery(const v1::Query& query);
// Of a request in `tenant`.
absl::Status CheckRecord(const v1::FeedbackRecord& record,
                         absl::string_view tenant);

// Tenant and agent of any request.
template <typename Request>
absl::Status CheckCaller(const Request& request) {
  ALHF_RETURN_IF_ERROR(CheckTenant(request.tenant()));
  return CheckAgent(request.agent());
}

}  // namespace alhf::core

#endif  // ALHF_CORE_REQUESTS_FIELD_CHECKS_H_

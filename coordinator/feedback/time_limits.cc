#include "coordinator/feedback/time_limits.h"

#include <cstddef>

#include "absl/time/time.h"
#include "base/text.h"
#include "core/relevance/validity.h"

namespace alhf::coordinator {

v1::FeedbackRecord WithoutTimeLimits(const v1::FeedbackRecord& record) {
  v1::FeedbackRecord asked = record;
  if (record.has_time()) {
    asked.set_text(
        core::WithoutValidity(record.text(), FromProto(record.time())));
  }
  return asked;
}

void LimitTime(const v1::FeedbackRecord& record, const v1::Span& span,
               v1::Scope& scope) {
  if (!record.has_time() || scope.has_not_before() || scope.has_not_after()) {
    return;
  }
  const size_t begin = span.begin();
  const size_t end =
      span.end() > span.begin() ? span.end() : record.text().size();
  for (const core::Validity& limit :
       core::ValidityIn(record.text(), FromProto(record.time()))) {
    if (begin >= limit.held_end || end <= limit.held_begin) continue;
    if (limit.not_before != absl::InfinitePast()) {
      *scope.mutable_not_before() = ToProto(limit.not_before);
    }
    if (limit.not_after != absl::InfiniteFuture()) {
      *scope.mutable_not_after() = ToProto(limit.not_after);
    }
    return;
  }
}

}  // namespace alhf::coordinator

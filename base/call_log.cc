#include "base/call_log.h"

#include <utility>

#include "absl/strings/str_format.h"
#include "base/log.h"

namespace alhf {
namespace {

// Whether whoever runs this process should know.
bool IsOurFailure(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
      return true;
    default:
      return false;
  }
}

}  // namespace

CallLog::CallLog(absl::string_view method, TraceContext trace)
    : method_(method),
      trace_(std::move(trace)),
      start_(std::chrono::steady_clock::now()) {}

void CallLog::End(const absl::Status& status) const {
  const bool failed = IsOurFailure(status.code());
  if (!failed && !IsSampled(trace_.traceparent)) return;
  const std::chrono::duration<double, std::milli> taken =
      std::chrono::steady_clock::now() - start_;
  const auto say = failed ? log::Warn : log::Info;
  say("call", {{"method", method_},
               {"code", absl::StatusCodeToString(status.code())},
               {"ms", absl::StrFormat("%.1f", taken.count())},
               {"trace_id", TraceIdOf(trace_.traceparent)},
               {"span_id", SpanIdOf(trace_.traceparent)},
               {"parent_id", trace_.parent_id}});
}

}  // namespace alhf

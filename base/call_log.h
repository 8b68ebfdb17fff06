// The line that a process logs about one call that it served.
//
//   CallLog log("alhf.v1.Coordinator/Ask", trace);
//   …
//   log.End(status);
//
// It is logged where the trace is sampled, and where the process itself failed,
// so that a system whose callers trace nothing logs no more than its failures:
//
//   "call" method="alhf.v1.Coordinator/Ask" code="OK" ms="12.1"
//   trace_id="…" span_id="…" parent_id="…"
//
// Thread safety: const methods may run concurrently.
#ifndef ALHF_BASE_CALL_LOG_H_
#define ALHF_BASE_CALL_LOG_H_

#include <chrono>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/trace_context.h"

namespace alhf {

class CallLog {
 public:
  // The call begins now. `method`: "alhf.v1.Coordinator/Ask".
  CallLog(absl::string_view method, TraceContext trace);

  const TraceContext& trace() const { return trace_; }

  // The call ended so. Call once.
  void End(const absl::Status& status) const;

 private:
  std::string method_;
  TraceContext trace_;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace alhf

#endif  // ALHF_BASE_CALL_LOG_H_

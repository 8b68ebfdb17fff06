// W3C trace context (https://www.w3.org/TR/trace-context-1/): which trace a
// call belongs to, so that its log lines in all processes are found together.
//
//   const TraceContext trace =
//       ContinueTrace(Header("traceparent"), Header("tracestate"), random);
//   log::Info("asked", {{"trace_id", TraceIdOf(trace.traceparent)}});
//   next.AddMetadata("traceparent", trace.traceparent);
//
// Thread safety: pure functions, but for `random`.
#ifndef ALHF_BASE_TRACE_CONTEXT_H_
#define ALHF_BASE_TRACE_CONTEXT_H_

#include <string>

#include "absl/random/bit_gen_ref.h"
#include "absl/strings/string_view.h"

namespace alhf {

// The place of one process in a trace.
struct TraceContext {
  // To send on, with an id of this place. Empty: there is no trace.
  std::string traceparent = {};
  // To send on as it came.
  std::string tracestate = {};
  // The id of who called: 16 hex digits. Empty: the trace begins here.
  std::string parent_id = {};
};

// Returns whether `header` is a `traceparent` (section 3.2), of this version
// or a later one.
bool IsTraceparent(absl::string_view header);

// Returns the next place in the trace that a caller sent; an empty one where
// `traceparent` is none.
TraceContext ContinueTrace(absl::string_view traceparent,
                           absl::string_view tracestate,
                           absl::BitGenRef random);

// Returns the first place of a new trace.
TraceContext BeginTrace(bool sampled, absl::BitGenRef random);

// The trace's id: 32 hex digits; and that of the place: 16. Empty where
// `traceparent` is none.
std::string TraceIdOf(absl::string_view traceparent);
std::string SpanIdOf(absl::string_view traceparent);
// Whether the caller records this trace, so that those who are called should.
bool IsSampled(absl::string_view traceparent);

}  // namespace alhf

#endif  // ALHF_BASE_TRACE_CONTEXT_H_

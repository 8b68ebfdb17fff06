// Trace context in the metadata of calls.
//
// Thread safety: pure functions.
#ifndef ALHF_BASE_GRPC_TRACE_H_
#define ALHF_BASE_GRPC_TRACE_H_

#include <grpcpp/client_context.h>
#include <grpcpp/server_context.h>

#include <string>

#include "absl/random/random.h"
#include "absl/strings/string_view.h"
#include "base/trace_context.h"

namespace alhf {

// Returns the next place in the trace that the caller sent; an empty one where
// it sent none. Of a header that is there twice the first counts.
inline TraceContext TraceOf(const grpc::CallbackServerContext& context) {
  const auto& metadata = context.client_metadata();
  const auto parent = metadata.find("traceparent");
  if (parent == metadata.end()) return {};
  const auto state = metadata.find("tracestate");
  absl::BitGen random;
  return ContinueTrace(
      absl::string_view(parent->second.data(), parent->second.size()),
      state == metadata.end()
          ? absl::string_view()
          : absl::string_view(state->second.data(), state->second.size()),
      random);
}

// Sends `trace` with the call; nothing where there is none.
inline void AddTrace(const TraceContext& trace, grpc::ClientContext& context) {
  if (trace.traceparent.empty()) return;
  context.AddMetadata("traceparent", trace.traceparent);
  if (!trace.tracestate.empty()) {
    context.AddMetadata("tracestate", trace.tracestate);
  }
}

}  // namespace alhf

#endif  // ALHF_BASE_GRPC_TRACE_H_

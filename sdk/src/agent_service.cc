#include "sdk/src/agent_service.h"

#include <memory>

#include "base/call_log.h"
#include "base/grpc_deadline.h"
#include "base/grpc_event_stream.h"
#include "base/grpc_message.h"
#include "base/grpc_trace.h"
#include "sdk/src/request_checks.h"

namespace alhf::sdk {

grpc::ServerWriteReactor<grpc::ByteBuffer>* AgentService::Run(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes) {
  const CallLog log("alhf.v1.Agent/Run", TraceOf(*context));
  const std::shared_ptr<EventStream> stream =
      EventStream::New([log](const absl::Status& status) { log.End(status); });
  auto request = std::make_shared<v1::RunRequest>();
  absl::Status status = check_->Check(*context);
  if (status.ok()) status = ParseMessage(*bytes, request.get());
  if (status.ok()) status = CheckRequest(*request);
  if (!status.ok()) {
    stream->Close(status);
    return stream.get();
  }
  const CallOrigin origin = {.deadline = DeadlineOf(*context),
                             .traceparent = log.trace().traceparent};
  lanes_->RunAfter(
      request->tenant(), request->query().min_position(), origin.deadline,
      Lane::kQuery,
      [host = host_, stream, request, origin](absl::Status taken) {
        if (taken.ok()) {
          taken = host->Run(*request, origin, [stream](v1::RunEvent event) {
            stream->Push(event, event.has_progress()
                                    ? EventStream::Keep::kIfRoom
                                    : EventStream::Keep::kAlways);
          });
        }
        stream->Close(taken);
      });
  return stream.get();
}

}  // namespace alhf::sdk

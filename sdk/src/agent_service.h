// The service Agent on the wire: one stage of a query, streamed.
//
// Thread safety: called by gRPC.
// Ownership: host, lanes and check must outlive the server that it is
// registered at.
#ifndef ALHF_SDK_SRC_AGENT_SERVICE_H_
#define ALHF_SDK_SRC_AGENT_SERVICE_H_

#include <grpcpp/support/byte_buffer.h>

#include "alhf/v1/agent.grpc.pb.h"
#include "sdk/src/call_lanes.h"
#include "sdk/src/component_host.h"
#include "sdk/src/grpc_caller_check.h"

namespace alhf::sdk {

class AgentService final
    : public v1::Agent::WithRawCallbackMethod_Run<v1::Agent::Service> {
 public:
  AgentService(ComponentHost* host, CallLanes* lanes, const CallerCheck* check)
      : host_(host), lanes_(lanes), check_(check) {}

  grpc::ServerWriteReactor<grpc::ByteBuffer>* Run(
      grpc::CallbackServerContext* context,
      const grpc::ByteBuffer* bytes) override;

 private:
  ComponentHost* const host_;
  CallLanes* const lanes_;
  const CallerCheck* const check_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_AGENT_SERVICE_H_

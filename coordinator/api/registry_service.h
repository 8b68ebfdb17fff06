// The service Registry on the wire.
//
// Thread safety: called by gRPC.
// Ownership: what it is given must outlive the server that it is registered
// at.
#ifndef ALHF_COORDINATOR_API_REGISTRY_SERVICE_H_
#define ALHF_COORDINATOR_API_REGISTRY_SERVICE_H_

#include "alhf/v1/registry.grpc.pb.h"
#include "base/executor.h"
#include "coordinator/api/grpc_calls.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/registry/probing_registry.h"

namespace alhf::coordinator {

class RegistryService final
    : public v1::Registry::WithRawCallbackMethod_Join<
          v1::Registry::WithRawCallbackMethod_Renew<
              v1::Registry::WithRawCallbackMethod_Leave<
                  v1::Registry::WithRawCallbackMethod_OfferSnapshot<
                      v1::Registry::Service>>>> {
 public:
  RegistryService(ProbingRegistry* registry, FeedbackPath* feedback,
                  GrpcCalls* calls, Executor* executor)
      : registry_(registry),
        feedback_(feedback),
        calls_(calls),
        executor_(executor) {}

  using Context = grpc::CallbackServerContext;
  using Bytes = grpc::ByteBuffer;
  using Unary = grpc::ServerUnaryReactor;
  Unary* Join(Context* context, const Bytes* in, Bytes* out) override;
  Unary* Renew(Context* context, const Bytes* in, Bytes* out) override;
  Unary* Leave(Context* context, const Bytes* in, Bytes* out) override;
  Unary* OfferSnapshot(Context* context, const Bytes* in, Bytes* out) override;

 private:
  ProbingRegistry* const registry_;
  FeedbackPath* const feedback_;
  GrpcCalls* const calls_;
  Executor* const executor_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_REGISTRY_SERVICE_H_

// The service Coordinator on the wire.
//
// Thread safety: called by gRPC.
// Ownership: what it is given must outlive the server that it is registered
// at.
#ifndef ALHF_COORDINATOR_API_COORDINATOR_SERVICE_H_
#define ALHF_COORDINATOR_API_COORDINATOR_SERVICE_H_

#include "alhf/v1/coordinator.grpc.pb.h"
#include "base/executor.h"
#include "coordinator/api/audited_calls.h"
#include "coordinator/api/coordinator_api.h"
#include "coordinator/api/grpc_calls.h"
#include "coordinator/audit/audit_trail.h"

namespace alhf::coordinator {

namespace raw {
using S = v1::Coordinator;
template <typename Base>
using Queries =
    S::WithRawCallbackMethod_Ask<S::WithRawCallbackMethod_ComposePlan<
        S::WithRawCallbackMethod_RecordExchange<
            S::WithRawCallbackMethod_GetExchange<
                S::WithRawCallbackMethod_ListExchanges<Base>>>>>;
template <typename Base>
using Feedback = S::WithRawCallbackMethod_SubmitFeedback<
    S::WithRawCallbackMethod_PreviewFeedback<
        S::WithRawCallbackMethod_GetFeedback<
            S::WithRawCallbackMethod_ListFeedback<
                S::WithRawCallbackMethod_WatchFeedback<Base>>>>>;
template <typename Base>
using Lessons =
    S::WithRawCallbackMethod_ListLessons<S::WithRawCallbackMethod_GetLesson<
        S::WithRawCallbackMethod_ChangeLesson<Base>>>;
template <typename Base>
using System = S::WithRawCallbackMethod_ListComponents<
    S::WithRawCallbackMethod_GetStatus<S::WithRawCallbackMethod_RetryParked<
        S::WithRawCallbackMethod_RemoveComponent<
            S::WithRawCallbackMethod_RebuildComponent<
                S::WithRawCallbackMethod_Backup<S::WithRawCallbackMethod_Erase<
                    S::WithRawCallbackMethod_ChangeRollout<
                        S::WithRawCallbackMethod_ImportFeedback<Base>>>>>>>>>;
template <typename Base>
using Audit =
    S::WithRawCallbackMethod_ListAudit<S::WithRawCallbackMethod_VerifyAudit<
        S::WithRawCallbackMethod_ReassessFeedback<Base>>>;
}  // namespace raw

// All methods over raw bytes, so that a request that does not parse gets an
// error that says why.
class CoordinatorService final
    : public raw::Queries<raw::Feedback<
          raw::Lessons<raw::System<raw::Audit<v1::Coordinator::Service>>>>> {
 public:
  CoordinatorService(CoordinatorApi* api, const AuditedCalls* audited,
                     const AuditTrail* trail, GrpcCalls* calls,
                     Executor* feedback_executor, Executor* query_executor)
      : api_(api),
        audited_(audited),
        trail_(trail),
        calls_(calls),
        feedback_(feedback_executor),
        query_(query_executor) {}

  using Context = grpc::CallbackServerContext;
  using Bytes = grpc::ByteBuffer;
  using Unary = grpc::ServerUnaryReactor;
  using Stream = grpc::ServerWriteReactor<grpc::ByteBuffer>;

  Stream* Ask(Context* context, const Bytes* in) override;
  Unary* ComposePlan(Context* context, const Bytes* in, Bytes* out) override;
  Unary* RecordExchange(Context* context, const Bytes* in, Bytes* out) override;
  Unary* GetExchange(Context* context, const Bytes* in, Bytes* out) override;
  Unary* ListExchanges(Context* context, const Bytes* in, Bytes* out) override;

  Unary* SubmitFeedback(Context* context, const Bytes* in, Bytes* out) override;
  Unary* PreviewFeedback(Context* context, const Bytes* in,
                         Bytes* out) override;
  Unary* GetFeedback(Context* context, const Bytes* in, Bytes* out) override;
  Unary* ListFeedback(Context* context, const Bytes* in, Bytes* out) override;
  Stream* WatchFeedback(Context* context, const Bytes* in) override;

  Unary* ListLessons(Context* context, const Bytes* in, Bytes* out) override;
  Unary* GetLesson(Context* context, const Bytes* in, Bytes* out) override;
  Unary* ChangeLesson(Context* context, const Bytes* in, Bytes* out) override;

  Unary* ListComponents(Context* context, const Bytes* in, Bytes* out) override;
  Unary* GetStatus(Context* context, const Bytes* in, Bytes* out) override;
  Unary* RetryParked(Context* context, const Bytes* in, Bytes* out) override;
  Unary* RemoveComponent(Context* context, const Bytes* in,
                         Bytes* out) override;
  Unary* RebuildComponent(Context* context, const Bytes* in,
                          Bytes* out) override;
  Unary* Backup(Context* context, const Bytes* in, Bytes* out) override;
  Unary* Erase(Context* context, const Bytes* in, Bytes* out) override;
  Unary* ChangeRollout(Context* context, const Bytes* in, Bytes* out) override;
  Unary* ImportFeedback(Context* context, const Bytes* in, Bytes* out) override;

  Unary* ListAudit(Context* context, const Bytes* in, Bytes* out) override;
  Unary* VerifyAudit(Context* context, const Bytes* in, Bytes* out) override;
  Unary* ReassessFeedback(Context* context, const Bytes* in,
                          Bytes* out) override;

 private:
  CoordinatorApi* const api_;
  const AuditedCalls* const audited_;
  const AuditTrail* const trail_;
  GrpcCalls* const calls_;
  Executor* const feedback_;
  Executor* const query_;
  // A plan is short work between calls where nothing is encoded for it: handing
  // it over would cost more.
  InlineExecutor here_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_COORDINATOR_SERVICE_H_

// The service Feedback on the wire. Reactions parse, check what must be known
// before waiting, and hand over; the work is done by `ComponentHost`.
//
// Thread safety: called by gRPC.
// Ownership: host, lanes and check must outlive the server that it is
// registered at.
#ifndef ALHF_SDK_SRC_FEEDBACK_SERVICE_H_
#define ALHF_SDK_SRC_FEEDBACK_SERVICE_H_

#include <grpcpp/support/byte_buffer.h>

#include "alhf/v1/feedback.grpc.pb.h"
#include "sdk/src/call_lanes.h"
#include "sdk/src/component_host.h"
#include "sdk/src/grpc_caller_check.h"

namespace alhf::sdk {

// All methods over raw bytes, so that a request that does not parse gets an
// error that says why.
template <typename Base>
using RawFeedback = v1::Feedback::WithRawCallbackMethod_GetManifest<
    v1::Feedback::WithRawCallbackMethod_AssessFeedback<
        v1::Feedback::WithRawCallbackMethod_ApplyChanges<
            v1::Feedback::WithRawCallbackMethod_AdjustQuery<
                v1::Feedback::WithRawCallbackMethod_ListLessons<
                    v1::Feedback::WithRawCallbackMethod_GetLesson<
                        v1::Feedback::WithRawCallbackMethod_ExportMemory<
                            Base>>>>>>>;

class FeedbackService final : public RawFeedback<v1::Feedback::Service> {
 public:
  FeedbackService(ComponentHost* host, CallLanes* lanes,
                  const CallerCheck* check)
      : host_(host), lanes_(lanes), check_(check) {}

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;
  using Bytes = grpc::ByteBuffer;
  Reactor* GetManifest(Context* context, const Bytes* in, Bytes* out) override;
  Reactor* AssessFeedback(Context* context, const Bytes* in,
                          Bytes* out) override;
  Reactor* ApplyChanges(Context* context, const Bytes* in, Bytes* out) override;
  Reactor* AdjustQuery(Context* context, const Bytes* in, Bytes* out) override;
  Reactor* ListLessons(Context* context, const Bytes* in, Bytes* out) override;
  Reactor* GetLesson(Context* context, const Bytes* in, Bytes* out) override;
  Reactor* ExportMemory(Context* context, const Bytes* in, Bytes* out) override;

 private:
  ComponentHost* const host_;
  CallLanes* const lanes_;
  const CallerCheck* const check_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_FEEDBACK_SERVICE_H_

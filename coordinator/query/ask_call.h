// One `Ask` from its query to its exchange: adjust, compose, run the stages,
// store. A state machine that answers of components move on.
//
//   auto call = std::make_shared<AskCall>(parts, request, query_call, …);
//   call->Start();
//
// Thread safety: all methods may run concurrently. Callbacks of components
// hold a reference, so a call lives until the last of them.
#ifndef ALHF_COORDINATOR_QUERY_ASK_CALL_H_
#define ALHF_COORDINATOR_QUERY_ASK_CALL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/coordinator.pb.h"
#include "base/mutex.h"
#include "coordinator/query/adjust_round.h"
#include "coordinator/query/query_path.h"
#include "coordinator/query/reach.h"

namespace alhf::coordinator {

// What a query works with; not owned.
struct QueryParts {
  QueryOptions options;
  ComponentRegistry* registry;
  ExchangeStore* exchanges;
  const core::Composer* composer;
  const Clock* clock;
  Executor* executor;
};

class AskCall final : public std::enable_shared_from_this<AskCall> {
 public:
  using OnEvent = absl::AnyInvocable<bool(const v1::AskEvent&)>;
  using Done = absl::AnyInvocable<void(absl::Status)>;

  // `parts` must outlive the call's end: `done`, or `Abandon`.
  AskCall(const QueryParts& parts, const v1::AskRequest& request,
          const CallContext& call, OnEvent on_event, Done done);

  void Start();
  // Ends the call now, as UNAVAILABLE DRAINING; afterwards it touches nothing
  // but itself.
  void Abandon();

 private:
  // A step under way.
  struct Running {
    std::shared_ptr<ComponentClient> client;
    absl::Status callable;
    absl::Time start;
    v1::Step step;
    bool has_output = false;
  };

  void OnAdjusted(AdjustResult result);
  void RunStage();
  void OnRunEvent(size_t index, const v1::RunEvent& event);
  void OnRunDone(size_t index, absl::Status status);
  // Ends the call once; without effect after the first time.
  void End(absl::Status status);

  // Hands the next stage over to the executor.
  absl::Status Resume() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Fills `running_` with the steps of the stage.
  void PrepareStage() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  v1::RunRequest RequestFor(const v1::Step& step) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void EndStep(Running& running, const absl::Status& status)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void EndStage() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Stores and emits the answer after the last stage.
  absl::Status Conclude() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::string AnswerText() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Store() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void SetMissing(v1::MissingPart part) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Emit(const v1::AskEvent& event) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const QueryParts& parts_;
  const Reach reach_;
  const v1::AskRequest request_;
  const CallContext call_;
  const Stages& stages_;

  Mutex mutex_;
  // Grows into what is answered and stored.
  v1::Exchange exchange_ ABSL_GUARDED_BY(mutex_);
  size_t stage_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<Running> running_ ABSL_GUARDED_BY(mutex_);
  size_t waiting_ ABSL_GUARDED_BY(mutex_) = 0;
  bool answered_ ABSL_GUARDED_BY(mutex_) = false;
  // What a step said of the position asked for; the error where none answers.
  absl::Status position_error_ ABSL_GUARDED_BY(mutex_);
  bool gone_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  OnEvent on_event_ ABSL_GUARDED_BY(mutex_);
  Done done_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_QUERY_ASK_CALL_H_

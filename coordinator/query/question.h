// One `Ask` on its way through the pipeline: plan, stages one after the other,
// the steps of a stage side by side, the exchange.
//
// Thread safety: `Start()` is called once; the rest is driven by callbacks.
// Ownership: keeps itself alive until `done` was called; what `Parts` points
// to must outlive it.
#ifndef ALHF_COORDINATOR_QUERY_QUESTION_H_
#define ALHF_COORDINATOR_QUERY_QUESTION_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/coordinator.pb.h"
#include "base/clock.h"
#include "base/executor.h"
#include "base/mutex.h"
#include "coordinator/exchanges/exchange_store.h"
#include "coordinator/query/query_path.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

class Question : public std::enable_shared_from_this<Question> {
 public:
  // What a question needs of the query path.
  struct Parts {
    const QueryOptions* options = nullptr;
    ComponentRegistry* registry = nullptr;
    ExchangeStore* exchanges = nullptr;
    const Clock* clock = nullptr;
    Executor* executor = nullptr;
  };
  using OnEvent = absl::AnyInvocable<bool(const v1::AskEvent&)>;
  using Done = absl::AnyInvocable<void(absl::Status)>;

  Question(const Parts& parts, v1::AskRequest request, std::string exchange_id,
           absl::Time deadline, OnEvent on_event, Done done);

  // Runs the pipeline under `plan`.
  void Start(v1::Plan plan);

 private:
  // A step of the stage that runs now.
  struct Running {
    v1::Step step;
    absl::Time start;
    bool ended = false;
  };

  void StartStage();
  void StartStep(size_t index);
  v1::RunRequest RequestFor(const std::string& component) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void OnRunEvent(size_t index, const v1::RunEvent& event);
  void OnStepDone(size_t index, const absl::Status& status);
  void EndStage();
  void Finish();
  void Emit(const v1::AskEvent& event) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::string AnswerOf(const std::string& component) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Parts parts_;
  const v1::AskRequest request_;
  const absl::Time deadline_;

  Mutex mutex_;
  OnEvent on_event_ ABSL_GUARDED_BY(mutex_);
  bool caller_gone_ ABSL_GUARDED_BY(mutex_) = false;
  v1::Exchange exchange_ ABSL_GUARDED_BY(mutex_);
  size_t stage_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<Running> running_ ABSL_GUARDED_BY(mutex_);
  size_t left_ ABSL_GUARDED_BY(mutex_) = 0;
  Done done_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_QUERY_QUESTION_H_

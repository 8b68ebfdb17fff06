// Query through: adjust, compose, run. The façade of this folder; the API
// calls nothing else in it. docs/architecture.md, section 4, has the path.
#ifndef ALHF_COORDINATOR_QUERY_QUERY_PATH_H_
#define ALHF_COORDINATOR_QUERY_QUERY_PATH_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "base/clock.h"
#include "base/executor.h"
#include "base/trace_context.h"
#include "coordinator/exchanges/exchange_store.h"
#include "coordinator/registry/agents.h"
#include "coordinator/registry/component_registry.h"
#include "core/compose/composer.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::coordinator {

struct QueryOptions {
  absl::Duration adjust_timeout = absl::Milliseconds(500);
  absl::Duration run_timeout = absl::Seconds(10);
  core::ComposeOptions compose = {};
  // Plans, and questions with all their steps, that are under way at the same
  // time; more are RESOURCE_EXHAUSTED, as are those that would not end in time
  // (admission.h).
  size_t max_plans = 128;
  size_t max_questions = 64;
  // Whom requests may name, and how `Ask` runs: without a pipeline it is
  // refused.
  Agents agents = {};
  // Encodes queries for all components. Not owned; null: there is none.
  const core::Encoder* encoder = nullptr;
};

// What a call brings along beside its request.
struct CallContext {
  // The caller's.
  absl::Time deadline = absl::InfiniteFuture();
  // To pass on; may be empty.
  TraceContext trace = {};
  // Of the tenant.
  v1::Rollout rollout = {};
  // Components that are members of it, whether or not they are there.
  std::vector<std::string> members = {};
};

// Thread safety: all methods may run concurrently. Requests are copied where
// they are needed later; callbacks must only hand over. `done` is called
// exactly once, after the last event.
class QueryPath {
 public:
  // What is given must outlive it.
  static std::unique_ptr<QueryPath> Create(const QueryOptions& options,
                                           ComponentRegistry* registry,
                                           ExchangeStore* exchanges,
                                           const core::Composer* composer,
                                           const Clock* clock,
                                           Executor* executor);
  // Ends what is under way, as UNAVAILABLE DRAINING.
  virtual ~QueryPath() = default;

  // Whether a plan, or a question, with this deadline would be taken now. To
  // look before a request is read makes refusing cheap, so that what was taken
  // is done meanwhile.
  virtual bool HasRoomToPlan(absl::Time deadline) = 0;
  virtual bool HasRoomToAsk(absl::Time deadline) = 0;

  // `request` is validated. It is short work between calls to components, so
  // all of it runs on the threads that bring it: the caller's, then that of
  // the last component's answer.
  virtual void ComposePlan(
      v1::ComposePlanRequest request, const CallContext& call,
      absl::AnyInvocable<void(absl::StatusOr<v1::ComposePlanResponse>)>
          done) = 0;

  // `request` is validated. Stages start, and the exchange is stored, on the
  // executor; events come in order, one at a time. `on_event` returns false
  // when the caller has gone: no further step starts.
  virtual void Ask(const v1::AskRequest& request, const CallContext& call,
                   absl::AnyInvocable<bool(const v1::AskEvent&)> on_event,
                   absl::AnyInvocable<void(absl::Status)> done) = 0;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_QUERY_QUERY_PATH_H_

// Query through: adjust, compose, run. The façade of this folder; the API
// calls nothing else in it. docs/architecture.md, section 4, has the path.
#ifndef ALHF_COORDINATOR_QUERY_QUERY_PATH_H_
#define ALHF_COORDINATOR_QUERY_QUERY_PATH_H_

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
#include "coordinator/exchanges/exchange_store.h"
#include "coordinator/registry/component_registry.h"
#include "core/compose/composer.h"

namespace alhf::coordinator {

struct QueryOptions {
  absl::Duration adjust_timeout = absl::Milliseconds(500);
  absl::Duration run_timeout = absl::Seconds(10);
  core::ComposeOptions compose;
  // Components of each stage. Empty: `Ask` is refused.
  std::vector<std::vector<std::string>> stages;
};

// Thread safety: all methods may run concurrently. `done` is called exactly
// once, after the last event. Callbacks run on the executor or on a thread of
// the transport: they must only hand over.
class QueryPath {
 public:
  static std::unique_ptr<QueryPath> Create(const QueryOptions& options,
                                           ComponentRegistry* registry,
                                           ExchangeStore* exchanges,
                                           const core::Composer* composer,
                                           const Clock* clock,
                                           Executor* executor);
  virtual ~QueryPath() = default;

  // `request` is validated. `deadline` is the caller's.
  virtual void ComposePlan(
      const v1::ComposePlanRequest& request, absl::Time deadline,
      absl::AnyInvocable<void(absl::StatusOr<v1::ComposePlanResponse>)>
          done) = 0;

  // `on_event` returns false when the caller has gone: no further step starts.
  virtual void Ask(const v1::AskRequest& request, absl::Time deadline,
                   absl::AnyInvocable<bool(const v1::AskEvent&)> on_event,
                   absl::AnyInvocable<void(absl::Status)> done) = 0;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_QUERY_QUERY_PATH_H_

// How the system stands at this moment, for /metrics:
//
//   alhf_lessons{tenant, component, state}      as the log has them
//   alhf_records{tenant}, alhf_records_awaiting_assessment{tenant}
//   alhf_exchanges{tenant}
//   alhf_log_position{tenant}                   the last entry's sequence
//   alhf_component_lag_entries{tenant, component}   entries not applied yet
//   alhf_parked_entries{tenant, component}
//   alhf_tenant_paused{tenant}, alhf_tenant_holdout_ratio{tenant}
//   alhf_components{health}                     components that are known
//   alhf_component_up{component}                1: it is serving
//
// Thread safety: may run concurrently.
#ifndef ALHF_COORDINATOR_SYSTEM_GAUGES_H_
#define ALHF_COORDINATOR_SYSTEM_GAUGES_H_

#include <vector>

#include "base/metrics/metric_family.h"
#include "coordinator/exchanges/exchange_store.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

// Looks at every tenant: time and memory grow with their lessons.
std::vector<MetricFamily> SystemGauges(const FeedbackPath& feedback,
                                       const ExchangeStore& exchanges,
                                       const ComponentRegistry& registry);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_SYSTEM_GAUGES_H_

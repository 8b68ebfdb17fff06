// What Prometheus's own libraries say of every process, by the same names:
//
//   process_start_time_seconds, process_resident_memory_bytes,
//   process_cpu_seconds_total, process_open_fds
//
// Thread safety: const methods may run concurrently.
#ifndef ALHF_BASE_METRICS_PROCESS_METRICS_H_
#define ALHF_BASE_METRICS_PROCESS_METRICS_H_

#include <vector>

#include "absl/time/time.h"
#include "base/clock.h"
#include "base/metrics/metric_family.h"

namespace alhf {

class ProcessMetrics {
 public:
  // The process began now, as `clock` says.
  explicit ProcessMetrics(const Clock& clock) : start_(clock.Now()) {}

  // Reads /proc/self; what cannot be read is left out.
  std::vector<MetricFamily> Collect() const;

 private:
  const absl::Time start_;
};

}  // namespace alhf

#endif  // ALHF_BASE_METRICS_PROCESS_METRICS_H_

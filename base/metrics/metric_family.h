// Figures of a process, as a scrape finds them: neutral, so that who counts
// need not know who serves.
//
// Thread safety: plain values.
#ifndef ALHF_BASE_METRICS_METRIC_FAMILY_H_
#define ALHF_BASE_METRICS_METRIC_FAMILY_H_

#include <map>
#include <string>
#include <vector>

namespace alhf {

// One name with all its values. Names and units follow
// https://prometheus.io/docs/practices/naming/.
struct MetricFamily {
  enum class Kind {
    kGauge,    // goes up and down
    kCounter,  // only goes up while the process runs; named "…_total"
  };
  struct Sample {
    std::map<std::string, std::string> labels;
    double value = 0;
  };
  std::string name;
  // One line.
  std::string help;
  Kind kind = Kind::kGauge;
  std::vector<Sample> samples = {};
};

}  // namespace alhf

#endif  // ALHF_BASE_METRICS_METRIC_FAMILY_H_

// What this coordinator has done since it began, for /metrics.
//
//   Tally tally;
//   tally.CountPlan(request.agent(), response);
//   metrics->AddSource([&tally] { return tally.Collect(); });
//
//   alhf_plans_total{agent, outcome}     outcome: "adjusted", "unchanged" (no
//                                        lesson applies), "degraded", "paused",
//                                        "holdout" or "failed"; the agent is
//                                        empty where none was named
//   alhf_lessons_applied_total{component}    items of plans that apply
//   alhf_model_calls_total{component, model, during}     during: "assess",
//   alhf_model_tokens_total{…, kind}                     "run"; kind:
//   alhf_model_seconds_total{component, model, during}   "prompt", "completion"
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_METRICS_TALLY_H_
#define ALHF_COORDINATOR_METRICS_TALLY_H_

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "base/metrics/metric_family.h"
#include "base/mutex.h"

namespace alhf::coordinator {

class Tally {
 public:
  // A plan was made for `agent`.
  void CountPlan(const std::string& agent, const v1::Plan& plan);
  // One was asked for, and there is none.
  void CountFailedPlan(const std::string& agent);
  // A step ended; what its language model cost, if it has one.
  void CountStep(const v1::Step& step);
  // A component said what it makes of a record.
  void CountAssessment(const v1::Assessment& assessment);

  std::vector<MetricFamily> Collect() const;

 private:
  // Component, model, "assess" or "run".
  using ModelKey = std::tuple<std::string, std::string, std::string>;
  struct ModelCost {
    double calls = 0;
    double prompt_tokens = 0;
    double completion_tokens = 0;
    double seconds = 0;
  };

  void CountModel(const std::string& component, absl::string_view during,
                  const v1::ModelUsage& usage);

  mutable Mutex mutex_;
  // By agent and outcome.
  std::map<std::pair<std::string, std::string>, double> plans_
      ABSL_GUARDED_BY(mutex_);
  // By component.
  std::map<std::string, double> applied_ ABSL_GUARDED_BY(mutex_);
  std::map<ModelKey, ModelCost> models_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_METRICS_TALLY_H_

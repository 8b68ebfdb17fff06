#include "coordinator/metrics/tally.h"

#include <algorithm>

namespace alhf::coordinator {
namespace {

using Kind = MetricFamily::Kind;

bool IsAdjusted(const v1::Plan& plan) {
  return std::any_of(
      plan.components().begin(), plan.components().end(),
      [](const v1::ComponentPlan& part) { return !part.items().empty(); });
}

std::string OutcomeOf(const v1::Plan& plan) {
  if (plan.withheld() == v1::WITHHELD_PAUSED) return "paused";
  if (plan.withheld() == v1::WITHHELD_HOLDOUT) return "holdout";
  if (plan.degraded()) return "degraded";
  return IsAdjusted(plan) ? "adjusted" : "unchanged";
}

double SecondsOf(const google::protobuf::Duration& duration) {
  return static_cast<double>(duration.seconds()) + duration.nanos() * 1e-9;
}

}  // namespace

void Tally::CountPlan(const std::string& agent, const v1::Plan& plan) {
  MutexLock lock(mutex_);
  ++plans_[{agent, OutcomeOf(plan)}];
  for (const v1::ComponentPlan& part : plan.components()) {
    if (part.items().empty()) continue;
    applied_[part.component()] += part.items_size();
  }
}

void Tally::CountFailedPlan(const std::string& agent) {
  MutexLock lock(mutex_);
  ++plans_[{agent, "failed"}];
}

void Tally::CountStep(const v1::Step& step) {
  if (step.has_model_usage()) {
    CountModel(step.component(), "run", step.model_usage());
  }
}

void Tally::CountAssessment(const v1::Assessment& assessment) {
  if (assessment.has_model_usage()) {
    CountModel(assessment.component(), "assess", assessment.model_usage());
  }
}

void Tally::CountModel(const std::string& component, absl::string_view during,
                       const v1::ModelUsage& usage) {
  MutexLock lock(mutex_);
  ModelCost& cost = models_[{component, usage.model(), std::string(during)}];
  cost.calls += usage.calls();
  cost.prompt_tokens += static_cast<double>(usage.prompt_tokens());
  cost.completion_tokens += static_cast<double>(usage.completion_tokens());
  cost.seconds += SecondsOf(usage.time());
}

std::vector<MetricFamily> Tally::Collect() const {
  MetricFamily plans{"alhf_plans_total", "Plans, by what became of them",
                     Kind::kCounter};
  MetricFamily applied{"alhf_lessons_applied_total",
                       "Items of plans that apply", Kind::kCounter};
  MetricFamily calls{"alhf_model_calls_total",
                     "Requests to language models, repeated ones included",
                     Kind::kCounter};
  MetricFamily tokens{"alhf_model_tokens_total",
                      "Tokens as the models' endpoints count them",
                      Kind::kCounter};
  MetricFamily seconds{"alhf_model_seconds_total",
                       "Time spent waiting for language models",
                       Kind::kCounter};
  MutexLock lock(mutex_);
  for (const auto& [key, count] : plans_) {
    plans.samples.push_back(
        {{{"agent", key.first}, {"outcome", key.second}}, count});
  }
  for (const auto& [component, count] : applied_) {
    applied.samples.push_back({{{"component", component}}, count});
  }
  for (const auto& [key, cost] : models_) {
    const auto& [component, model, during] = key;
    std::map<std::string, std::string> labels = {
        {"component", component}, {"model", model}, {"during", during}};
    calls.samples.push_back({labels, cost.calls});
    seconds.samples.push_back({labels, cost.seconds});
    labels["kind"] = "prompt";
    tokens.samples.push_back({labels, cost.prompt_tokens});
    labels["kind"] = "completion";
    tokens.samples.push_back({labels, cost.completion_tokens});
  }
  return {plans, applied, calls, tokens, seconds};
}

}  // namespace alhf::coordinator

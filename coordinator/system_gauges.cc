#include "coordinator/system_gauges.h"

#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

namespace alhf::coordinator {
namespace {

using Labels = std::map<std::string, std::string>;

std::string LabelOf(absl::string_view name, absl::string_view prefix) {
  return absl::AsciiStrToLower(absl::StripPrefix(name, prefix));
}

// Gauges by name, in the order in which they were first set.
class Gauges {
 public:
  void Set(const char* name, const char* help, Labels labels, double value) {
    const auto [at, is_new] = index_.try_emplace(name, families_.size());
    if (is_new) {
      families_.push_back({name, help, MetricFamily::Kind::kGauge});
    }
    families_[at->second].samples.push_back({std::move(labels), value});
  }
  std::vector<MetricFamily> Take() { return std::move(families_); }

 private:
  std::vector<MetricFamily> families_;
  std::map<std::string, size_t> index_;
};

void AddLessons(const FeedbackPath& feedback, const std::string& tenant,
                Gauges& gauges) {
  for (const auto& [key, count] : feedback.CountLessons(tenant)) {
    const auto& [component, state] = key;
    gauges.Set("alhf_lessons", "Lessons by component and state",
               {{"tenant", tenant},
                {"component", component},
                {"state", LabelOf(v1::LessonState_Name(state), "LESSON_")}},
               static_cast<double>(count));
  }
}

void AddComponents(const FeedbackPath& feedback, const std::string& tenant,
                   const std::vector<RegisteredComponent>& components,
                   const v1::GetStatusResponse& status, Gauges& gauges) {
  std::map<std::string, double> parked;
  for (const v1::Parked& entry : status.parked()) ++parked[entry.component()];
  for (const RegisteredComponent& each : components) {
    const Labels labels = {{"tenant", tenant}, {"component", each.name}};
    v1::ComponentStatus component;
    component.mutable_manifest()->set_name(each.name);
    component.mutable_manifest()->set_memory_id(each.manifest->memory_id());
    feedback.FillComponent(tenant, &component);
    gauges.Set("alhf_component_lag_entries",
               "Entries of the log that the component has not applied yet",
               labels, static_cast<double>(component.lag()));
    gauges.Set("alhf_parked_entries",
               "Entries that the component could not apply and passed over",
               labels, parked[each.name]);
    parked.erase(each.name);
  }
  // Of components that have left.
  for (const auto& [component, count] : parked) {
    gauges.Set("alhf_parked_entries", "",
               {{"tenant", tenant}, {"component", component}}, count);
  }
}

void AddTenant(const v1::GetStatusResponse& status, const std::string& tenant,
               uint64_t exchanges, Gauges& gauges) {
  const auto set = [&](const char* name, const char* help, double value) {
    gauges.Set(name, help, {{"tenant", tenant}}, value);
  };
  set("alhf_records", "Records of feedback",
      static_cast<double>(status.records()));
  set("alhf_records_awaiting_assessment",
      "Records that a component has still to assess",
      static_cast<double>(status.awaiting_assessment()));
  set("alhf_exchanges", "Exchanges that are kept",
      static_cast<double>(exchanges));
  set("alhf_log_position", "Sequence of the log's last entry",
      static_cast<double>(status.position().sequence()));
  set("alhf_tenant_paused", "1: no lesson applies",
      status.rollout().paused() ? 1 : 0);
  set("alhf_tenant_holdout_ratio", "Share of exchanges without lessons",
      status.rollout().holdout());
}

void AddHealth(const std::vector<RegisteredComponent>& components,
               Gauges& gauges) {
  std::map<v1::ComponentHealth, double> by_health = {
      {v1::COMPONENT_SERVING, 0},
      {v1::COMPONENT_UNREACHABLE, 0},
      {v1::COMPONENT_REFUSED, 0}};
  for (const RegisteredComponent& each : components) {
    ++by_health[each.health];
    gauges.Set("alhf_component_up", "1: the component is serving",
               {{"component", each.name}},
               each.health == v1::COMPONENT_SERVING ? 1 : 0);
  }
  for (const auto& [health, count] : by_health) {
    gauges.Set(
        "alhf_components", "Components that are known, by health",
        {{"health", LabelOf(v1::ComponentHealth_Name(health), "COMPONENT_")}},
        count);
  }
}

}  // namespace

std::vector<MetricFamily> SystemGauges(const FeedbackPath& feedback,
                                       const ExchangeStore& exchanges,
                                       const ComponentRegistry& registry) {
  Gauges gauges;
  const std::vector<RegisteredComponent> components = registry.List();
  AddHealth(components, gauges);
  for (const std::string& tenant : feedback.Tenants()) {
    v1::GetStatusResponse status;
    feedback.FillStatus(tenant, &status);
    AddTenant(status, tenant, exchanges.Count(tenant), gauges);
    AddLessons(feedback, tenant, gauges);
    AddComponents(feedback, tenant, components, status, gauges);
  }
  return gauges.Take();
}

}  // namespace alhf::coordinator

#include <nlohmann/json.hpp>

#include "eval/curve.h"

namespace alhf::eval {
namespace {

using nlohmann::json;

json ToJson(const std::optional<double>& value) {
  return value.has_value() ? json(*value) : json();
}

json ToJson(const Interval& interval) {
  return {{"low", interval.low},
          {"high", interval.high},
          {"clusters", interval.clusters},
          {"method", interval.exact ? "exact binomial" : "cluster bootstrap"},
          {"enough_clusters", interval.enough()}};
}

json ToJson(const CurvePoint& point) {
  json object = {{"records", point.records},
                 {"questions", point.questions},
                 {"adherence_minus_harm", ToJson(point.net.value)},
                 {"ci", json::object()}};
  for (size_t i = 0; i < kMetrics; ++i) {
    const auto metric = static_cast<Metric>(i);
    const std::string name = NameOf(metric);
    std::optional<double> value = point.figures[i].value;
    if (metric == Metric::kPrecision || metric == Metric::kRecall) {
      value = value.value_or(1);
    } else if (metric == Metric::kHarm) {
      value = value.value_or(0);
    }
    object[name] = ToJson(value);
    if (point.figures[i].interval.has_value()) {
      object["ci"][name] = ToJson(*point.figures[i].interval);
    }
  }
  if (point.net.interval.has_value()) {
    object["ci"]["adherence_minus_harm"] = ToJson(*point.net.interval);
  }
  return object;
}

json ToJson(const Failure& failure) {
  return {{"kind", failure.kind},         {"scenario", failure.scenario},
          {"question", failure.question}, {"about", failure.about},
          {"detail", failure.detail},     {"seeds", failure.seeds}};
}

json ToJson(const Comparison& comparison, const char* name) {
  json object = {{"records", comparison.records},
                 {name, ToJson(comparison.figure.value)}};
  if (comparison.figure.interval.has_value()) {
    object["ci"] = ToJson(*comparison.figure.interval);
  }
  return object;
}

}  // namespace

json ToJson(const Curve& curve) {
  json object = {{"policies", json::array()},
                 {"attained", json::array()},
                 {"margins", json::array()},
                 {"clusters", curve.clusters}};
  for (const PolicyCurve& policy : curve.policies) {
    json each = {{"policy", policy.policy},
                 {"points", json::array()},
                 {"failures", json::array()}};
    for (const CurvePoint& point : policy.points) {
      each["points"].push_back(ToJson(point));
    }
    for (const Failure& failure : policy.failures) {
      each["failures"].push_back(ToJson(failure));
    }
    object["policies"].push_back(std::move(each));
  }
  for (const Comparison& each : curve.attained) {
    object["attained"].push_back(ToJson(each, "attained"));
  }
  for (const Comparison& each : curve.margins) {
    json margin = ToJson(each, "margin");
    margin["over"] = each.name;
    object["margins"].push_back(std::move(margin));
  }
  return object;
}

}  // namespace alhf::eval

#include "eval/curve.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"

namespace alhf::eval {
namespace {

// Draws are the same in each run: a figure does not change when it is shown
// again.
constexpr uint64_t kDrawSeed = 20250101;

const Ratio& Get(const Ratios& ratios, Metric metric) {
  return ratios[static_cast<size_t>(metric)];
}

std::optional<double> ValueOf(const Ratio& ratio) {
  if (ratio.whole == 0) return std::nullopt;
  return ratio.part / ratio.whole;
}

// Adherence minus harm of two figures in a row; no harm possible is no harm.
std::optional<double> NetOf(const Ratio& adherence, const Ratio& harm) {
  const auto met = ValueOf(adherence);
  if (!met.has_value()) return std::nullopt;
  return *met - ValueOf(harm).value_or(0);
}

class CurveBuilder {
 public:
  CurveBuilder(const std::vector<Scenario>& scenarios, const Results& results,
               const std::vector<std::string>& policies,
               const std::vector<size_t>& points)
      : scenarios_(scenarios),
        results_(results),
        policies_(policies),
        points_(points),
        random_(kDrawSeed) {
    for (const auto& [key, result] : results) {
      lanes_.insert({std::get<0>(key), std::get<1>(key)});
    }
  }

  Curve Build() {
    Curve curve;
    for (const std::string& policy : policies_) {
      PolicyCurve& each = curve.policies.emplace_back();
      each.policy = policy;
      for (const size_t records : points_) {
        each.points.push_back(PointOf(policy, records));
      }
      each.failures = FailuresOf(policy);
    }
    for (const size_t records : points_) AddAttained(records, curve);
    for (const std::string& other : policies_) AddMargin(other, curve);
    if (!policies_.empty() && !points_.empty()) {
      for (const auto& [name, ratios] :
           ClustersAt(policies_[0], points_[0]).clusters) {
        curve.clusters += Get(ratios, Metric::kAdherence).whole > 0;
      }
    }
    return curve;
  }

 private:
  using LaneKey = std::pair<uint64_t, std::string>;
  struct Tally {
    Clusters clusters;
    size_t questions = 0;
  };

  // The result of a lane at the last point up to `records`, null where there
  // is none.
  const PointResult* Last(const LaneKey& lane, const std::string& policy,
                          size_t records) const {
    const ResultKey key{lane.first, lane.second, policy, records};
    auto after = results_.upper_bound(key);
    if (after == results_.begin()) return nullptr;
    --after;
    const auto& [seed, name, of, at] = after->first;
    return std::tie(seed, name, of) == std::tie(lane.first, lane.second, policy)
               ? &after->second
               : nullptr;
  }

  const Tally& ClustersAt(const std::string& policy, size_t records) {
    const auto [found, added] = tallies_.try_emplace({policy, records});
    Tally& tally = found->second;
    if (!added) return tally;
    for (const LaneKey& lane : lanes_) {
      const PointResult* result = Last(lane, policy, records);
      const PointResult* baseline = Last(lane, policy, 0);
      if (result == nullptr || baseline == nullptr) continue;
      AddResult(scenarios_, *result, *baseline, tally.clusters);
      tally.questions += result->outcomes.size();
    }
    return tally;
  }

  CurvePoint PointOf(const std::string& policy, size_t records) {
    const Tally& tally = ClustersAt(policy, records);
    CurvePoint point;
    point.records = records;
    point.questions = tally.questions;
    for (size_t i = 0; i < kMetrics; ++i) {
      const auto metric = static_cast<Metric>(i);
      point.figures[i].value = ValueOf(Total(tally.clusters, metric));
      if (metric == Metric::kCalls || metric == Metric::kTokens) continue;
      std::vector<Ratio> clusters;
      for (const auto& [name, ratios] : tally.clusters) {
        clusters.push_back(ratios[i]);
      }
      point.figures[i].interval = RatioInterval(clusters, random_);
    }
    point.net = Compare({&tally.clusters}, [](const Figures& sum) {
      return NetOf(sum[0], sum[1]);
    });
    return point;
  }

  // The statistic of adherence and harm of each of `policies`, clusters drawn
  // together.
  Figure Compare(
      const std::vector<const Clusters*>& policies,
      absl::FunctionRef<std::optional<double>(const Figures&)> statistic) {
    std::set<std::string> names;
    for (const Clusters* each : policies) {
      for (const auto& [name, ratios] : *each) {
        if (Get(ratios, Metric::kAdherence).whole > 0 ||
            Get(ratios, Metric::kHarm).whole > 0) {
          names.insert(name);
        }
      }
    }
    std::vector<Figures> clusters;
    Figures total(2 * policies.size());
    for (const std::string& name : names) {
      Figures& figures = clusters.emplace_back(2 * policies.size());
      for (size_t i = 0; i < policies.size(); ++i) {
        const auto found = policies[i]->find(name);
        if (found == policies[i]->end()) continue;
        figures[2 * i] = Get(found->second, Metric::kAdherence);
        figures[2 * i + 1] = Get(found->second, Metric::kHarm);
      }
      for (size_t i = 0; i < total.size(); ++i) {
        total[i].Add(figures[i].part, figures[i].whole);
      }
    }
    Figure figure;
    figure.value = statistic(total);
    if (figure.value.has_value()) {
      figure.interval = StatisticInterval(clusters, statistic, random_);
    }
    return figure;
  }

  bool Has(const std::string& policy) const {
    return std::find(policies_.begin(), policies_.end(), policy) !=
           policies_.end();
  }

  void AddAttained(size_t records, Curve& curve) {
    if (!Has("alhf") || !Has("none") || !Has("oracle")) return;
    Figure figure =
        Compare({&ClustersAt("alhf", records).clusters,
                 &ClustersAt("none", records).clusters,
                 &ClustersAt("oracle", records).clusters},
                [](const Figures& sum) -> std::optional<double> {
                  const auto alhf = ValueOf(sum[0]);
                  const auto none = ValueOf(sum[2]);
                  const auto oracle = ValueOf(sum[4]);
                  if (!alhf || !none || !oracle || *oracle <= *none) {
                    return std::nullopt;
                  }
                  return (*alhf - *none) / (*oracle - *none);
                });
    if (!figure.value.has_value()) return;
    curve.attained.push_back({"attained", records, std::move(figure)});
  }

  void AddMargin(const std::string& other, Curve& curve) {
    if (!Has("alhf") || other == "alhf" || points_.empty()) return;
    const size_t records = points_.back();
    Figure figure = Compare({&ClustersAt("alhf", records).clusters,
                             &ClustersAt(other, records).clusters},
                            [](const Figures& sum) -> std::optional<double> {
                              const auto alhf = NetOf(sum[0], sum[1]);
                              const auto rival = NetOf(sum[2], sum[3]);
                              if (!alhf || !rival) return std::nullopt;
                              return *alhf - *rival;
                            });
    curve.margins.push_back({other, records, std::move(figure)});
  }

  std::vector<Failure> FailuresOf(const std::string& policy) const {
    // By all but detail and number of seeds.
    std::map<std::tuple<std::string, std::string, std::string, std::string>,
             Failure>
        found;
    const auto add = [&](const Outcome& outcome, const std::string& kind,
                         const std::string& about, const std::string& detail) {
      const Scenario& scenario = scenarios_[outcome.scenario];
      const std::string& text = scenario.questions[outcome.question].text;
      Failure& failure = found[{kind, scenario.id, about, text}];
      if (failure.seeds++ > 0) return;
      failure = {kind, scenario.id, text, about, detail, 1};
    };
    for (const LaneKey& lane : lanes_) {
      const size_t records = points_.empty() ? 0 : points_.back();
      const PointResult* result = Last(lane, policy, records);
      const PointResult* baseline = Last(lane, policy, 0);
      if (result == nullptr || baseline == nullptr) continue;
      for (size_t i = 0; i < result->outcomes.size(); ++i) {
        AddFailures(result->outcomes[i], baseline->outcomes[i], add);
      }
    }
    std::vector<Failure> failures;
    for (auto& [key, failure] : found) failures.push_back(std::move(failure));
    return failures;
  }

  template <typename Add>
  void AddFailures(const Outcome& outcome, const Outcome& baseline,
                   const Add& add) const {
    const Question& question =
        scenarios_[outcome.scenario].questions[outcome.question];
    for (size_t r = 0; r < outcome.requirements.size(); ++r) {
      const RequirementOutcome& each = outcome.requirements[r];
      if (each.met || !each.counts) continue;
      add(outcome, each.failure, question.requirements[r].name, each.detail);
    }
    for (const std::string& lesson : outcome.misapplied) {
      const size_t colon = lesson.rfind(": ");
      add(outcome, lesson.substr(colon + 2), lesson.substr(0, colon), "");
    }
    const Harm harm = HarmOf(outcome, baseline);
    if (harm.happened) {
      add(outcome, harm.what, "", outcome.complete_detail);
    } else if (outcome.complete == false) {
      add(outcome, "not complete", "", outcome.complete_detail);
    }
  }

  const std::vector<Scenario>& scenarios_;
  const Results& results_;
  const std::vector<std::string>& policies_;
  const std::vector<size_t>& points_;
  std::mt19937_64 random_;
  std::set<LaneKey> lanes_;
  std::map<std::pair<std::string, size_t>, Tally> tallies_;
};

}  // namespace

Curve BuildCurve(const std::vector<Scenario>& scenarios, const Results& results,
                 const std::vector<std::string>& policies,
                 const std::vector<size_t>& points) {
  return CurveBuilder(scenarios, results, policies, points).Build();
}

}  // namespace alhf::eval

// The curve: figures of each policy at each point, with intervals, what the
// policies have in common, and what failed.
//
//   const Curve curve = BuildCurve(scenarios, results, policies, points);
//   out << ToJson(curve).dump(2);
//
// Thread safety: pure functions and plain values.
#ifndef ALHF_EVAL_CURVE_H_
#define ALHF_EVAL_CURVE_H_

#include <array>
#include <cstddef>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "eval/bootstrap.h"
#include "eval/metrics.h"
#include "eval/outcome.h"
#include "eval/scenario.h"

namespace alhf::eval {

// A figure. No value: there was nothing to count.
struct Figure {
  std::optional<double> value;
  std::optional<Interval> interval;
};

struct CurvePoint {
  size_t records = 0;
  // Asked, over all seeds.
  size_t questions = 0;
  std::array<Figure, kMetrics> figures;
  // Adherence minus harm.
  Figure net;

  const Figure& operator[](Metric metric) const {
    return figures[static_cast<size_t>(metric)];
  }
};

// What went wrong with one question at the last point, e.g. "not recalled";
// seeds that agree are one.
struct Failure {
  std::string kind;
  std::string scenario;
  std::string question;
  // The record or guideline; of a lesson that acted, its record. Empty where
  // it is about the question as a whole.
  std::string about;
  std::string detail;
  size_t seeds = 0;
};

struct PolicyCurve {
  std::string policy;
  std::vector<CurvePoint> points;
  std::vector<Failure> failures;
};

// One figure made of several policies.
struct Comparison {
  std::string name;
  size_t records = 0;
  Figure figure;
};

struct Curve {
  std::vector<PolicyCurve> policies;
  // (alhf − none) / (oracle − none) of adherence, at each point where the
  // oracle is ahead of none.
  std::vector<Comparison> attained;
  // Adherence minus harm: alhf minus each other policy, at the last point.
  std::vector<Comparison> margins;
  // Pairs of scenario and guideline that adherence is clustered by.
  size_t clusters = 0;
};

// What was measured, by seed, lane, policy and records given.
using ResultKey = std::tuple<uint64_t, std::string, std::string, size_t>;
using Results = std::map<ResultKey, PointResult>;

// Returns the curve of `policies` at `points`, which rise and begin with 0. A
// lane with fewer records keeps its last value.
Curve BuildCurve(const std::vector<Scenario>& scenarios, const Results& results,
                 const std::vector<std::string>& policies,
                 const std::vector<size_t>& points);

// Fractions are in [0, 1]; a figure without a value is null, except that where
// nothing was assigned or could be harmed nothing went wrong: then precision
// and recall are 1, and harm is 0. In curve_json.cc.
nlohmann::json ToJson(const Curve& curve);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_CURVE_H_

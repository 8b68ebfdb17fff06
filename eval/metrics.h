// Figures of a curve, as ratios that add up, by cluster.
//
//   completeness     questions all of whose completeness checks hold
//   adherence        (question, record or guideline) all of whose checks hold;
//                    those not taught yet are counted, those ended are not
//   near, far        the same, of questions near to an applicable record's own
//                    question (eval/overlap.h), and of the others
//   enforced, guidance
//                    the same, of those whose lessons the engine acts on, and
//                    of those that only a language model could act on
//   misapplication   questions on which a lesson acted that should not have
//   harm             questions with nothing that applies whose answer is not
//                    what it was before anything was taught, or whose
//                    completeness checks held then and do not now; of those
//                    to which that could happen
//   precision, recall
//                    of (record, component), who learned against who should
//   answered         questions that got an answer and no refusal
//   exposed          (question, record or guideline) whose records are in
//                    force: one stands in a prompt (eval/exposure.h)
//   exposed_unfit    (question, record in force that may not apply): it stands
//                    in a prompt
//   guidance_tokens  of what was taught, in all prompts of a question: no share
//   calls, tokens    of models, per question: no shares
//
// Thread safety: pure functions and plain values.
#ifndef ALHF_EVAL_METRICS_H_
#define ALHF_EVAL_METRICS_H_

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "eval/outcome.h"
#include "eval/scenario.h"

namespace alhf::eval {

enum class Metric {
  kCompleteness,
  kAdherence,
  kNear,
  kFar,
  kEnforced,
  kGuidance,
  kMisapplication,
  kHarm,
  kPrecision,
  kRecall,
  kAnswered,
  kExposed,
  kExposedUnfit,
  kGuidanceTokens,
  kCalls,
  kTokens,
};
inline constexpr size_t kMetrics = 16;

// Returns the name of a metric as JSON has it, e.g. "assignment_precision".
std::string NameOf(Metric metric);

struct Ratio {
  double part = 0;
  double whole = 0;
  void Add(double more_part, double more_whole) {
    part += more_part;
    whole += more_whole;
  }
};

using Ratios = std::array<Ratio, kMetrics>;

// By cluster: the scenario, and the guidelines that a question or a check is
// about. A question to which nothing applies is clustered with those of its
// family, or else with those that have the same checks.
using Clusters = std::map<std::string, Ratios>;

// Adds up what `result` says; `baseline` is the same lane and policy before
// anything was taught.
void AddResult(const std::vector<Scenario>& scenarios,
               const PointResult& result, const PointResult& baseline,
               Clusters& clusters);

// Returns the sum over clusters.
Ratio Total(const Clusters& clusters, Metric metric);

// Whether `outcome` was harmed, or could have been.
struct Harm {
  bool possible = false;
  bool happened = false;
  // "changed" or "no longer complete".
  std::string what;
};
Harm HarmOf(const Outcome& outcome, const Outcome& baseline);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_METRICS_H_

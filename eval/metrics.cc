#include "eval/metrics.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace alhf::eval {
namespace {

constexpr std::array<const char*, kMetrics> kNames = {"completeness",
                                                      "adherence",
                                                      "adherence_near",
                                                      "adherence_far",
                                                      "adherence_enforced",
                                                      "adherence_guidance_only",
                                                      "misapplication",
                                                      "harm",
                                                      "assignment_precision",
                                                      "assignment_recall",
                                                      "answered",
                                                      "exposed",
                                                      "exposed_where_unfit",
                                                      "guidance_tokens",
                                                      "model_calls",
                                                      "tokens"};

Ratio& At(Ratios& ratios, Metric metric) {
  return ratios[static_cast<size_t>(metric)];
}

// What a question is about.
std::string ClusterOf(const Scenario& scenario, const Question& question) {
  std::set<std::string> guidelines;
  for (const RecordIndex record : question.applies) {
    guidelines.insert(scenario.records[record].guideline);
  }
  if (!guidelines.empty()) {
    return absl::StrCat(scenario.id, "/", absl::StrJoin(guidelines, "+"));
  }
  if (!question.family.empty()) {
    return absl::StrCat(scenario.id, "/family/", question.family);
  }
  const std::string checks = absl::StrJoin(
      question.completeness, ";", [](std::string* out, const Check& check) {
        out->append(Describe(check));
      });
  return absl::StrCat(scenario.id, "/question/",
                      checks.empty() ? question.text : checks);
}

void AddExposure(const ExposureCounts& counts, Ratios& ratios) {
  At(ratios, Metric::kExposed)
      .Add(static_cast<double>(counts.needed_and_exposed),
           static_cast<double>(counts.needed));
  At(ratios, Metric::kExposedUnfit)
      .Add(static_cast<double>(counts.unfit_and_exposed),
           static_cast<double>(counts.unfit));
  At(ratios, Metric::kGuidanceTokens).Add(counts.TokensAdded(), 1);
}

void AddQuestion(const Outcome& outcome, const Outcome& baseline,
                 Ratios& ratios) {
  if (outcome.complete.has_value()) {
    At(ratios, Metric::kCompleteness).Add(*outcome.complete, 1);
  }
  At(ratios, Metric::kMisapplication).Add(!outcome.misapplied.empty(), 1);
  At(ratios, Metric::kAnswered).Add(outcome.answered, 1);
  AddExposure(outcome.exposure, ratios);
  At(ratios, Metric::kCalls).Add(static_cast<double>(outcome.model_calls), 1);
  At(ratios, Metric::kTokens).Add(static_cast<double>(outcome.tokens), 1);
  const Harm harm = HarmOf(outcome, baseline);
  if (harm.possible) At(ratios, Metric::kHarm).Add(harm.happened, 1);
}

void AddRequirement(const RequirementOutcome& outcome, bool near,
                    Ratios& ratios) {
  if (!outcome.counts) return;
  At(ratios, Metric::kAdherence).Add(outcome.met, 1);
  At(ratios, near ? Metric::kNear : Metric::kFar).Add(outcome.met, 1);
  if (outcome.effect == RequirementEffect::kEnforced) {
    At(ratios, Metric::kEnforced).Add(outcome.met, 1);
  } else if (outcome.effect == RequirementEffect::kGuidance) {
    At(ratios, Metric::kGuidance).Add(outcome.met, 1);
  }
}

}  // namespace

std::string NameOf(Metric metric) {
  return kNames[static_cast<size_t>(metric)];
}

Harm HarmOf(const Outcome& outcome, const Outcome& baseline) {
  Harm harm;
  const bool was_complete = baseline.complete.value_or(false);
  harm.possible = outcome.nothing_applies || was_complete;
  if (was_complete && !outcome.complete.value_or(false)) {
    harm.happened = true;
    harm.what = "no longer complete";
  } else if (outcome.nothing_applies &&
             outcome.fingerprint != baseline.fingerprint) {
    harm.happened = true;
    harm.what = "changed";
  }
  return harm;
}

void AddResult(const std::vector<Scenario>& scenarios,
               const PointResult& result, const PointResult& baseline,
               Clusters& clusters) {
  for (size_t i = 0; i < result.outcomes.size(); ++i) {
    const Outcome& outcome = result.outcomes[i];
    const Scenario& scenario = scenarios[outcome.scenario];
    const Question& question = scenario.questions[outcome.question];
    AddQuestion(outcome, baseline.outcomes[i],
                clusters[ClusterOf(scenario, question)]);
    for (size_t r = 0; r < question.requirements.size(); ++r) {
      AddRequirement(
          outcome.requirements[r], question.near,
          clusters[absl::StrCat(scenario.id, "/",
                                question.requirements[r].guideline)]);
    }
  }
  for (const AssignmentOutcome& each : result.assignments) {
    Ratios& ratios = clusters[absl::StrCat(scenarios[each.scenario].id, "/",
                                           each.guideline)];
    const auto right = static_cast<double>(each.right);
    At(ratios, Metric::kPrecision)
        .Add(right, static_cast<double>(each.assigned));
    At(ratios, Metric::kRecall).Add(right, static_cast<double>(each.expected));
  }
}

Ratio Total(const Clusters& clusters, Metric metric) {
  Ratio total;
  for (const auto& [name, ratios] : clusters) {
    const Ratio& each = ratios[static_cast<size_t>(metric)];
    total.Add(each.part, each.whole);
  }
  return total;
}

}  // namespace alhf::eval

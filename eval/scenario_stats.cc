#include "eval/scenario_stats.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/ascii.h"
#include "eval/overlap.h"

namespace alhf::eval {
namespace {

constexpr double kFewShared = 0.10;

void Count(double overlap, ScenarioStats::Histogram& histogram) {
  const auto place = static_cast<size_t>(overlap * 10);
  ++histogram[std::min(place, histogram.size() - 1)];
}

double Share(size_t part, size_t all) {
  return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
}

template <typename Map>
void AddTo(Map& sum, const Map& other) {
  for (const auto& [key, count] : other) sum[key] += count;
}

void AddTo(ScenarioStats::Histogram& sum,
           const ScenarioStats::Histogram& other) {
  for (size_t i = 0; i < sum.size(); ++i) sum[i] += other[i];
}

void CountQuestion(const Scenario& scenario, const Question& question,
                   ScenarioStats& stats) {
  ++stats.questions;
  stats.requirements += question.requirements.size();
  stats.with_completeness += !question.completeness.empty();
  if (question.applies.empty()) {
    ++stats.nothing_applies;
    return;
  }
  const Nearness nearness = NearnessOf(scenario, question);
  ++stats.applicable;
  stats.near += nearness.IsNear();
  stats.few_shared += nearness.ToAny() <= kFewShared;
  Count(nearness.to_text, stats.to_text);
  Count(nearness.to_question, stats.to_question);
}

}  // namespace

double ScenarioStats::NoisyShare() const {
  const auto clean = noise.find("");
  return Share(records - (clean == noise.end() ? 0 : clean->second), records);
}

double ScenarioStats::FewSharedShare() const {
  return Share(few_shared, applicable);
}

ScenarioStats& ScenarioStats::operator+=(const ScenarioStats& other) {
  records += other.records;
  guidelines += other.guidelines;
  superseding += other.superseding;
  questions += other.questions;
  nothing_applies += other.nothing_applies;
  applicable += other.applicable;
  near += other.near;
  few_shared += other.few_shared;
  requirements += other.requirements;
  with_completeness += other.with_completeness;
  AddTo(noise, other.noise);
  AddTo(components, other.components);
  AddTo(to_text, other.to_text);
  AddTo(to_question, other.to_question);
  return *this;
}

std::string NoiseOf(const FeedbackItem& record) {
  if (!record.noise.empty()) return record.noise;
  const auto any = [&record](auto is) {
    return std::any_of(record.text.begin(), record.text.end(), [is](char c) {
      return is(static_cast<unsigned char>(c));
    });
  };
  return any(absl::ascii_islower) && !any(absl::ascii_isupper) ? "lower" : "";
}

ScenarioStats StatsOf(const Scenario& scenario) {
  ScenarioStats stats;
  stats.id = scenario.id;
  stats.records = scenario.records.size();
  std::set<std::string> guidelines;
  for (const FeedbackItem& record : scenario.records) {
    guidelines.insert(record.guideline);
    stats.superseding += !record.supersedes.empty();
    ++stats.noise[NoiseOf(record)];
    if (!record.assign.has_value()) continue;
    for (const std::string& name : *record.assign) ++stats.components[name];
  }
  stats.guidelines = guidelines.size();
  for (const Question& question : scenario.questions) {
    CountQuestion(scenario, question, stats);
  }
  return stats;
}

nlohmann::json ToJson(const ScenarioStats& stats) {
  return {{"id", stats.id},
          {"records", stats.records},
          {"guidelines", stats.guidelines},
          {"superseding", stats.superseding},
          {"noise", stats.noise},
          {"noisy_share", stats.NoisyShare()},
          {"components", stats.components},
          {"questions", stats.questions},
          {"nothing_applies", stats.nothing_applies},
          {"applicable", stats.applicable},
          {"near", stats.near},
          {"few_shared", stats.few_shared},
          {"few_shared_share", stats.FewSharedShare()},
          {"overlap_to_text", stats.to_text},
          {"overlap_to_question", stats.to_question},
          {"requirements", stats.requirements},
          {"with_completeness", stats.with_completeness}};
}

}  // namespace alhf::eval

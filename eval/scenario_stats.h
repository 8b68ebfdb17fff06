// What a scenario is made of: whether it asks enough, and whether it asks in
// the words that were taught.
//
//   const ScenarioStats stats = StatsOf(scenario);
//   double share = stats.NoisyShare();
//
// Thread safety: plain values and pure functions.
#ifndef ALHF_EVAL_SCENARIO_STATS_H_
#define ALHF_EVAL_SCENARIO_STATS_H_

#include <array>
#include <cstddef>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "eval/scenario.h"

namespace alhf::eval {

struct ScenarioStats {
  // Ten classes of overlap: [0, 0.1), [0.1, 0.2), … [0.9, 1].
  using Histogram = std::array<size_t, 10>;

  std::string id;
  size_t records = 0;
  size_t guidelines = 0;
  size_t superseding = 0;
  // Records by how they are written; "" where nothing is said or seen.
  std::map<std::string, size_t> noise;
  // Records by the component that should learn; one may count for several.
  std::map<std::string, size_t> components;
  size_t questions = 0;
  size_t nothing_applies = 0;
  // Questions to which something applies.
  size_t applicable = 0;
  size_t near = 0;          // to the question of an applicable record
  size_t few_shared = 0;    // overlap ≤ 0.10 with each applicable record
  Histogram to_text{};      // nearest applicable record, by its text
  Histogram to_question{};  // and by the question that it was given on
  size_t requirements = 0;
  size_t with_completeness = 0;

  double NoisyShare() const;
  double FewSharedShare() const;
  // Adds up; the id stays.
  ScenarioStats& operator+=(const ScenarioStats& other);
};

ScenarioStats StatsOf(const Scenario& scenario);

// Returns how `record` is written: as it says itself, else "lower" where it
// has letters and no capital, else "".
std::string NoiseOf(const FeedbackItem& record);

nlohmann::json ToJson(const ScenarioStats& stats);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SCENARIO_STATS_H_

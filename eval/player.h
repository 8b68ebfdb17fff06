// Plays scenarios in one tenant: gives the records one after the other, each
// on the answer to its own question, and asks every question at each point.
//
//   Player player(parts, lane);
//   ALHF_RETURN_IF_ERROR(player.Play(points, wanted, done));
//
// Thread safety: one thread; it asks from several itself. Ownership: the parts
// must outlive it.
#ifndef ALHF_EVAL_PLAYER_H_
#define ALHF_EVAL_PLAYER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eval/answer_cache.h"
#include "eval/checker.h"
#include "eval/nearest.h"
#include "eval/outcome.h"
#include "eval/policies.h"
#include "eval/scenario.h"
#include "eval/system.h"
#include "eval/taught_lessons.h"
#include "eval/teaching_order.h"

namespace alhf::eval {

// One tenant and what is played in it.
struct Lane {
  uint64_t seed = 0;
  // Of the scenario, or "together".
  std::string name;
  std::string tenant;
  // Places in the file.
  std::vector<size_t> scenarios;
  // They share what is taught.
  std::vector<Policy> policies;
  // Each record is assigned to those who should learn it.
  bool perfect_assignment = false;
};

class Player {
 public:
  struct Parts {
    System* system = nullptr;
    const Checker* checker = nullptr;
    const std::vector<Scenario>* scenarios = nullptr;
    AnswerCache* cache = nullptr;
    // For scenarios that do not say what "now" is.
    absl::Time now;
    // Questions at once.
    size_t threads = 1;
    // Not owned; null: no policy goes by vectors.
    const core::Encoder* encoder = nullptr;
    // Optional. Gets each answer that is judged, with what came of it; from
    // several threads at once.
    std::function<void(const nlohmann::json&)> on_answer;
  };
  // Whether a policy is to be asked after so many records.
  using Wanted = absl::FunctionRef<bool(Policy, size_t records)>;
  // Takes a result; the next point begins when it returns.
  using Done = absl::FunctionRef<absl::Status(PointResult)>;
  // Called after each record and each question.
  using Step = absl::FunctionRef<void()>;

  Player(Parts parts, Lane lane);

  // Records that the largest scenario has: later points are the same.
  size_t depth() const { return depth_; }

  // Plays the lane up to the last point that is wanted. `points` rise.
  // Errors are those of the system and the checker.
  absl::Status Play(const std::vector<size_t>& points, Wanted wanted, Done done,
                    Step step);

 private:
  // A question among those of all scenarios of the lane.
  struct Place {
    size_t scenario;  // in lane_.scenarios
    size_t question;
  };

  const Scenario& ScenarioAt(size_t place) const {
    return (*parts_.scenarios)[lane_.scenarios[place]];
  }
  absl::Time NowOf(const Scenario& scenario) const;
  absl::Status TeachUpTo(size_t records, Step step);
  absl::Status Teach(size_t place, RecordIndex record);
  absl::StatusOr<PointResult> AskAll(Policy policy, size_t records, Step step);
  absl::StatusOr<Outcome> AskOne(Policy policy, const Place& place);
  absl::StatusOr<std::shared_ptr<const Answer>> AnswerTo(
      const AskOptions& options, const Place& place);
  absl::StatusOr<Outcome> Judge(const Place& place, const Answer& answer);
  void Tell(Policy policy, const Place& place, const Answer& answer,
            const Outcome& outcome) const;
  std::vector<AssignmentOutcome> Assignments() const;

  const Parts parts_;
  const Lane lane_;
  std::vector<Place> places_;
  size_t depth_ = 0;
  // By place in the lane.
  std::vector<std::vector<RecordIndex>> orders_;
  std::vector<TaughtState> taught_;
  size_t given_ = 0;
  v1::Position position_;
  TaughtLessons lessons_;
  const std::unique_ptr<Nearest> nearest_;
  const std::unique_ptr<Nearest> nearest_by_vectors_;  // null: no encoder
  // As they were given; what `nearest_` numbers.
  std::vector<RecordKey> records_;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_PLAYER_H_

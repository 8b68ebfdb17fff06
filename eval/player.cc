#include "eval/player.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/mutex.h"
#include "base/status.h"
#include "eval/diagnosis.h"
#include "eval/parallel.h"

namespace alhf::eval {
namespace {

// Judges all of `checks`; returns those that do not hold, with why.
absl::StatusOr<std::string> Failures(const Checker& checker,
                                     const std::vector<Check>& checks,
                                     const Answer& answer) {
  std::vector<std::string> failures;
  for (const Check& check : checks) {
    ALHF_ASSIGN_OR_RETURN(const Verdict verdict, checker.Judge(check, answer));
    if (verdict.holds) continue;
    failures.push_back(absl::StrCat(Describe(check), ": ", verdict.why));
  }
  return absl::StrJoin(failures, "; ");
}

}  // namespace

Player::Player(Parts parts, Lane lane)
    : parts_(parts),
      lane_(std::move(lane)),
      nearest_(NearestByBm25()),
      nearest_by_vectors_(parts.encoder == nullptr
                              ? nullptr
                              : NearestByVectors(parts.encoder)) {
  for (size_t place = 0; place < lane_.scenarios.size(); ++place) {
    const Scenario& scenario = ScenarioAt(place);
    orders_.push_back(TeachingOrder(scenario, lane_.seed));
    taught_.emplace_back(scenario);
    depth_ = std::max(depth_, scenario.records.size());
    for (size_t i = 0; i < scenario.questions.size(); ++i) {
      places_.push_back({place, i});
    }
  }
}

absl::Time Player::NowOf(const Scenario& scenario) const {
  return scenario.now.value_or(parts_.now);
}

absl::Status Player::Play(const std::vector<size_t>& points, Wanted wanted,
                          Done done, Step step) {
  for (const size_t records : points) {
    std::vector<Policy> asked;
    for (const Policy policy : lane_.policies) {
      if (wanted(policy, records)) asked.push_back(policy);
    }
    if (asked.empty()) continue;
    ALHF_RETURN_IF_ERROR(TeachUpTo(records, step));
    for (const Policy policy : asked) {
      ALHF_ASSIGN_OR_RETURN(PointResult result, AskAll(policy, records, step));
      ALHF_RETURN_IF_ERROR(done(std::move(result)));
    }
  }
  return absl::OkStatus();
}

absl::Status Player::TeachUpTo(size_t records, Step step) {
  for (; given_ < records; ++given_) {
    for (size_t place = 0; place < orders_.size(); ++place) {
      if (given_ >= orders_[place].size()) continue;
      ALHF_RETURN_IF_ERROR(Teach(place, orders_[place][given_]));
      step();
    }
  }
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Lesson> lessons,
                        parts_.system->Lessons(lane_.tenant));
  lessons_.Update(lessons);
  return absl::OkStatus();
}

absl::Status Player::Teach(size_t place, RecordIndex record) {
  const Scenario& scenario = ScenarioAt(place);
  const FeedbackItem& item = scenario.records[record];
  AskOptions ask;
  ask.tenant = lane_.tenant;
  ask.question = item.question;
  ask.now = NowOf(scenario);
  ask.min_position = position_;
  ask.keep = true;
  ALHF_ASSIGN_OR_RETURN(const Answer answer, parts_.system->Ask(ask));
  Feedback feedback{item.text, {}};
  if (lane_.perfect_assignment) {
    feedback.assign_to = item.assign.value_or(std::vector<std::string>());
  }
  const auto status = parts_.system->Teach(lane_.tenant, feedback, answer);
  if (!status.ok()) {
    return Annotate(status.status(),
                    absl::StrCat("record ", scenario.id, "/", item.id));
  }
  position_ = status->position();
  const RecordKey key{place, record};
  lessons_.Add(key, *status);
  nearest_->Put(records_.size(), item.text);
  if (nearest_by_vectors_ != nullptr) {
    nearest_by_vectors_->Put(records_.size(), item.text);
  }
  records_.push_back(key);
  taught_[place].Give(record);
  return absl::OkStatus();
}

absl::StatusOr<PointResult> Player::AskAll(Policy policy, size_t records,
                                           Step step) {
  PointResult result;
  result.seed = lane_.seed;
  result.lane = lane_.name;
  result.policy = NameOf(policy);
  result.records = records;
  result.outcomes.resize(places_.size());
  Mutex mutex;
  ALHF_RETURN_IF_ERROR(ParallelFor(
      places_.size(), parts_.threads, [&](size_t i) -> absl::Status {
        ALHF_ASSIGN_OR_RETURN(result.outcomes[i], AskOne(policy, places_[i]));
        MutexLock lock(mutex);
        step();
        return absl::OkStatus();
      }));
  result.assignments = Assignments();
  return result;
}

absl::StatusOr<Outcome> Player::AskOne(Policy policy, const Place& place) {
  const Scenario& scenario = ScenarioAt(place.scenario);
  const Question& question = scenario.questions[place.question];
  AskOptions options;
  options.tenant = lane_.tenant;
  options.question = question.text;
  options.now = NowOf(scenario);
  options.min_position = position_;
  options.overlay = OverlayFor(
      policy, {scenario, place.scenario, question, taught_[place.scenario],
               lessons_, *nearest_, records_, nearest_by_vectors_.get()});
  const auto answer = AnswerTo(options, place);
  if (!answer.ok()) {
    return Annotate(answer.status(), absl::StrCat("question ", scenario.id,
                                                  "/\"", question.text, "\""));
  }
  ALHF_ASSIGN_OR_RETURN(Outcome outcome, Judge(place, **answer));
  if (parts_.on_answer) Tell(policy, place, **answer, outcome);
  return outcome;
}

void Player::Tell(Policy policy, const Place& place, const Answer& answer,
                  const Outcome& outcome) const {
  const Scenario& scenario = ScenarioAt(place.scenario);
  const Question& question = scenario.questions[place.question];
  nlohmann::json line = ToJson(answer);
  line["policy"] = NameOf(policy);
  line["seed"] = lane_.seed;
  line["records"] = records_.size();
  line["scenario"] = scenario.id;
  line["requirements"] = nlohmann::json::array();
  for (size_t i = 0; i < question.requirements.size(); ++i) {
    const Requirement& requirement = question.requirements[i];
    nlohmann::json taught = nlohmann::json::array();
    for (const RecordIndex record : NeededRecords(question)) {
      const bool its_own = std::any_of(
          requirement.needs.begin(), requirement.needs.end(),
          [record](const auto& group) {
            return std::find(group.begin(), group.end(), record) != group.end();
          });
      if (its_own && taught_[place.scenario].InForce(record)) {
        taught.push_back(scenario.records[record].text);
      }
    }
    line["requirements"].push_back({{"name", requirement.name},
                                    {"taught", std::move(taught)},
                                    {"met", outcome.requirements[i].met}});
  }
  parts_.on_answer(line);
}

absl::StatusOr<std::shared_ptr<const Answer>> Player::AnswerTo(
    const AskOptions& options, const Place& place) {
  const AnswerCache::Key key{lane_.scenarios[place.scenario], place.question,
                             ReuseKey(options.overlay, !records_.empty())};
  const bool reuse = parts_.system->deterministic() && !key.lessons.empty();
  if (reuse) {
    if (auto known = parts_.cache->Find(key)) return known;
  }
  ALHF_ASSIGN_OR_RETURN(Answer answer, parts_.system->Ask(options));
  auto shared = std::make_shared<const Answer>(std::move(answer));
  if (reuse) parts_.cache->Put(key, shared);
  return std::shared_ptr<const Answer>(shared);
}

absl::StatusOr<Outcome> Player::Judge(const Place& place,
                                      const Answer& answer) {
  const Scenario& scenario = ScenarioAt(place.scenario);
  const Question& question = scenario.questions[place.question];
  const TaughtState& taught = taught_[place.scenario];
  const Situation situation{scenario, place.scenario, taught, lessons_};
  Outcome outcome;
  outcome.scenario = lane_.scenarios[place.scenario];
  outcome.question = place.question;
  outcome.fingerprint = Fingerprint(answer);
  outcome.answered = answer.answered;
  outcome.nothing_applies = taught.MayApply(question).empty();
  std::vector<RecordIndex> in_force;
  for (RecordIndex i = 0; i < scenario.records.size(); ++i) {
    if (taught.InForce(i)) in_force.push_back(i);
  }
  CountExposure(scenario, question, in_force, answer.guidance,
                outcome.exposure);
  outcome.model_calls = answer.model_calls;
  outcome.tokens = answer.tokens;
  std::vector<const Scenario*> all;
  for (const size_t index : lane_.scenarios) {
    all.push_back(&(*parts_.scenarios)[index]);
  }
  outcome.misapplied = Misapplied(situation, question, all, answer);
  if (!question.completeness.empty()) {
    ALHF_ASSIGN_OR_RETURN(
        outcome.complete_detail,
        Failures(*parts_.checker, question.completeness, answer));
    outcome.complete = outcome.complete_detail.empty();
  }
  for (const Requirement& requirement : question.requirements) {
    RequirementOutcome& each = outcome.requirements.emplace_back();
    each.counts = taught.Counts(requirement);
    each.effect = EffectOf(situation, requirement);
    ALHF_ASSIGN_OR_RETURN(
        each.detail, Failures(*parts_.checker, requirement.checks, answer));
    each.met = each.detail.empty();
    if (!each.met) each.failure = WhyUnmet(situation, requirement, answer);
  }
  return outcome;
}

std::vector<AssignmentOutcome> Player::Assignments() const {
  std::vector<AssignmentOutcome> outcomes;
  for (const RecordKey& key : records_) {
    const FeedbackItem& item = ScenarioAt(key.scenario).records[key.record];
    const AssignmentCounts counts = lessons_.Score(key, item);
    outcomes.push_back({lane_.scenarios[key.scenario], item.guideline,
                        counts.right, counts.assigned, counts.expected});
  }
  return outcomes;
}

}  // namespace alhf::eval

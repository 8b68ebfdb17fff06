#include "eval/outcome.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace alhf::eval {
namespace {

using nlohmann::json;

json ToJson(const RequirementOutcome& requirement) {
  return {{"met", requirement.met},
          {"counts", requirement.counts},
          {"effect", static_cast<int>(requirement.effect)},
          {"failure", requirement.failure},
          {"detail", requirement.detail}};
}

RequirementOutcome RequirementFrom(const json& object) {
  return {object.at("met").get<bool>(), object.at("counts").get<bool>(),
          static_cast<RequirementEffect>(object.at("effect").get<int>()),
          object.at("failure").get<std::string>(),
          object.at("detail").get<std::string>()};
}

// Of one question.
json ToJson(const ExposureCounts& counts) {
  return {counts.needed, counts.needed_and_exposed, counts.unfit,
          counts.unfit_and_exposed, counts.guidance_bytes};
}

ExposureCounts ExposureFrom(const json& list) {
  ExposureCounts counts;
  list.at(0).get_to(counts.needed);
  list.at(1).get_to(counts.needed_and_exposed);
  list.at(2).get_to(counts.unfit);
  list.at(3).get_to(counts.unfit_and_exposed);
  list.at(4).get_to(counts.guidance_bytes);
  counts.questions = 1;
  return counts;
}

json ToJson(const Outcome& outcome) {
  json requirements = json::array();
  for (const RequirementOutcome& each : outcome.requirements) {
    requirements.push_back(ToJson(each));
  }
  return {{"scenario", outcome.scenario},
          {"question", outcome.question},
          {"fingerprint", outcome.fingerprint},
          {"answered", outcome.answered},
          {"nothing_applies", outcome.nothing_applies},
          {"complete",
           outcome.complete.has_value() ? json(*outcome.complete) : json()},
          {"complete_detail", outcome.complete_detail},
          {"requirements", std::move(requirements)},
          {"misapplied", outcome.misapplied},
          {"exposure", ToJson(outcome.exposure)},
          {"model_calls", outcome.model_calls},
          {"tokens", outcome.tokens}};
}

Outcome OutcomeFrom(const json& object) {
  Outcome outcome;
  object.at("scenario").get_to(outcome.scenario);
  object.at("question").get_to(outcome.question);
  object.at("fingerprint").get_to(outcome.fingerprint);
  object.at("answered").get_to(outcome.answered);
  object.at("nothing_applies").get_to(outcome.nothing_applies);
  if (!object.at("complete").is_null()) {
    outcome.complete = object.at("complete").get<bool>();
  }
  object.at("complete_detail").get_to(outcome.complete_detail);
  for (const json& each : object.at("requirements")) {
    outcome.requirements.push_back(RequirementFrom(each));
  }
  object.at("misapplied").get_to(outcome.misapplied);
  outcome.exposure = ExposureFrom(object.at("exposure"));
  object.at("model_calls").get_to(outcome.model_calls);
  object.at("tokens").get_to(outcome.tokens);
  return outcome;
}

json ToJson(const AssignmentOutcome& assignment) {
  return {{"scenario", assignment.scenario},
          {"guideline", assignment.guideline},
          {"right", assignment.right},
          {"assigned", assignment.assigned},
          {"expected", assignment.expected}};
}

AssignmentOutcome AssignmentFrom(const json& object) {
  return {object.at("scenario").get<size_t>(),
          object.at("guideline").get<std::string>(),
          object.at("right").get<size_t>(), object.at("assigned").get<size_t>(),
          object.at("expected").get<size_t>()};
}

}  // namespace

json ToJson(const PointResult& result) {
  json object = {{"seed", result.seed},       {"lane", result.lane},
                 {"policy", result.policy},   {"records", result.records},
                 {"outcomes", json::array()}, {"assignments", json::array()}};
  for (const Outcome& each : result.outcomes) {
    object["outcomes"].push_back(ToJson(each));
  }
  for (const AssignmentOutcome& each : result.assignments) {
    object["assignments"].push_back(ToJson(each));
  }
  return object;
}

absl::StatusOr<PointResult> PointResultFromJson(const json& object) {
  try {
    PointResult result;
    object.at("seed").get_to(result.seed);
    object.at("lane").get_to(result.lane);
    object.at("policy").get_to(result.policy);
    object.at("records").get_to(result.records);
    for (const json& each : object.at("outcomes")) {
      result.outcomes.push_back(OutcomeFrom(each));
    }
    for (const json& each : object.at("assignments")) {
      result.assignments.push_back(AssignmentFrom(each));
    }
    return result;
  } catch (const json::exception& error) {
    return absl::InvalidArgumentError(error.what());
  }
}

}  // namespace alhf::eval

#include "eval/simulator/simulated_answer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "eval/simulator/written_parts.h"

namespace alhf::eval {
namespace {

using nlohmann::ordered_json;

std::string Written(const ChatCall& call, const WrittenParts& parts) {
  switch (call.kind) {
    case ChatKind::kSql:
      return parts.Sql();
    case ChatKind::kPassages:
      return parts.Passages(call);
    default:
      return parts.Text();
  }
}

// Whether the component that calls has a part in the check.
bool Concerns(ChatKind kind, const Check& check) {
  if (IsAboutSql(check)) return kind == ChatKind::kSql;
  switch (check.kind) {
    case CheckKind::kSourcesInclude:
    case CheckKind::kSourcesExclude:
      return kind == ChatKind::kPassages;
    default:
      return kind == ChatKind::kText;
  }
}

}  // namespace

SimulatedAnswer WriteSimulated(const ChatCall& call, const Obedience& heeds) {
  SimulatedAnswer answer;
  WrittenParts parts;
  const auto meet = [&](const Check& check) {
    if (Concerns(call.kind, check) && !parts.Meet(check)) {
      answer.unwritten.push_back(Describe(check));
    }
  };
  if (heeds.question != nullptr) {
    for (const Check& check : heeds.question->completeness) meet(check);
  }
  for (const Requirement* requirement : heeds.unmet) {
    for (const Check& check : requirement->checks) {
      if (Concerns(call.kind, check)) parts.Fail(check);
    }
  }
  // Last: what is heeded has the last word.
  for (const Requirement* requirement : heeds.met) {
    for (const Check& check : requirement->checks) meet(check);
  }
  for (const FeedbackItem* item : heeds.followed) parts.Follow(item->text);
  answer.text = Written(call, parts);
  return answer;
}

std::string WriteAssessment(const std::vector<Scenario>& scenarios,
                            const ChatCall& call) {
  bool assigned = false;
  for (const Scenario& scenario : scenarios) {
    for (const FeedbackItem& item : scenario.records) {
      if (absl::StripAsciiWhitespace(item.text) != call.feedback ||
          !item.assign.has_value()) {
        continue;
      }
      assigned |= std::find(item.assign->begin(), item.assign->end(),
                            call.component) != item.assign->end();
    }
  }
  ordered_json assessment = {{"relevance", assigned ? 1.0 : 0.0},
                             {"reason", "as the scenario assigns it"},
                             {"instructions", ordered_json::array()}};
  if (assigned) {
    ordered_json instruction = {{"quote", call.feedback},
                                {"understood_as", call.feedback},
                                {"reach", "QUESTIONS_ON_TOPIC"},
                                {"topic", ""},
                                {"defined_terms", ordered_json::array()},
                                {"facts", ordered_json::array()}};
    assessment["instructions"].push_back(std::move(instruction));
  }
  return assessment.dump();
}

}  // namespace alhf::eval

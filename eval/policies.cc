#include "eval/policies.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace alhf::eval {
namespace {

constexpr std::pair<Policy, absl::string_view> kNames[] = {
    {Policy::kAlhf, "alhf"},     {Policy::kNone, "none"},
    {Policy::kAll, "all"},       {Policy::kBm25, "bm25-5"},
    {Policy::kEmbed, "embed-5"}, {Policy::kOracle, "oracle"},
};

constexpr size_t kNearestRecords = 5;

bool IsExpected(const FeedbackItem& item, const std::string& component) {
  return !item.assign.has_value() ||
         std::find(item.assign->begin(), item.assign->end(), component) !=
             item.assign->end();
}

// The lessons that a record's own component made of it.
void AddExpected(const PolicyInput& input, RecordIndex record,
                 std::set<std::string>& listed) {
  const FeedbackItem& item = input.scenario.records[record];
  for (const v1::Lesson& lesson :
       input.lessons.LessonsOf({input.scenario_index, record})) {
    if (IsExpected(item, lesson.component())) listed.insert(lesson.id());
  }
}

v1::Overlay Listed(const std::set<std::string>& lessons) {
  v1::Overlay overlay;
  overlay.set_recall(lessons.empty() ? v1::RECALL_NONE : v1::RECALL_LISTED);
  for (const std::string& id : lessons) overlay.add_listed(id);
  return overlay;
}

v1::Overlay OracleOverlay(const PolicyInput& input) {
  std::set<std::string> listed;
  for (const RecordIndex record : input.taught.MustApply(input.question)) {
    AddExpected(input, record, listed);
  }
  return Listed(listed);
}

v1::Overlay NearestOverlay(const PolicyInput& input, const Nearest& nearest) {
  std::set<std::string> listed;
  for (const size_t place :
       nearest.Find(input.question.text, kNearestRecords)) {
    for (const v1::Lesson& lesson :
         input.lessons.LessonsOf(input.records[place])) {
      listed.insert(lesson.id());
    }
  }
  return Listed(listed);
}

}  // namespace

std::string NameOf(Policy policy) {
  for (const auto& [each, name] : kNames) {
    if (each == policy) return std::string(name);
  }
  return "unknown";
}

absl::StatusOr<ChosenPolicies> ParsePolicies(
    const std::vector<std::string>& names, bool has_encoder) {
  ChosenPolicies result;
  std::set<Policy> chosen;
  for (const std::string& name : names) {
    if (name == NameOf(Policy::kEmbed) && !has_encoder) {
      result.skipped.push_back(
          "embed-5 is left out: it needs a sentence encoder, and none is at "
          "hand");
      continue;
    }
    bool known = false;
    for (const auto& [policy, each] : kNames) {
      if (each != name) continue;
      chosen.insert(policy);
      known = true;
    }
    if (known) continue;
    const auto print = [](std::string* out, const auto& each) {
      absl::StrAppend(out, each.second);
    };
    return absl::InvalidArgumentError(
        absl::StrCat("there is no policy \"", name, "\"; there are ",
                     absl::StrJoin(kNames, ", ", print)));
  }
  result.policies.assign(chosen.begin(), chosen.end());
  return result;
}

bool TeachesPerfectly(Policy policy) { return policy == Policy::kOracle; }

v1::Overlay OverlayFor(Policy policy, const PolicyInput& input) {
  v1::Overlay overlay;
  switch (policy) {
    case Policy::kAlhf:
      break;
    case Policy::kNone:
      overlay.set_recall(v1::RECALL_NONE);
      break;
    case Policy::kAll:
      overlay.set_recall(v1::RECALL_ALL);
      break;
    case Policy::kBm25:
      return NearestOverlay(input, input.nearest);
    case Policy::kEmbed:
      if (input.nearest_by_vectors == nullptr) break;
      return NearestOverlay(input, *input.nearest_by_vectors);
    case Policy::kOracle:
      return OracleOverlay(input);
  }
  return overlay;
}

std::string ReuseKey(const v1::Overlay& overlay, bool anything_taught) {
  if (!anything_taught || overlay.recall() == v1::RECALL_NONE) return "none";
  if (overlay.recall() != v1::RECALL_LISTED) return "";
  return absl::StrCat("listed:", absl::StrJoin(overlay.listed(), ","));
}

}  // namespace alhf::eval

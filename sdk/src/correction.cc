#include "sdk/src/correction.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/scope.h"
#include "base/status.h"

namespace alhf::sdk {
namespace {

// The newest item with this conflict key that acted: in the component's step,
// or by its part of the plan, which is all that an agent of its own records.
const v1::AdjustmentItem* ActedOn(const v1::Exchange& exchange,
                                  const std::string& component,
                                  const std::string& conflict_key) {
  const v1::AdjustmentItem* newest = nullptr;
  const auto look = [&](const auto& items) {
    for (const v1::AdjustmentItem& item : items) {
      const bool acted = item.disposition() == v1::DISPOSITION_APPLIED;
      if (!acted || item.conflict_key() != conflict_key) continue;
      if (newest == nullptr ||
          newest->learned_sequence() < item.learned_sequence()) {
        newest = &item;
      }
    }
  };
  for (const v1::Step& step : exchange.steps()) {
    if (step.component() == component) look(step.applied());
  }
  for (const v1::ComponentPlan& plan : exchange.plan().components()) {
    if (plan.component() == component) look(plan.items());
  }
  return newest;
}

void TakeOver(const v1::Lesson& corrected, v1::Proposal& proposal) {
  const v1::Scope& from = corrected.scope();
  v1::Scope& scope = *proposal.mutable_scope();
  scope.set_breadth(from.breadth());
  scope.set_topic(from.topic());
  *scope.mutable_triggers() = from.triggers();
  *scope.mutable_facets() = from.facets();
  v1::Relation& relation = *proposal.add_relations();
  relation.set_kind(v1::Relation::CONTRADICTS);
  relation.set_lesson_id(corrected.id());
  relation.set_reason(absl::StrCat("corrects: ", corrected.understood_as()));
  proposal.set_understood_as(absl::StrCat(proposal.understood_as(),
                                          ", as before where it is about \"",
                                          from.topic(), "\""));
}

}  // namespace

absl::Status ScopeCorrections(const Memory& memory,
                              const v1::FeedbackRecord& record,
                              v1::Assessment& assessment) {
  if (BreadthOf(record.text()) == v1::BREADTH_COMPONENT) {
    return absl::OkStatus();
  }
  for (v1::Proposal& proposal : *assessment.mutable_proposals()) {
    if (proposal.conflict_key().empty() ||
        proposal.scope().breadth() != v1::BREADTH_COMPONENT) {
      continue;
    }
    const v1::AdjustmentItem* item = ActedOn(
        record.exchange(), assessment.component(), proposal.conflict_key());
    if (item == nullptr) continue;
    const auto lesson = memory.Get(item->lesson_id());
    if (absl::IsNotFound(lesson.status())) continue;  // erased meanwhile
    ALHF_RETURN_IF_ERROR(lesson.status());
    if (lesson->scope().breadth() == v1::BREADTH_TOPIC &&
        !lesson->scope().topic().empty()) {
      TakeOver(*lesson, proposal);
    }
  }
  return absl::OkStatus();
}

}  // namespace alhf::sdk

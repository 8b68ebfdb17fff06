#include "core/lessons/redact.h"

#include <algorithm>
#include <utility>

#include "core/lessons/apply_change.h"

namespace alhf::core {
namespace {

using Items = google::protobuf::RepeatedPtrField<v1::AdjustmentItem>;

bool RemoveItems(const Erased& erased, Items& items) {
  const auto kept = std::remove_if(
      items.begin(), items.end(), [&](const v1::AdjustmentItem& item) {
        return erased.lessons.contains(item.lesson_id());
      });
  const bool found = kept != items.end();
  items.erase(kept, items.end());
  return found;
}

// The words of all items stand together in the guidance.
bool RemoveLessons(const Erased& erased, v1::ComponentPlan& plan) {
  const std::string before = plan.SerializeAsString();
  const bool applied = RemoveItems(erased, *plan.mutable_items());
  RemoveItems(erased, *plan.mutable_set_aside());
  if (applied) plan.clear_guidance();
  if (erased.lessons.contains(plan.rejected().nearest_lesson_id())) {
    plan.mutable_rejected()->clear_nearest_reason();
  }
  for (v1::ScoredLesson& scored : *plan.mutable_scored()) {
    if (erased.lessons.contains(scored.lesson_id())) scored.clear_gate();
  }
  return plan.SerializeAsString() != before;
}

bool RemoveWordsOf(v1::Exchange& exchange) {
  v1::Exchange bare;
  bare.set_id(exchange.id());
  bare.set_tenant(exchange.tenant());
  bare.set_agent(exchange.agent());
  if (exchange.has_time()) *bare.mutable_time() = exchange.time();
  const bool changed = bare.SerializeAsString() != exchange.SerializeAsString();
  exchange = std::move(bare);
  return changed;
}

}  // namespace

bool Erased::Covers(const v1::Exchange& exchange) const {
  return everything || (!user.empty() && exchange.user() == user);
}

bool Redact(const Erased& erased, v1::Exchange& exchange) {
  if (erased.Covers(exchange)) return RemoveWordsOf(exchange);
  bool changed = false;
  if (exchange.has_plan()) {
    for (v1::ComponentPlan& plan :
         *exchange.mutable_plan()->mutable_components()) {
      changed = RemoveLessons(erased, plan) || changed;
    }
  }
  for (v1::Step& step : *exchange.mutable_steps()) {
    changed = RemoveItems(erased, *step.mutable_applied()) || changed;
    changed = RemoveItems(erased, *step.mutable_idle()) || changed;
  }
  return changed;
}

bool Redact(const Erased& erased, v1::Change& change) {
  if (!erased.lessons.contains(LessonIdOf(change))) return false;
  const std::string before = change.SerializeAsString();
  if (change.has_learn()) {
    RemoveWords(*change.mutable_learn()->mutable_lesson());
  } else if (change.has_revise()) {
    RemoveWords(*change.mutable_revise()->mutable_lesson());
  } else if (change.has_retire()) {
    change.mutable_retire()->clear_note();
  } else if (change.has_promote()) {
    change.mutable_promote()->clear_user();
  } else if (change.has_add_counterexample()) {
    change.mutable_add_counterexample()->mutable_counterexample()->Clear();
  } else if (change.has_add_source()) {
    change.mutable_add_source()->mutable_source()->Clear();
  }
  return change.SerializeAsString() != before;
}

void RemoveWords(v1::Assessment& assessment) {
  v1::Assessment bare;
  bare.set_component(assessment.component());
  bare.set_outcome(assessment.outcome());
  bare.set_score(assessment.score());
  assessment = std::move(bare);
}

void RemoveWords(v1::Assignment& assignment) {
  for (v1::Assignment::Part& part : *assignment.mutable_parts()) {
    part.clear_reason();
  }
}

void RemoveWords(v1::Lesson& lesson) {
  v1::Lesson bare;
  bare.set_id(lesson.id());
  bare.set_tenant(lesson.tenant());
  bare.set_component(lesson.component());
  bare.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  bare.set_state(v1::LESSON_HELD);
  lesson = std::move(bare);
}

}  // namespace alhf::core

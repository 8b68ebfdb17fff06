#include "coordinator/feedback/superseded.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "coordinator/feedback/request_digest.h"
#include "core/lessons/apply_change.h"

namespace alhf::coordinator {
namespace {

// What decides on which queries a lesson acts, and how specific it is.
std::string ConditionsOf(const v1::Lesson& lesson) {
  v1::Scope scope = lesson.scope();
  scope.clear_counterexamples();
  if (scope.breadth() == v1::BREADTH_COMPONENT && !scope.topic().empty()) {
    scope.set_topic("any");  // it makes it specific, and no query is left out
  }
  return StableBytes(scope);
}

std::string QuestionOf(const v1::Lesson& lesson) {
  return lesson.sources().empty() ? "" : lesson.sources(0).question();
}

// A person's later word on the older lesson was never superseded.
bool EditedSince(const v1::Lesson& newer, const v1::Lesson& older) {
  return !older.edited_by().empty() &&
         older.position().sequence() > newer.learned_sequence();
}

}  // namespace

bool SettlesTheSame(const v1::Lesson& one, const v1::Lesson& other) {
  return !one.conflict_key().empty() && core::IsLive(other.state()) &&
         one.component() == other.component() &&
         one.conflict_key() == other.conflict_key();
}

bool ActOnTheSame(const v1::Lesson& one, const v1::Lesson& other) {
  return ConditionsOf(one) == ConditionsOf(other) &&
         (one.scope().breadth() != v1::BREADTH_QUESTION ||
          QuestionOf(one) == QuestionOf(other));
}

bool TookThePlaceOf(const v1::Lesson& newer, const v1::Lesson& older) {
  return newer.state() == v1::LESSON_ACTIVE && SettlesTheSame(older, newer) &&
         !EditedSince(newer, older) &&
         older.learned_sequence() < newer.learned_sequence() &&
         ActOnTheSame(older, newer);
}

std::vector<v1::Change> RetireSuperseded(const TenantView& view,
                                         const v1::Lesson& lesson) {
  std::vector<v1::Change> changes;
  for (const auto& [learned, id] : view.lesson_order()) {
    if (learned >= lesson.learned_sequence()) break;
    const v1::Lesson& older = *view.FindLesson(id);
    if (older.state() != v1::LESSON_ACTIVE || !TookThePlaceOf(lesson, older)) {
      continue;
    }
    v1::Change::Retire& retire = *changes.emplace_back().mutable_retire();
    retire.set_lesson_id(id);
    retire.set_reason(v1::RETIRE_SUPERSEDED);
    retire.set_note(absl::StrCat(lesson.id(), " had taken its place"));
  }
  return changes;
}

}  // namespace alhf::coordinator

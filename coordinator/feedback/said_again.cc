#include "coordinator/feedback/said_again.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "coordinator/feedback/assignment_policy.h"
#include "coordinator/feedback/superseded.h"
#include "core/lessons/apply_change.h"

namespace alhf::coordinator {
namespace {

constexpr int kMaxSources = 32;

std::string Folded(const std::string& text) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(text));
}

bool SaysTheSame(const v1::Lesson& known, const v1::Lesson& learned) {
  return known.component() == learned.component() &&
         known.state() == learned.state() &&
         known.effect() == learned.effect() &&
         known.scope().counterexamples().empty() &&
         DirectTheSame(known, learned) && ActOnTheSame(known, learned);
}

// The lesson of `view` that `learned` says again, the newest first. Null: none.
const v1::Lesson* SaidBefore(const TenantView& view,
                             const v1::Lesson& learned) {
  const auto& order = view.lesson_order();
  for (auto it = order.rbegin(); it != order.rend(); ++it) {
    const v1::Lesson& known = *view.FindLesson(it->second);
    if (SaysTheSame(known, learned)) {
      return known.sources_size() < kMaxSources ? &known : nullptr;
    }
    if (SettlesTheSame(learned, known)) return nullptr;
  }
  return nullptr;
}

// Whether the record says something else of the same matter, too: the lessons
// of one record stay together, in their order.
bool SaysMoreOf(const v1::Lesson& learned,
                const storage::v1::Payload::Assigned& assigned) {
  return std::any_of(assigned.changes().begin(), assigned.changes().end(),
                     [&](const auto& each) {
                       const v1::Lesson& other = each.change().learn().lesson();
                       return each.change().has_learn() &&
                              other.id() != learned.id() &&
                              SettlesTheSame(learned, other);
                     });
}

v1::Source WithoutQuestion(v1::Source source) {
  source.clear_question();
  return source;
}

void Rename(const std::string& from, const std::string& to,
            v1::Assignment& assignment) {
  for (v1::Assignment::Part& part : *assignment.mutable_parts()) {
    for (std::string& id : *part.mutable_lesson_ids()) {
      if (id == from) id = to;
    }
  }
}

// The proposal of `record` for the component of `lesson` that directs the
// same, as a lesson; without an id where there is none.
v1::Lesson InTheWordsOf(const RecordView& record, const v1::Lesson& lesson) {
  const auto found = record.assessments.find(lesson.component());
  if (found == record.assessments.end()) return {};
  for (const v1::Proposal& proposal : found->second.proposals()) {
    v1::Lesson said = LessonFrom(record.record, lesson.component(), proposal);
    if (DirectTheSame(said, lesson)) {
      said.set_id(lesson.id());
      return said;
    }
  }
  return {};
}

}  // namespace

bool DirectTheSame(const v1::Lesson& one, const v1::Lesson& other) {
  if (one.conflict_key() != other.conflict_key() ||
      one.has_directive() != other.has_directive()) {
    return false;
  }
  if (!one.has_directive()) return Folded(one.text()) == Folded(other.text());
  return one.directive().type_name() == other.directive().type_name() &&
         one.directive().payload() == other.directive().payload();
}

std::vector<v1::Lesson> LinkSaidAgain(
    const TenantView& view, storage::v1::Payload::Assigned& assigned) {
  std::vector<v1::Lesson> linked;
  for (auto& each : *assigned.mutable_changes()) {
    v1::Change& change = *each.mutable_change();
    if (!change.has_learn()) continue;
    const v1::Lesson& learned = change.learn().lesson();
    if (SaysMoreOf(learned, assigned)) continue;
    const v1::Lesson* const known = SaidBefore(view, learned);
    if (known == nullptr) continue;
    Rename(learned.id(), known->id(), *assigned.mutable_assignment());
    v1::Change::AddSource added;
    added.set_lesson_id(known->id());
    *added.mutable_source() = WithoutQuestion(learned.sources(0));
    *linked.emplace_back(*known).add_sources() = added.source();
    *change.mutable_add_source() = std::move(added);
  }
  return linked;
}

std::vector<v1::Change> LearnFromOthers(const TenantView& view,
                                        const v1::Lesson& lesson,
                                        const core::Erased& erased) {
  std::vector<v1::Change> changes;
  if (!core::IsLive(lesson.state())) return changes;
  v1::Lesson anew;
  for (int i = 1; i < lesson.sources_size(); ++i) {
    const v1::Source& source = lesson.sources(i);
    const RecordView* const record = view.FindRecord(source.record_id());
    if (record == nullptr || erased.records.contains(source.record_id())) {
      continue;
    }
    if (anew.id().empty()) {
      anew = InTheWordsOf(*record, lesson);
    } else {
      *anew.add_sources() = source;
    }
  }
  if (anew.id().empty()) return changes;
  int number = 0;
  anew.set_id(NewLessonId(view, anew.sources(0).record_id(), number));
  anew.set_state(lesson.state());
  anew.mutable_scope()->set_user(lesson.scope().user());
  anew.mutable_scope()->set_agent(lesson.scope().agent());
  anew.add_derived_from(lesson.id());
  *changes.emplace_back().mutable_learn()->mutable_lesson() = anew;
  for (const auto& [learned, id] : view.lesson_order()) {
    const v1::Lesson& newer = *view.FindLesson(id);
    if (erased.lessons.contains(id) || !TookThePlaceOf(newer, lesson)) continue;
    v1::Change::Retire& retire = *changes.emplace_back().mutable_retire();
    retire.set_lesson_id(anew.id());
    retire.set_reason(v1::RETIRE_SUPERSEDED);
    retire.set_note(absl::StrCat(id, " had taken its place"));
    break;
  }
  return changes;
}

}  // namespace alhf::coordinator

#include "core/lessons/apply_change.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/status.h"

namespace alhf::core {
namespace {

using absl::StatusCode;

absl::Status Malformed(absl::string_view what) {
  return Error(StatusCode::kInvalidArgument, Reason::FIELD_INVALID, what,
               {{"field", "changes"}});
}

absl::Status WrongState(const v1::Lesson& lesson, absl::string_view advice) {
  const std::string& state = v1::LessonState_Name(lesson.state());
  return Error(
      StatusCode::kFailedPrecondition, Reason::LESSON_STATE,
      absl::StrCat("lesson ", lesson.id(), " is ", state, ": ", advice),
      {{"lesson", lesson.id()}, {"state", state}});
}

// A position is unique in a log, so its place in the epoch is a tag.
std::string EtagOf(const v1::Position& position) {
  return absl::StrCat(absl::Hex(position.epoch()), "-",
                      absl::Hex(position.sequence()));
}

void Stamp(const v1::Entry& entry, v1::Lesson& lesson) {
  *lesson.mutable_update_time() = entry.time();
  *lesson.mutable_position() = entry.position();
  lesson.set_etag(EtagOf(entry.position()));
}

absl::StatusOr<v1::Lesson> Learn(const std::optional<v1::Lesson>& existing,
                                 const v1::Lesson& learned,
                                 const v1::Entry& entry) {
  if (!IsLive(learned.state())) {
    return Malformed(
        absl::StrCat("lesson ", learned.id(), " cannot be learned as ",
                     v1::LessonState_Name(learned.state()),
                     ": a lesson is learned HELD, SHADOW or ACTIVE"));
  }
  if (existing.has_value() && existing->state() == v1::LESSON_ERASED) {
    return WrongState(*existing, "an erased lesson cannot be learned again");
  }
  v1::Lesson lesson = learned;
  *lesson.mutable_create_time() = entry.time();
  lesson.set_learned_sequence(entry.position().sequence());
  return lesson;
}

absl::StatusOr<v1::Lesson> Revise(v1::Lesson lesson,
                                  const v1::Lesson& revised) {
  if (!IsLive(lesson.state())) {
    return WrongState(lesson, "restore it before editing it");
  }
  lesson.set_text(revised.text());
  lesson.set_understood_as(revised.understood_as());
  *lesson.mutable_scope() = revised.scope();
  if (revised.has_directive()) {
    *lesson.mutable_directive() = revised.directive();
  } else {
    lesson.clear_directive();
  }
  lesson.set_effect(revised.effect());
  lesson.set_conflict_key(revised.conflict_key());
  lesson.set_edited_by(revised.edited_by());
  if (lesson.effect() == v1::EFFECT_NOT_UNDERSTOOD) {
    lesson.set_state(v1::LESSON_HELD);
  }
  return lesson;
}

absl::StatusOr<v1::Lesson> Accept(v1::Lesson lesson) {
  if (lesson.state() != v1::LESSON_HELD &&
      lesson.state() != v1::LESSON_SHADOW) {
    return WrongState(lesson, "only a HELD or SHADOW lesson can be accepted");
  }
  if (lesson.effect() == v1::EFFECT_NOT_UNDERSTOOD) {
    return WrongState(lesson,
                      "its words were not understood; edit it, then accept it");
  }
  lesson.set_state(v1::LESSON_ACTIVE);
  return lesson;
}

absl::StatusOr<v1::Lesson> Retire(v1::Lesson lesson,
                                  const v1::Change::Retire& retire) {
  if (!IsLive(lesson.state())) {
    return WrongState(lesson, "it is out of force already");
  }
  if (retire.reason() == v1::RETIRE_DISCARDED &&
      lesson.state() != v1::LESSON_HELD) {
    return WrongState(lesson,
                      "only a HELD lesson can be discarded; forget it instead");
  }
  lesson.set_retired_from(lesson.state());
  lesson.set_state(v1::LESSON_RETIRED);
  lesson.set_retire_reason(retire.reason());
  lesson.set_retire_note(retire.note());
  return lesson;
}

absl::StatusOr<v1::Lesson> Restore(v1::Lesson lesson) {
  if (lesson.state() != v1::LESSON_RETIRED) {
    return WrongState(lesson, "only a RETIRED lesson can be restored");
  }
  lesson.set_state(lesson.retired_from());
  lesson.clear_retired_from();
  lesson.clear_retire_reason();
  lesson.clear_retire_note();
  return lesson;
}

absl::StatusOr<v1::Lesson> Promote(v1::Lesson lesson, const std::string& user) {
  if (!IsLive(lesson.state())) {
    return WrongState(lesson, "restore it before promoting it");
  }
  lesson.mutable_scope()->set_user(user);
  return lesson;
}

absl::StatusOr<v1::Lesson> Move(v1::Lesson lesson, const std::string& agent) {
  if (!IsLive(lesson.state())) {
    return WrongState(lesson, "restore it before moving it");
  }
  lesson.mutable_scope()->set_agent(agent);
  return lesson;
}

absl::StatusOr<v1::Lesson> AddCounterexample(v1::Lesson lesson,
                                             const v1::Counterexample& added) {
  if (lesson.state() == v1::LESSON_ERASED) {
    return WrongState(lesson, "its words are gone");
  }
  auto& known = *lesson.mutable_scope()->mutable_counterexamples();
  const bool there =
      std::any_of(known.begin(), known.end(), [&](const auto& each) {
        return each.text() == added.text() &&
               each.exchange_id() == added.exchange_id();
      });
  if (!there) *known.Add() = added;
  return lesson;
}

absl::StatusOr<v1::Lesson> AddSource(v1::Lesson lesson,
                                     const v1::Source& added) {
  if (!IsLive(lesson.state())) {
    return WrongState(lesson, "learn anew what is said again");
  }
  auto& known = *lesson.mutable_sources();
  const bool there =
      std::any_of(known.begin(), known.end(), [&](const auto& each) {
        return each.SerializeAsString() == added.SerializeAsString();
      });
  if (!there) *known.Add() = added;
  return lesson;
}

v1::Lesson Tombstone(const v1::Lesson& lesson) {
  v1::Lesson erased;
  erased.set_id(lesson.id());
  erased.set_tenant(lesson.tenant());
  erased.set_component(lesson.component());
  erased.set_state(v1::LESSON_ERASED);
  *erased.mutable_create_time() = lesson.create_time();
  erased.set_learned_sequence(lesson.learned_sequence());
  return erased;
}

// `lesson` is there, and `change` is about it.
absl::StatusOr<v1::Lesson> ChangeExisting(v1::Lesson lesson,
                                          const v1::Change& change) {
  switch (change.kind_case()) {
    case v1::Change::kRevise:
      return Revise(std::move(lesson), change.revise().lesson());
    case v1::Change::kAccept:
      return Accept(std::move(lesson));
    case v1::Change::kRetire:
      return Retire(std::move(lesson), change.retire());
    case v1::Change::kRestore:
      return Restore(std::move(lesson));
    case v1::Change::kPromote:
      return Promote(std::move(lesson), change.promote().user());
    case v1::Change::kMove:
      return Move(std::move(lesson), change.move().agent());
    case v1::Change::kAddCounterexample:
      return AddCounterexample(std::move(lesson),
                               change.add_counterexample().counterexample());
    case v1::Change::kAddSource:
      return AddSource(std::move(lesson), change.add_source().source());
    case v1::Change::kErase:
      return Tombstone(lesson);
    case v1::Change::kLearn:
    case v1::Change::kAdoptSnapshot:
    case v1::Change::kNone:
    case v1::Change::KIND_NOT_SET:
      break;
  }
  return Malformed("a change is of no kind that this version knows");
}

}  // namespace

std::string LessonIdOf(const v1::Change& change) {
  switch (change.kind_case()) {
    case v1::Change::kLearn:
      return change.learn().lesson().id();
    case v1::Change::kRevise:
      return change.revise().lesson().id();
    case v1::Change::kAccept:
      return change.accept().lesson_id();
    case v1::Change::kRetire:
      return change.retire().lesson_id();
    case v1::Change::kRestore:
      return change.restore().lesson_id();
    case v1::Change::kPromote:
      return change.promote().lesson_id();
    case v1::Change::kMove:
      return change.move().lesson_id();
    case v1::Change::kAddCounterexample:
      return change.add_counterexample().lesson_id();
    case v1::Change::kAddSource:
      return change.add_source().lesson_id();
    case v1::Change::kErase:
      return change.erase().lesson_id();
    case v1::Change::kAdoptSnapshot:
    case v1::Change::kNone:
    case v1::Change::KIND_NOT_SET:
      break;
  }
  return "";
}

bool IsLive(v1::LessonState state) {
  return state == v1::LESSON_HELD || state == v1::LESSON_SHADOW ||
         state == v1::LESSON_ACTIVE;
}

absl::StatusOr<std::optional<v1::Lesson>> ApplyChange(
    std::optional<v1::Lesson> lesson, const v1::Change& change,
    const v1::Entry& entry) {
  if (change.has_none() || change.has_adopt_snapshot()) return lesson;
  const std::string id = LessonIdOf(change);
  if (id.empty()) {
    return Malformed("a change names no lesson, or is of no known kind");
  }
  absl::StatusOr<v1::Lesson> changed;
  if (change.has_learn()) {
    changed = Learn(lesson, change.learn().lesson(), entry);
  } else if (lesson.has_value()) {
    changed = ChangeExisting(*std::move(lesson), change);
  } else {
    changed = Error(StatusCode::kNotFound, Reason::LESSON_NOT_FOUND,
                    absl::StrCat("there is no lesson ", id, " to change"),
                    {{"lesson", id}});
  }
  if (!changed.ok()) return changed.status();
  Stamp(entry, *changed);
  return std::optional<v1::Lesson>(*std::move(changed));
}

}  // namespace alhf::core

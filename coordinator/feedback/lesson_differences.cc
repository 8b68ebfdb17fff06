#include "coordinator/feedback/lesson_differences.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "coordinator/feedback/assignment_policy.h"
#include "coordinator/feedback/request_digest.h"
#include "coordinator/feedback/said_again.h"
#include "coordinator/feedback/superseded.h"
#include "core/lessons/apply_change.h"

namespace alhf::coordinator {
namespace {

using Lessons = std::vector<v1::Lesson>;

// What was understood, without what people and time have added since.
v1::Lesson MeaningOf(const v1::Lesson& lesson) {
  v1::Lesson meaning;
  meaning.set_text(lesson.text());
  meaning.set_understood_as(lesson.understood_as());
  *meaning.mutable_scope() = lesson.scope();
  meaning.mutable_scope()->clear_user();
  meaning.mutable_scope()->clear_counterexamples();
  if (lesson.has_directive()) *meaning.mutable_directive() = lesson.directive();
  meaning.set_effect(lesson.effect());
  meaning.set_conflict_key(lesson.conflict_key());
  return meaning;
}

bool MeansTheSame(const v1::Lesson& one, const v1::Lesson& other) {
  return StableBytes(MeaningOf(one)) == StableBytes(MeaningOf(other));
}

// Whether both settle the same thing or, where one settles nothing, are of the
// same words.
bool IsAbout(const v1::Lesson& one, const v1::Lesson& other) {
  if (!one.conflict_key().empty() && !other.conflict_key().empty()) {
    return one.conflict_key() == other.conflict_key();
  }
  return absl::StrContains(one.text(), other.text()) ||
         absl::StrContains(other.text(), one.text());
}

// Takes out of `lessons` the first that `is` one.
template <typename Is>
std::optional<v1::Lesson> TakeFirst(Lessons& lessons, Is is) {
  const auto found = std::find_if(lessons.begin(), lessons.end(), is);
  if (found == lessons.end()) return std::nullopt;
  v1::Lesson lesson = std::move(*found);
  lessons.erase(found);
  return lesson;
}

bool IsSource(const std::string& record_id, const v1::Lesson& lesson) {
  return std::any_of(lesson.sources().begin(), lesson.sources().end(),
                     [&](const v1::Source& source) {
                       return source.record_id() == record_id;
                     });
}

// All that the view has of a record's lessons in one component.
Lessons KnownOf(const TenantView& view, const std::string& record_id,
                const std::string& component) {
  Lessons known;
  for (const auto& [learned, id] : view.lesson_order()) {
    const v1::Lesson& lesson = *view.FindLesson(id);
    if (lesson.component() == component && IsSource(record_id, lesson)) {
      known.push_back(lesson);
    }
  }
  return known;
}

// What a first assignment would make of `assessment`.
Lessons FreshOf(const RecordView& known, const v1::FeedbackRecord& record,
                const v1::Assessment& assessment) {
  AssignmentInput input;
  input.record = record;
  input.activation = known.activation;
  input.assessments = {assessment};
  input.now = FromProto(record.time());
  const storage::v1::Payload::Assigned first = Assign(input);
  Lessons fresh;
  for (const auto& change : first.changes()) {
    if (!change.change().has_learn()) continue;
    fresh.push_back(change.change().learn().lesson());
    fresh.back().clear_id();
    fresh.back().clear_create_time();
  }
  return fresh;
}

// Collects the differences, component by component.
class Comparison {
 public:
  Comparison(const TenantView& view, const RecordView& known,
             const v1::FeedbackRecord& record)
      : view_(view), known_(known), record_(record) {
    v1::Assignment& assignment = *result_.assigned.mutable_assignment();
    assignment = known.assignment;
    assignment.set_revision(assignment.revision() + 1);
  }

  void Compare(const v1::Assessment& assessment) {
    component_ = assessment.component();
    const auto said = known_.assessments.find(component_);
    said_ = said == known_.assessments.end()
                ? Lessons()
                : FreshOf(known_, record_, said->second);
    Lessons known = KnownOf(view_, record_.id(), component_);
    Lessons fresh = FreshOf(known_, record_, assessment);
    std::vector<std::string> ids;
    for (const v1::Lesson& lesson : known) ids.push_back(lesson.id());
    PassOverRepeated(known, fresh);
    fresh.erase(std::remove_if(fresh.begin(), fresh.end(),
                               [&](const v1::Lesson& lesson) {
                                 return TakeFirst(known,
                                                  [&](const auto& each) {
                                                    return MeansTheSame(each,
                                                                        lesson);
                                                  })
                                     .has_value();
                               }),
                fresh.end());
    for (v1::Lesson& lesson : fresh) {
      const auto before = TakeFirst(
          known, [&](const auto& each) { return IsAbout(each, lesson); });
      if (!before.has_value()) {
        AddNew(std::move(lesson), ids);
      } else if (core::IsLive(before->state()) &&
                 !IsPassedOver(*before, lesson)) {
        AddChanged(*before, std::move(lesson), ids);
      }
    }
    for (const v1::Lesson& lesson : known) AddGone(lesson);
    Assign(assessment, ids);
  }

  Reassessed Take() { return std::move(result_); }

 private:
  // A lesson in the words of another record, which this one repeats, is not
  // this one's to change: what is understood otherwise now is new.
  void PassOverRepeated(Lessons& known, Lessons& fresh) const {
    const auto own = std::stable_partition(
        known.begin(), known.end(), [&](const v1::Lesson& lesson) {
          return lesson.sources(0).record_id() != record_.id();
        });
    for (auto repeated = known.begin(); repeated != own; ++repeated) {
      const auto directs = [&](const auto& each) {
        return DirectTheSame(each, *repeated);
      };
      // A person may have edited it since, or put it out of force.
      if (TakeFirst(fresh, directs).has_value()) continue;
      TakeFirst(fresh, [&](const auto& each) { return WasSaid(each); });
    }
    known.erase(known.begin(), own);
  }

  v1::LessonDifference& Add(v1::LessonDifference::Kind kind) {
    v1::LessonDifference& difference = result_.differences.emplace_back();
    difference.set_kind(kind);
    difference.set_component(component_);
    return difference;
  }
  v1::Change& AddChange() {
    auto& change = *result_.assigned.add_changes();
    change.set_component(component_);
    return *change.mutable_change();
  }
  void Learn(v1::Lesson lesson, std::vector<std::string>& ids) {
    lesson.set_id(NewLessonId(view_, record_.id(), number_));
    ids.push_back(lesson.id());
    *AddChange().mutable_learn()->mutable_lesson() = std::move(lesson);
  }

  // Whether the component understood it so when it was asked last.
  bool WasSaid(const v1::Lesson& lesson) const {
    return std::any_of(said_.begin(), said_.end(), [&](const auto& each) {
      return MeansTheSame(each, lesson);
    });
  }

  // What a person edited was understood so before, or something else.
  bool IsPassedOver(const v1::Lesson& before, const v1::Lesson& lesson) const {
    return !before.edited_by().empty() && WasSaid(lesson);
  }

  // One that would win over what was said since, only because it comes later.
  std::string MetBy(const v1::Lesson& lesson) const {
    for (const auto& [learned, id] : view_.lesson_order()) {
      if (SettlesTheSame(lesson, *view_.FindLesson(id))) return id;
    }
    return "";
  }

  void AddNew(v1::Lesson lesson, std::vector<std::string>& ids) {
    v1::LessonDifference& difference = Add(v1::LessonDifference::NEW);
    if (const std::string met = MetBy(lesson); !met.empty()) {
      lesson.set_state(v1::LESSON_HELD);
      difference.set_kept_because(absl::StrCat(
          met, " settles the same and is in force: the new one waits"));
    }
    *difference.mutable_after() = lesson;
    Learn(std::move(lesson), ids);
  }

  void AddChanged(const v1::Lesson& before, v1::Lesson lesson,
                  std::vector<std::string>& ids) {
    v1::LessonDifference& difference = Add(v1::LessonDifference::CHANGED);
    *difference.mutable_before() = before;
    if (!before.edited_by().empty()) {
      lesson.set_state(v1::LESSON_HELD);
      lesson.add_derived_from(before.id());
      difference.set_kept_because(
          absl::StrCat(before.edited_by(),
                       " edited it: what is understood now waits beside it"));
      *difference.mutable_after() = lesson;
      return Learn(std::move(lesson), ids);
    }
    v1::Lesson after = before;
    after.set_text(lesson.text());
    after.set_understood_as(lesson.understood_as());
    lesson.mutable_scope()->set_user(before.scope().user());
    *lesson.mutable_scope()->mutable_counterexamples() =
        before.scope().counterexamples();
    *after.mutable_scope() = lesson.scope();
    after.clear_directive();
    if (lesson.has_directive()) *after.mutable_directive() = lesson.directive();
    after.set_effect(lesson.effect());
    after.set_conflict_key(lesson.conflict_key());
    *difference.mutable_after() = after;
    *AddChange().mutable_revise()->mutable_lesson() = std::move(after);
  }

  void AddGone(const v1::Lesson& lesson) {
    if (!core::IsLive(lesson.state()) || !lesson.edited_by().empty()) return;
    if (lesson.sources_size() > 1) return;  // others said it, too
    *Add(v1::LessonDifference::GONE).mutable_before() = lesson;
    auto& retire = *AddChange().mutable_retire();
    retire.set_lesson_id(lesson.id());
    retire.set_reason(v1::RETIRE_REASSESSED);
  }

  // The part of the assignment that says what the component has learned.
  void Assign(const v1::Assessment& assessment,
              const std::vector<std::string>& ids) {
    auto& parts = *result_.assigned.mutable_assignment()->mutable_parts();
    parts.erase(std::remove_if(parts.begin(), parts.end(),
                               [&](const auto& part) {
                                 return part.component() == component_;
                               }),
                parts.end());
    if (ids.empty()) return;
    v1::Assignment::Part& part = *parts.Add();
    part.set_component(component_);
    part.set_score(assessment.score());
    part.set_reason(assessment.reason());
    for (const std::string& id : ids) part.add_lesson_ids(id);
  }

  const TenantView& view_;
  const RecordView& known_;
  const v1::FeedbackRecord& record_;
  std::string component_;
  Lessons said_;  // by the component, when it was asked last
  int number_ = 0;
  Reassessed result_;
};

}  // namespace

Reassessed DifferencesOf(const TenantView& view,
                         const v1::FeedbackRecord& record,
                         const std::vector<v1::Assessment>& assessments) {
  const RecordView* known = view.FindRecord(record.id());
  if (known == nullptr) return {};
  Comparison comparison(view, *known, record);
  for (const v1::Assessment& assessment : assessments) {
    comparison.Compare(assessment);
  }
  return comparison.Take();
}

std::string EtagOf(const std::vector<v1::LessonDifference>& differences) {
  constexpr size_t kDigits = 16;
  std::string bytes;
  for (const v1::LessonDifference& each : differences) {
    absl::StrAppend(&bytes, StableBytes(each), "\n");
  }
  return absl::BytesToHexString(Sha256(bytes)).substr(0, kDigits);
}

}  // namespace alhf::coordinator

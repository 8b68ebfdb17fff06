#include "coordinator/feedback/erasure.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "coordinator/feedback/said_again.h"
#include "coordinator/feedback/superseded.h"

namespace alhf::coordinator {
namespace {

using storage::v1::Payload;
using Erasure = Payload::Erasure;
using Changes =
    google::protobuf::RepeatedPtrField<storage::v1::ComponentChange>;

// A lesson's words are those of the record that it was first learned from, or
// of the one who edited it.
bool IsErased(const v1::Lesson& lesson, const core::Erased& erased) {
  if (erased.everything) return true;
  if (!lesson.sources().empty() &&
      erased.records.contains(lesson.sources(0).record_id())) {
    return true;
  }
  return !erased.user.empty() && (lesson.edited_by() == erased.user ||
                                  lesson.scope().user() == erased.user);
}

bool Redact(const core::Erased& erased, Changes& changes) {
  bool changed = false;
  for (auto& each : changes) {
    changed = core::Redact(erased, *each.mutable_change()) || changed;
  }
  return changed;
}

bool Redact(const core::Erased& erased, Payload::Record& payload) {
  v1::FeedbackRecord& record = *payload.mutable_record();
  if (!erased.records.contains(record.id())) {
    return record.has_exchange() &&
           core::Redact(erased, *record.mutable_exchange());
  }
  if (payload.erased()) return false;
  v1::FeedbackRecord bare;
  bare.set_id(record.id());
  bare.set_tenant(record.tenant());
  record = std::move(bare);
  // A digest of few words tells them to who can guess.
  payload.clear_request_digest();
  payload.set_erased(true);
  return true;
}

bool Redact(const core::Erased& erased, Payload::Assessments& payload) {
  if (!erased.records.contains(payload.record_id())) return false;
  const std::string before = payload.SerializeAsString();
  for (v1::Assessment& each : *payload.mutable_assessments()) {
    core::RemoveWords(each);
  }
  return payload.SerializeAsString() != before;
}

bool Redact(const core::Erased& erased, Payload::Assigned& payload) {
  const std::string before = payload.SerializeAsString();
  if (erased.records.contains(payload.assignment().record_id())) {
    core::RemoveWords(*payload.mutable_assignment());
  }
  Redact(erased, *payload.mutable_changes());
  if (erased.everything || payload.accepted_by() == erased.user) {
    payload.clear_accepted_by();
  }
  return payload.SerializeAsString() != before;
}

bool Redact(const core::Erased& erased, Payload& payload) {
  switch (payload.payload_case()) {
    case Payload::kRecord:
      return Redact(erased, *payload.mutable_record());
    case Payload::kAssessments:
      return Redact(erased, *payload.mutable_assessments());
    case Payload::kAssigned:
      return Redact(erased, *payload.mutable_assigned());
    case Payload::kLessonChange: {
      auto& change = *payload.mutable_lesson_change();
      const bool named = !change.user().empty() &&
                         (erased.everything || change.user() == erased.user);
      if (named) change.clear_user();
      if (!Redact(erased, *change.mutable_changes())) return named;
      change.clear_request_digest();
      return true;
    }
    case Payload::kErasure:
      return Redact(erased, *payload.mutable_erasure()->mutable_changes());
    case Payload::kEntryRetried:
      return Redact(erased,
                    *payload.mutable_entry_retried()->mutable_changes());
    default:
      return false;
  }
}

// What an erased lesson had taken the place of stays out of force.
void AddSuperseded(const TenantView& view, Erasure& erasure) {
  std::set<std::string> done(erasure.lesson_ids().begin(),
                             erasure.lesson_ids().end());
  for (const std::string& id : erasure.lesson_ids()) {
    const v1::Lesson& erased = *view.FindLesson(id);
    for (v1::Change& retire : RetireSuperseded(view, erased)) {
      if (!done.insert(retire.retire().lesson_id()).second) continue;
      auto& change = *erasure.add_changes();
      change.set_component(erased.component());
      *change.mutable_change() = std::move(retire);
    }
  }
}

// What others said, too, stays, in their words.
void AddSaidByOthers(const TenantView& view, const core::Erased& erased,
                     Erasure& erasure) {
  for (const std::string& id : erasure.lesson_ids()) {
    const v1::Lesson& lesson = *view.FindLesson(id);
    for (v1::Change& anew : LearnFromOthers(view, lesson, erased)) {
      auto& change = *erasure.add_changes();
      change.set_component(lesson.component());
      *change.mutable_change() = std::move(anew);
    }
  }
}

}  // namespace

absl::StatusOr<Erasure> ErasureOf(const TenantView& view,
                                  const v1::EraseRequest& request) {
  Erasure erasure;
  if (request.has_record_id() &&
      view.FindRecord(request.record_id()) == nullptr) {
    return Error(
        absl::StatusCode::kNotFound, Reason::RECORD_NOT_FOUND,
        absl::StrCat("tenant ", request.tenant(), " has no feedback record ",
                     request.record_id(), ", or it was erased"),
        {{"record", request.record_id()}});
  }
  erasure.set_user(request.user());
  erasure.set_everything(request.everything());
  for (const auto& [sequence, each] : view.records()) {
    const v1::FeedbackRecord& record = each.record;
    if (request.everything() || record.id() == request.record_id() ||
        (request.has_user() && record.giver() == request.user())) {
      erasure.add_record_ids(record.id());
    }
  }
  const core::Erased erased = ErasedBy(erasure);
  for (const auto& [learned, id] : view.lesson_order()) {
    const v1::Lesson& lesson = *view.FindLesson(id);
    if (lesson.state() == v1::LESSON_ERASED || !IsErased(lesson, erased)) {
      continue;
    }
    erasure.add_lesson_ids(id);
    auto& change = *erasure.add_changes();
    change.set_component(lesson.component());
    change.mutable_change()->mutable_erase()->set_lesson_id(id);
  }
  AddSuperseded(view, erasure);
  AddSaidByOthers(view, ErasedBy(erasure), erasure);
  return erasure;
}

core::Erased ErasedBy(const Erasure& erasure) {
  core::Erased erased;
  erased.records.insert(erasure.record_ids().begin(),
                        erasure.record_ids().end());
  erased.lessons.insert(erasure.lesson_ids().begin(),
                        erasure.lesson_ids().end());
  erased.user = erasure.user();
  erased.everything = erasure.everything();
  return erased;
}

std::optional<Redaction> RedactionOf(const core::Erased& erased,
                                     const LogEntry& entry) {
  if (!entry.payload.has_value()) return std::nullopt;
  Redaction redaction{entry.envelope.position().sequence(), entry.payload};
  if (!Redact(erased, *redaction.payload)) return std::nullopt;
  return redaction;
}

}  // namespace alhf::coordinator

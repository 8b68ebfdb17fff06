#include "coordinator/feedback/record_import.h"

#include <set>
#include <string>
#include <utility>

#include "base/status.h"
#include "core/lessons/apply_change.h"

namespace alhf::coordinator {
namespace {

using storage::v1::ComponentChange;
using storage::v1::Payload;

// A lesson is learned in force and retired after: there is no other way in.
void AddLesson(const v1::Lesson& lesson, const std::string& tenant,
               Payload::Assigned& assigned) {
  ComponentChange& learn = *assigned.add_changes();
  learn.set_component(lesson.component());
  v1::Lesson& learned =
      *learn.mutable_change()->mutable_learn()->mutable_lesson();
  learned = lesson;
  learned.set_tenant(tenant);
  learned.mutable_scope()->set_tenant(tenant);
  if (lesson.state() != v1::LESSON_RETIRED) return;
  learned.set_state(core::IsLive(lesson.retired_from()) ? lesson.retired_from()
                                                        : v1::LESSON_ACTIVE);
  learned.clear_retired_from();
  learned.clear_retire_reason();
  learned.clear_retire_note();
  ComponentChange& retire = *assigned.add_changes();
  retire.set_component(lesson.component());
  v1::Change::Retire& change = *retire.mutable_change()->mutable_retire();
  change.set_lesson_id(lesson.id());
  // Only what is HELD can be discarded; the state before says so.
  change.set_reason(lesson.retire_reason());
  change.set_note(lesson.retire_note());
}

// Appends to `payloads` what `status` brings. `taken` are the ids of lessons
// that earlier records of the same request brought.
void AddRecord(const v1::FeedbackStatus& status, const std::string& tenant,
               const TenantView& view, std::set<std::string>& taken,
               Payloads& payloads) {
  Payload::Record& record = *payloads.emplace_back().mutable_record();
  *record.mutable_record() = status.record();
  record.mutable_record()->set_tenant(tenant);
  record.set_activation(status.activation());
  if (!status.assessments().empty()) {
    auto& said = *payloads.emplace_back().mutable_assessments();
    said.set_record_id(status.record().id());
    *said.mutable_assessments() = status.assessments();
  }
  Payload::Assigned& assigned = *payloads.emplace_back().mutable_assigned();
  *assigned.mutable_assignment() = status.assignment();
  assigned.mutable_assignment()->set_record_id(status.record().id());
  if (status.assignment().revision() == 0) {
    assigned.mutable_assignment()->set_revision(1);
  }
  for (const v1::Lesson& lesson : status.lessons()) {
    const bool known = view.FindLesson(lesson.id()) != nullptr;
    if (known || !taken.insert(lesson.id()).second) continue;
    AddLesson(lesson, tenant, assigned);
  }
}

}  // namespace

absl::StatusOr<v1::ImportFeedbackResponse> ImportRecords(
    const v1::ImportFeedbackRequest& request, const Giver& giver,
    TenantJournal& journal) {
  v1::ImportFeedbackResponse response;
  ALHF_ASSIGN_OR_RETURN(
      const v1::Position position,
      journal.Decide(
          giver.principal,
          [&](const TenantView& view, absl::Time) -> absl::StatusOr<Payloads> {
            Payloads payloads;
            std::set<std::string> records;
            std::set<std::string> lessons;
            for (const v1::FeedbackStatus& status : request.records()) {
              const std::string& id = status.record().id();
              if (view.FindRecord(id) != nullptr ||
                  !records.insert(id).second) {
                response.add_known(id);
                continue;
              }
              response.add_taken(id);
              AddRecord(status, journal.tenant(), view, lessons, payloads);
            }
            return payloads;
          }));
  if (!response.taken().empty()) *response.mutable_position() = position;
  return response;
}

}  // namespace alhf::coordinator

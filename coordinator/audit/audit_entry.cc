#include "coordinator/audit/audit_entry.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace alhf::coordinator {
namespace {

using storage::v1::Envelope;
using storage::v1::Payload;

// What is known where nothing is left of the payload.
v1::AuditAction ActionOf(Envelope::Type type) {
  switch (type) {
    case Envelope::RECORD:
      return v1::AUDIT_TAUGHT;
    case Envelope::LESSON_CHANGE:
      return v1::AUDIT_CHANGED;
    case Envelope::ERASURE:
      return v1::AUDIT_ERASED;
    case Envelope::ROLLOUT:
      return v1::AUDIT_ROLLED_OUT;
    case Envelope::COMPONENT_REMOVED:
    case Envelope::ENTRY_RETRIED:
    case Envelope::SNAPSHOT:
      return v1::AUDIT_KEPT;
    case Envelope::ACCESS:
      return v1::AUDIT_READ;
    default:  // the coordinator's own
      return v1::AUDIT_ACTION_UNSPECIFIED;
  }
}

v1::AuditAction ActionOf(const v1::Change& change) {
  switch (change.kind_case()) {
    case v1::Change::kAccept:
      return v1::AUDIT_ACCEPTED;
    case v1::Change::kRetire:
      return v1::AUDIT_RETIRED;
    case v1::Change::kRestore:
      return v1::AUDIT_RESTORED;
    case v1::Change::kPromote:
      return v1::AUDIT_PROMOTED;
    default:
      return v1::AUDIT_CHANGED;
  }
}

void Fill(const Payload::LessonChange& payload, v1::AuditEntry& entry) {
  entry.set_user(payload.user());
  entry.add_lesson_ids(payload.lesson_id());
  if (payload.changes().empty()) return;
  entry.set_action(ActionOf(payload.changes(0).change()));
  entry.set_component(payload.changes(0).component());
}

// Only where a person accepted it.
void Fill(const Payload::Assigned& payload, v1::AuditEntry& entry) {
  if (payload.accepted_by().empty()) return;
  entry.set_action(v1::AUDIT_ACCEPTED);
  entry.set_call("ReassessFeedback");
  entry.set_user(payload.accepted_by());
  entry.set_record_id(payload.assignment().record_id());
}

void Fill(const Payload::Access& payload, v1::AuditEntry& entry) {
  // Nobody's words were looked at there.
  if (payload.call() == "RebuildComponent") entry.set_action(v1::AUDIT_KEPT);
  if (payload.refused()) entry.set_action(v1::AUDIT_REFUSED);
  entry.set_user(payload.user());
  entry.set_call(payload.call());
  entry.set_record_id(payload.record_id());
  if (!payload.lesson_id().empty()) entry.add_lesson_ids(payload.lesson_id());
  entry.set_exchange_id(payload.exchange_id());
  entry.set_component(payload.component());
  entry.set_of_user(payload.of_user());
  entry.set_items(payload.items());
  entry.set_times(payload.times());
  entry.set_role(payload.role());
  entry.set_named_tenant(payload.named_tenant());
}

void Fill(const Payload& payload, v1::AuditEntry& entry) {
  switch (payload.payload_case()) {
    case Payload::kRecord:
      entry.set_user(payload.record().record().giver());
      entry.set_record_id(payload.record().record().id());
      break;
    case Payload::kAssigned:
      Fill(payload.assigned(), entry);
      break;
    case Payload::kLessonChange:
      Fill(payload.lesson_change(), entry);
      break;
    case Payload::kErasure:
      if (payload.erasure().record_ids_size() == 1) {
        entry.set_record_id(payload.erasure().record_ids(0));
      }
      entry.mutable_lesson_ids()->CopyFrom(payload.erasure().lesson_ids());
      entry.set_of_user(payload.erasure().user());
      break;
    case Payload::kRollout:
      entry.set_user(payload.rollout().rollout().changed_by());
      break;
    case Payload::kComponentRemoved:
      entry.set_call("RemoveComponent");
      entry.set_component(payload.component_removed().component());
      break;
    case Payload::kEntryRetried:
      entry.set_call("RetryParked");
      entry.set_component(payload.entry_retried().component());
      break;
    case Payload::kSnapshot:
      entry.set_call("OfferSnapshot");
      entry.set_component(payload.snapshot().snapshot().component());
      break;
    case Payload::kAccess:
      Fill(payload.access(), entry);
      break;
    default:
      break;
  }
}

template <typename Values, typename Value>
bool HasOrAny(const Values& values, const Value& value) {
  return values.empty() ||
         std::find(values.begin(), values.end(), value) != values.end();
}

bool IsOrAny(const std::string& asked, const std::string& value) {
  return asked.empty() || asked == value;
}

}  // namespace

std::optional<v1::AuditEntry> AuditEntryOf(v1::AuditChain chain,
                                           const LogEntry& entry) {
  v1::AuditEntry audited;
  audited.set_chain(chain);
  audited.set_sequence(entry.envelope.position().sequence());
  *audited.mutable_time() = entry.envelope.time();
  audited.set_principal(entry.envelope.principal());
  audited.set_action(ActionOf(entry.envelope.type()));
  audited.set_redacted(entry.redacted);
  if (entry.payload.has_value()) Fill(*entry.payload, audited);
  if (audited.action() == v1::AUDIT_ACTION_UNSPECIFIED) return std::nullopt;
  return audited;
}

bool IsAskedFor(const v1::ListAuditRequest& request,
                const v1::AuditEntry& entry) {
  const auto& lessons = entry.lesson_ids();
  return IsOrAny(request.principal(), entry.principal()) &&
         IsOrAny(request.user(), entry.user()) &&
         HasOrAny(request.actions(), static_cast<int>(entry.action())) &&
         IsOrAny(request.record_id(), entry.record_id()) &&
         (request.lesson_id().empty() ||
          std::find(lessons.begin(), lessons.end(), request.lesson_id()) !=
              lessons.end()) &&
         (!request.has_not_before() ||
          FromProto(entry.time()) >= FromProto(request.not_before()));
}

}  // namespace alhf::coordinator

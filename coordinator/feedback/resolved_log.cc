#include "coordinator/feedback/resolved_log.h"

#include "google/protobuf/repeated_field.h"

namespace alhf::coordinator {
namespace {

using storage::v1::ComponentChange;
using storage::v1::Payload;
using ComponentChanges = google::protobuf::RepeatedPtrField<ComponentChange>;

// The changes of an entry whose kind can hold some.
const ComponentChanges& ComponentChangesOf(const LogEntry& entry) {
  static const auto* const kNone = new ComponentChanges();
  if (!entry.payload.has_value()) return *kNone;
  switch (entry.payload->payload_case()) {
    case Payload::kAssigned:
      return entry.payload->assigned().changes();
    case Payload::kLessonChange:
      return entry.payload->lesson_change().changes();
    case Payload::kEntryRetried:
      return entry.payload->entry_retried().changes();
    case Payload::kErasure:
      return entry.payload->erasure().changes();
    default:
      return *kNone;
  }
}

bool HasSnapshot(const LogEntry& entry) {
  return entry.payload.has_value() && entry.payload->has_snapshot();
}

}  // namespace

std::set<std::string> ComponentsOf(const LogEntry& entry) {
  std::set<std::string> components;
  for (const ComponentChange& each : ComponentChangesOf(entry)) {
    components.insert(each.component());
  }
  if (HasSnapshot(entry)) {
    components.insert(entry.payload->snapshot().snapshot().component());
  }
  return components;
}

std::vector<v1::Change> ChangesFor(absl::string_view component,
                                   const LogEntry& entry) {
  std::vector<v1::Change> changes;
  for (const ComponentChange& each : ComponentChangesOf(entry)) {
    if (each.component() == component) changes.push_back(each.change());
  }
  if (HasSnapshot(entry)) {
    const v1::Snapshot& snapshot = entry.payload->snapshot().snapshot();
    if (snapshot.component() == component) {
      *changes.emplace_back().mutable_adopt_snapshot()->mutable_snapshot() =
          snapshot;
    }
  }
  return changes;
}

v1::Entry EntryFor(absl::string_view component, const LogEntry& entry,
                   bool parked) {
  v1::Entry resolved;
  *resolved.mutable_position() = entry.envelope.position();
  *resolved.mutable_time() = entry.envelope.time();
  resolved.set_principal(entry.envelope.principal());
  resolved.set_traceparent(entry.envelope.traceparent());
  if (!parked) {
    for (v1::Change& change : ChangesFor(component, entry)) {
      *resolved.add_changes() = std::move(change);
    }
  }
  if (resolved.changes().empty()) resolved.add_changes()->mutable_none();
  return resolved;
}

}  // namespace alhf::coordinator

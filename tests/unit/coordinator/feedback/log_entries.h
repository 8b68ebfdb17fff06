// Entries for tests of the log and what reads it.
#ifndef ALHF_TESTS_UNIT_COORDINATOR_FEEDBACK_LOG_ENTRIES_H_
#define ALHF_TESTS_UNIT_COORDINATOR_FEEDBACK_LOG_ENTRIES_H_

#include <string>
#include <utility>

#include "absl/time/time.h"
#include "base/text.h"
#include "coordinator/feedback/feedback_log.h"
#include "coordinator/feedback/log_codec.h"

namespace alhf::coordinator {

inline absl::Time TestTime() { return absl::FromUnixSeconds(1700000000); }

inline NewEntry EntryOf(storage::v1::Payload payload) {
  return {"tester", TestTime(), std::move(payload)};
}

// A record with `id` and text.
inline storage::v1::Payload RecordPayload(const std::string& id,
                                          const std::string& text = "words") {
  storage::v1::Payload payload;
  v1::FeedbackRecord& record = *payload.mutable_record()->mutable_record();
  record.set_id(id);
  record.set_tenant("acme");
  record.set_kind(v1::RECORD_TEXT);
  record.set_text(text);
  *record.mutable_time() = ToProto(TestTime());
  return payload;
}

// `payload` as it is read at `sequence`.
inline LogEntry At(uint64_t sequence, storage::v1::Payload payload) {
  LogEntry entry;
  entry.envelope.mutable_position()->set_log_id("log-test");
  entry.envelope.mutable_position()->set_epoch(1);
  entry.envelope.mutable_position()->set_sequence(sequence);
  *entry.envelope.mutable_time() =
      ToProto(TestTime() + absl::Seconds(static_cast<int64_t>(sequence)));
  entry.envelope.set_type(TypeOf(payload));
  entry.payload = std::move(payload);
  return entry;
}

// An assignment of `record_id` by which `component` learns `lesson_id`.
inline storage::v1::Payload LearnPayload(const std::string& record_id,
                                         const std::string& component,
                                         const std::string& lesson_id,
                                         uint32_t revision = 1) {
  storage::v1::Payload payload;
  auto& assigned = *payload.mutable_assigned();
  v1::Assignment& assignment = *assigned.mutable_assignment();
  assignment.set_record_id(record_id);
  assignment.set_revision(revision);
  assignment.add_assessed(component);
  v1::Assignment::Part& part = *assignment.add_parts();
  part.set_component(component);
  part.add_lesson_ids(lesson_id);
  auto& change = *assigned.add_changes();
  change.set_component(component);
  v1::Lesson& lesson =
      *change.mutable_change()->mutable_learn()->mutable_lesson();
  lesson.set_id(lesson_id);
  lesson.set_tenant("acme");
  lesson.set_component(component);
  lesson.set_text("words");
  lesson.set_state(v1::LESSON_ACTIVE);
  return payload;
}

inline storage::v1::Payload JoinedPayload(const std::string& component,
                                          bool from_beginning = false) {
  storage::v1::Payload payload;
  auto& joined = *payload.mutable_component_joined();
  joined.mutable_manifest()->set_name(component);
  if (from_beginning) {
    joined.set_from(storage::v1::Payload::ComponentJoined::BEGINNING);
  }
  return payload;
}

inline storage::v1::Payload ParkedPayload(const std::string& component,
                                          uint64_t sequence) {
  storage::v1::Payload payload;
  auto& parked = *payload.mutable_entry_parked();
  parked.set_component(component);
  parked.mutable_position()->set_sequence(sequence);
  parked.set_reason("refused");
  return payload;
}

}  // namespace alhf::coordinator

#endif  // ALHF_TESTS_UNIT_COORDINATOR_FEEDBACK_LOG_ENTRIES_H_

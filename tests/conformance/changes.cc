#include "tests/conformance/changes.h"

#include "absl/time/time.h"
#include "base/text.h"

namespace alhf::conformance {
namespace {

// When everything in the suite is said: cases must not depend on the day.
constexpr int64_t kSaidAt = 1'750'000'000;

}  // namespace

v1::Change Learn(const v1::Lesson& lesson) {
  v1::Change change;
  *change.mutable_learn()->mutable_lesson() = lesson;
  return change;
}

v1::Change Revise(const v1::Lesson& lesson) {
  v1::Change change;
  *change.mutable_revise()->mutable_lesson() = lesson;
  return change;
}

v1::Change Accept(const std::string& lesson_id) {
  v1::Change change;
  change.mutable_accept()->set_lesson_id(lesson_id);
  return change;
}

v1::Change Retire(const std::string& lesson_id, const std::string& note) {
  v1::Change change;
  change.mutable_retire()->set_lesson_id(lesson_id);
  change.mutable_retire()->set_reason(v1::RETIRE_FORGOTTEN);
  change.mutable_retire()->set_note(note);
  return change;
}

v1::Change Restore(const std::string& lesson_id) {
  v1::Change change;
  change.mutable_restore()->set_lesson_id(lesson_id);
  return change;
}

v1::Change Promote(const std::string& lesson_id, const std::string& user) {
  v1::Change change;
  change.mutable_promote()->set_lesson_id(lesson_id);
  change.mutable_promote()->set_user(user);
  return change;
}

v1::Change Move(const std::string& lesson_id, const std::string& agent) {
  v1::Change change;
  change.mutable_move()->set_lesson_id(lesson_id);
  change.mutable_move()->set_agent(agent);
  return change;
}

v1::Change AddCounterexample(const std::string& lesson_id,
                             const std::string& text) {
  v1::Change change;
  change.mutable_add_counterexample()->set_lesson_id(lesson_id);
  change.mutable_add_counterexample()->mutable_counterexample()->set_text(text);
  return change;
}

v1::Change AddSource(const std::string& lesson_id,
                     const std::string& record_id) {
  v1::Change change;
  change.mutable_add_source()->set_lesson_id(lesson_id);
  change.mutable_add_source()->mutable_source()->set_record_id(record_id);
  return change;
}

v1::Change Erase(const std::string& lesson_id) {
  v1::Change change;
  change.mutable_erase()->set_lesson_id(lesson_id);
  return change;
}

v1::Change None() {
  v1::Change change;
  change.mutable_none();
  return change;
}

v1::Query Question() {
  v1::Query query;
  query.set_text("What should be known about this?");
  return query;
}

v1::Query QuestionForAll() {
  v1::Query query = Question();
  query.mutable_overlay()->set_recall(v1::RECALL_ALL);
  return query;
}

v1::FeedbackRecord Record(const std::string& text) {
  v1::FeedbackRecord record;
  record.set_id("f-conformance");
  record.set_kind(v1::RECORD_TEXT);
  record.set_text(text);
  record.set_giver("conformance");
  record.set_giver_role(v1::ROLE_EXPERT);
  record.set_source("alhf-conformance");
  *record.mutable_time() = ToProto(absl::FromUnixSeconds(kSaidAt));
  record.mutable_exchange()->set_question(Question().text());
  record.mutable_exchange()->set_answer("Nothing yet.");
  return record;
}

std::set<std::string> LessonsOf(const v1::Adjustment& adjustment) {
  std::set<std::string> ids;
  for (const v1::AdjustmentItem& item : adjustment.items()) {
    ids.insert(item.lesson_id());
  }
  return ids;
}

}  // namespace alhf::conformance

#include "eval/taught_lessons.h"

#include <algorithm>

namespace alhf::eval {

void TaughtLessons::Add(const RecordKey& key,
                        const v1::FeedbackStatus& status) {
  by_record_id_[status.record().id()] = key;
  for (const v1::Assignment::Part& part : status.assignment().parts()) {
    learners_[key].insert(part.component());
  }
  Update({status.lessons().begin(), status.lessons().end()});
}

void TaughtLessons::Update(const std::vector<v1::Lesson>& lessons) {
  for (const v1::Lesson& lesson : lessons) {
    for (const v1::Source& source : lesson.sources()) {
      const auto found = by_record_id_.find(source.record_id());
      if (found == by_record_id_.end()) continue;
      learners_[found->second].insert(lesson.component());
      lessons_[found->second][lesson.id()] = lesson;
      by_lesson_id_[lesson.id()].insert(found->second);
    }
  }
}

std::set<RecordKey> TaughtLessons::RecordsOf(
    const std::string& lesson_id) const {
  const auto found = by_lesson_id_.find(lesson_id);
  return found == by_lesson_id_.end() ? std::set<RecordKey>() : found->second;
}

std::vector<v1::Lesson> TaughtLessons::LessonsOf(const RecordKey& key) const {
  std::vector<v1::Lesson> lessons;
  if (const auto found = lessons_.find(key); found != lessons_.end()) {
    for (const auto& [id, lesson] : found->second) lessons.push_back(lesson);
  }
  return lessons;
}

std::vector<std::string> TaughtLessons::Learners(const RecordKey& key) const {
  const auto found = learners_.find(key);
  if (found == learners_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

AssignmentCounts TaughtLessons::Score(const RecordKey& key,
                                      const FeedbackItem& item) const {
  AssignmentCounts counts;
  if (!item.assign.has_value()) return counts;
  const std::set<std::string> expected(item.assign->begin(),
                                       item.assign->end());
  const std::vector<std::string> learners = Learners(key);
  counts.expected = expected.size();
  counts.assigned = learners.size();
  counts.right = static_cast<size_t>(std::count_if(
      learners.begin(), learners.end(),
      [&](const auto& name) { return expected.count(name) > 0; }));
  return counts;
}

}  // namespace alhf::eval

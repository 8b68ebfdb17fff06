// Which lessons a system made of which records.
//
//   TaughtLessons lessons;
//   lessons.Add({.scenario = 0, .record = 3}, status);
//   lessons.Update(system.Lessons(tenant));
//   for (const RecordKey& key : lessons.RecordsOf("l-7k2m9q4d-1")) …
//
// Thread safety: thread-compatible.
#ifndef ALHF_EVAL_TAUGHT_LESSONS_H_
#define ALHF_EVAL_TAUGHT_LESSONS_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "eval/scenario.h"

namespace alhf::eval {

// A record among those of all scenarios that share a tenant.
struct RecordKey {
  size_t scenario = 0;
  RecordIndex record = 0;
  friend auto operator<=>(const RecordKey&, const RecordKey&) = default;
};

// How often records came to the right components.
struct AssignmentCounts {
  size_t right = 0;
  size_t assigned = 0;
  size_t expected = 0;
};

class TaughtLessons {
 public:
  // Notes that the record became `status`.
  void Add(const RecordKey& key, const v1::FeedbackStatus& status);
  // Takes over the lessons as they are now.
  void Update(const std::vector<v1::Lesson>& lessons);

  // Returns the records that a lesson comes from: several where it was said
  // again, none where it is of none.
  std::set<RecordKey> RecordsOf(const std::string& lesson_id) const;

  // Returns the lessons of a record; none where it was not given.
  std::vector<v1::Lesson> LessonsOf(const RecordKey& key) const;

  // Returns who learned something of a record, sorted.
  std::vector<std::string> Learners(const RecordKey& key) const;

  // Counts for one record. What the record does not say is not counted.
  AssignmentCounts Score(const RecordKey& key, const FeedbackItem& item) const;

 private:
  std::map<std::string, RecordKey> by_record_id_;
  std::map<RecordKey, std::set<std::string>> learners_;
  std::map<RecordKey, std::map<std::string, v1::Lesson>> lessons_;
  std::map<std::string, std::set<RecordKey>> by_lesson_id_;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_TAUGHT_LESSONS_H_

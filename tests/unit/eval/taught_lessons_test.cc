#include "eval/taught_lessons.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::Lesson Lesson(const std::string& id, const std::string& record,
                  const std::string& component) {
  v1::Lesson lesson;
  lesson.set_id(id);
  lesson.set_component(component);
  lesson.add_sources()->set_record_id(record);
  return lesson;
}

v1::FeedbackStatus Learned(const std::string& record,
                           const std::vector<std::string>& components) {
  v1::FeedbackStatus status;
  status.mutable_record()->set_id(record);
  for (const std::string& name : components) {
    status.mutable_assignment()->add_parts()->set_component(name);
    *status.add_lessons() = Lesson("l-" + record + name, record, name);
  }
  return status;
}

TEST(TaughtLessonsTest, KnowsWhichRecordALessonIsOf) {
  TaughtLessons lessons;
  lessons.Add({0, 3}, Learned("f-1", {"writer", "finder"}));
  lessons.Add({1, 0}, Learned("f-2", {}));
  EXPECT_THAT(lessons.RecordsOf("l-f-1writer"), ElementsAre(RecordKey{0, 3}));
  EXPECT_THAT(lessons.RecordsOf("l-other"), IsEmpty());
  EXPECT_THAT(lessons.LessonsOf({0, 3}), SizeIs(2));
  EXPECT_THAT(lessons.LessonsOf({1, 0}), IsEmpty());
  EXPECT_THAT(lessons.Learners({0, 3}), ElementsAre("finder", "writer"));
}

TEST(TaughtLessonsTest, ALateClaimIsTakenOver) {
  TaughtLessons lessons;
  lessons.Add({0, 0}, Learned("f-1", {}));
  lessons.Update(
      {Lesson("l-1", "f-1", "writer"), Lesson("l-9", "f-9", "writer")});
  EXPECT_THAT(lessons.Learners({0, 0}), ElementsAre("writer"));
  EXPECT_THAT(lessons.RecordsOf("l-9"), IsEmpty());
  v1::Lesson changed = Lesson("l-1", "f-1", "writer");
  changed.set_state(v1::LESSON_RETIRED);
  lessons.Update({changed});
  ASSERT_THAT(lessons.LessonsOf({0, 0}), SizeIs(1));
  EXPECT_EQ(lessons.LessonsOf({0, 0})[0].state(), v1::LESSON_RETIRED);
}

TEST(TaughtLessonsTest, WhatWasSaidTwiceIsOfBothRecords) {
  TaughtLessons lessons;
  lessons.Add({0, 1}, Learned("f-1", {"writer"}));
  v1::FeedbackStatus again = Learned("f-2", {});
  again.mutable_assignment()->add_parts()->set_component("writer");
  *again.add_lessons() = Lesson("l-f-1writer", "f-1", "writer");
  again.mutable_lessons(0)->add_sources()->set_record_id("f-2");
  lessons.Add({0, 4}, again);
  EXPECT_THAT(lessons.RecordsOf("l-f-1writer"),
              ElementsAre(RecordKey{0, 1}, RecordKey{0, 4}));
  EXPECT_THAT(lessons.LessonsOf({0, 4}), SizeIs(1));
}

TEST(TaughtLessonsTest, ScoresAssignment) {
  const struct {
    std::vector<std::string> learned;
    std::optional<std::vector<std::string>> expected;
    AssignmentCounts counts;
  } kCases[] = {
      {{"writer"}, {{"writer"}}, {1, 1, 1}},
      {{"writer", "finder"}, {{"writer"}}, {1, 2, 1}},
      {{"finder"}, {{"writer"}}, {0, 1, 1}},
      {{}, {{"writer", "finder"}}, {0, 0, 2}},
      {{"writer"}, {std::vector<std::string>()}, {0, 1, 0}},
      {{"writer"}, std::nullopt, {0, 0, 0}},
  };
  for (const auto& each : kCases) {
    TaughtLessons lessons;
    lessons.Add({0, 0}, Learned("f-1", each.learned));
    FeedbackItem item;
    item.assign = each.expected;
    const AssignmentCounts counts = lessons.Score({0, 0}, item);
    EXPECT_EQ(counts.right, each.counts.right);
    EXPECT_EQ(counts.assigned, each.counts.assigned);
    EXPECT_EQ(counts.expected, each.counts.expected);
  }
}

}  // namespace
}  // namespace alhf::eval

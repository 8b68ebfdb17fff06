#include "tests/fault/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace alhf::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

v1::FeedbackStatus Learned(const std::string& id, const std::string& text) {
  v1::FeedbackStatus status;
  status.mutable_record()->set_id(id);
  status.mutable_record()->set_text(text);
  status.set_state(v1::FEEDBACK_LEARNED);
  v1::Assignment::Part& part = *status.mutable_assignment()->add_parts();
  part.set_component("writer");
  part.add_lesson_ids("l-" + id);
  v1::Lesson& lesson = *status.add_lessons();
  lesson.set_id("l-" + id);
  lesson.set_component("writer");
  return status;
}

const History& Three() {
  static const auto* const history = new History{
      {"one", true, "f-1"}, {"two", false, ""}, {"three", true, "f-3"}};
  return *history;
}

TEST(HistoryTest, IsKeptWithAndWithoutWhatNobodyAnswered) {
  EXPECT_THAT(
      BrokenPromises(Three(), {Learned("f-1", "one"), Learned("f-3", "three")}),
      IsEmpty());
  EXPECT_THAT(
      BrokenPromises(Three(), {Learned("f-1", "one"), Learned("f-2", "two"),
                               Learned("f-3", "three")}),
      IsEmpty());
}

TEST(HistoryTest, SaysWhatIsLost) {
  EXPECT_THAT(BrokenPromises(Three(), {Learned("f-1", "one")}),
              ElementsAre("lost: three"));
}

TEST(HistoryTest, SaysWhatIsThereTwice) {
  EXPECT_THAT(
      BrokenPromises(Three(), {Learned("f-1", "one"), Learned("f-2", "two"),
                               Learned("f-4", "two"), Learned("f-3", "three")}),
      ElementsAre("there twice: two"));
}

TEST(HistoryTest, SaysWhatIsOutOfOrder) {
  EXPECT_THAT(
      BrokenPromises(Three(), {Learned("f-3", "three"), Learned("f-1", "one")}),
      ElementsAre("out of order: three"));
}

TEST(HistoryTest, SaysWhatNobodySaidAndWhatHasAnotherId) {
  EXPECT_THAT(
      BrokenPromises(Three(), {Learned("f-9", "one"), Learned("f-3", "three"),
                               Learned("f-5", "five")}),
      ElementsAre("under another id: one", "nobody said: five"));
}

TEST(HistoryTest, SaysWhatIsHalfThere) {
  v1::FeedbackStatus unlearned = Learned("f-1", "one");
  unlearned.set_state(v1::FEEDBACK_DURABLE);
  v1::FeedbackStatus doubled = Learned("f-2", "two");
  *doubled.add_lessons() = doubled.lessons(0);
  v1::FeedbackStatus without = Learned("f-3", "three");
  without.clear_lessons();
  EXPECT_THAT(BrokenPromises(Three(), {unlearned, doubled, without}),
              ElementsAre("not learned: one", "lesson twice: l-f-2",
                          HasSubstr("assigned, no lesson: writer")));
}

}  // namespace
}  // namespace alhf::testing

#include "sdk/src/assigned_texts.h"

#include <gtest/gtest.h>

#include "base/status.h"

namespace alhf::sdk {
namespace {

class Lessons final : public Memory {
 public:
  v1::Lesson& Add(const std::string& text, v1::LessonState state) {
    v1::Lesson& lesson = lessons_.emplace_back();
    lesson.set_text(text);
    lesson.set_state(state);
    lesson.add_sources();
    return lesson;
  }

  absl::StatusOr<v1::Lesson> Get(absl::string_view) const override {
    return absl::NotFoundError("none");
  }
  absl::StatusOr<std::vector<v1::Lesson>> List(
      const std::vector<v1::LessonState>&) const override {
    return lessons_;
  }
  absl::StatusOr<std::optional<std::string>> Derived(
      absl::string_view) const override {
    return std::nullopt;
  }
  v1::Position position() const override { return {}; }

 private:
  std::vector<v1::Lesson> lessons_;
};

TEST(AssignedTextsTest, AreWhatPersonsAssignedHereAndAway) {
  Lessons memory;
  memory.Add("claimed", v1::LESSON_ACTIVE);
  memory.Add("assigned", v1::LESSON_HELD)
      .mutable_sources(0)
      ->set_assigned(true);
  memory.Add("away", v1::LESSON_RETIRED)
      .set_retire_reason(v1::RETIRE_REASSIGNED);
  v1::Lesson& undone = memory.Add("undone", v1::LESSON_RETIRED);
  undone.mutable_sources(0)->set_assigned(true);
  undone.set_retire_reason(v1::RETIRE_FORGOTTEN);
  const auto texts = AssignedTexts(memory, "ann");
  ASSERT_TRUE(texts.ok()) << texts.status();
  ASSERT_EQ(texts->size(), 2);
  EXPECT_EQ((*texts)[0].text, "away");
  EXPECT_FALSE((*texts)[0].in_scope);
  EXPECT_EQ((*texts)[1].text, "assigned");
  EXPECT_TRUE((*texts)[1].in_scope);
}

TEST(AssignedTextsTest, AUsersOwnTeachNobodyElse) {
  Lessons memory;
  v1::Lesson& own = memory.Add("own", v1::LESSON_ACTIVE);
  own.mutable_sources(0)->set_assigned(true);
  own.mutable_scope()->set_user("ann");
  EXPECT_EQ(AssignedTexts(memory, "ann")->size(), 1);
  EXPECT_EQ(AssignedTexts(memory, "bob")->size(), 0);
}

TEST(AssignedTextsTest, AreTheNewest) {
  Lessons memory;
  for (int i = 0; i < 200; ++i) {
    memory.Add(std::to_string(i), v1::LESSON_ACTIVE)
        .mutable_sources(0)
        ->set_assigned(true);
  }
  const auto texts = AssignedTexts(memory, "ann");
  ASSERT_EQ(texts->size(), 128);
  EXPECT_EQ(texts->front().text, "199");
}

}  // namespace
}  // namespace alhf::sdk

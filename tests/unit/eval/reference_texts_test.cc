#include "eval/reference_texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/status.h"
#include "tests/support/temp_folder.h"

namespace alhf::eval {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class ReferenceTextsTest : public ::testing::Test {
 protected:
  absl::StatusOr<ReferenceTexts> Read(const std::string& text) {
    return ReadReferenceTexts(folder_.Write("texts.txt", text));
  }

  const testing::TempFolder folder_;
};

TEST_F(ReferenceTextsTest, ReadsLessonsOfAFamilyWithTheirQuestions) {
  const auto texts = Read(
      "# a comment\n"
      "boats/sails | I sail on Sundays. | What do you do?\n"
      "+ When shall we meet?\n"
      "- Who invented the sail?\n"
      "\n"
      "boats/oars | I row. |\n"
      "! Who sings?\n"
      "tea/green | I drink green tea. |\n"
      "+ What shall I pour?\n");
  ASSERT_TRUE(texts.ok()) << texts.status();
  ASSERT_THAT(texts->lessons, SizeIs(3));
  EXPECT_EQ(texts->lessons[0].text, "What do you do? I sail on Sundays.");
  EXPECT_EQ(texts->lessons[1].text, "I row.");
  ASSERT_THAT(texts->questions, SizeIs(4));
  // Lessons of a family may bear on each other's questions.
  EXPECT_TRUE(texts->AreRelated(texts->questions[0], texts->lessons[1]));
  EXPECT_FALSE(texts->AreRelated(texts->questions[0], texts->lessons[2]));
  EXPECT_FALSE(texts->AreRelated(texts->questions[1], texts->lessons[0]));
  EXPECT_FALSE(texts->AreRelated(texts->questions[2], texts->lessons[0]));
}

TEST_F(ReferenceTextsTest, ReadsSubjectsThatBearOnOthers) {
  const auto texts = Read(
      "= tea ~ cake\n* I drink green tea.\n+ What shall I pour?\n"
      "= cake\n* I like plums.\n+ What shall I bake?\n- How old is baking?\n");
  ASSERT_TRUE(texts.ok()) << texts.status();
  EXPECT_TRUE(texts->AreRelated(texts->questions[1], texts->lessons[0]));
  EXPECT_FALSE(texts->AreRelated(texts->questions[0], texts->lessons[1]));
  EXPECT_FALSE(texts->AreRelated(texts->questions[2], texts->lessons[1]));
}

TEST_F(ReferenceTextsTest, SaysWhereALineIsWrong) {
  const auto wrong = Read("\n+ a question of nothing\n");
  EXPECT_EQ(ReasonOf(wrong.status()), Reason::FIELD_INVALID);
  EXPECT_THAT(std::string(wrong.status().message()), HasSubstr(".txt:2: "));
  EXPECT_FALSE(Read("a/b | | why?\n").ok());
  EXPECT_EQ(ReasonOf(ReadReferenceTexts("/nowhere").status()),
            Reason::FIELD_INVALID);
}

}  // namespace
}  // namespace alhf::eval

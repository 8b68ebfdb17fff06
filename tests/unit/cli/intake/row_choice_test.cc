#include "cli/intake/row_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "eval/scenario_reader.h"
#include "tests/support/temp_folder.h"

namespace alhf::cli {
namespace {

FeedbackRow Row(int line, const std::string& question,
                const std::string& text) {
  FeedbackRow row;
  row.line = line;
  row.question = question;
  row.answer = "7";
  row.text = text;
  return row;
}

std::vector<FeedbackRow> Rows(int count) {
  std::vector<FeedbackRow> rows;
  for (int i = 0; i < count; ++i) {
    rows.push_back(Row(i + 2, absl::StrCat("Question ", i / 2, "?"),
                       absl::StrCat("words ", i)));
  }
  return rows;
}

TEST(RowChoiceTest, AQuestionIsOnOneSideAlways) {
  const RowChoice choice = ChooseRows(Rows(400), 0.5);
  EXPECT_EQ(choice.taken.size() + choice.apart.size(), 400u);
  EXPECT_GT(choice.taken.size(), 120u);
  EXPECT_GT(choice.apart.size(), 120u);
  std::set<std::string> taken;
  for (const FeedbackRow& row : choice.taken) taken.insert(row.question);
  for (const FeedbackRow& row : choice.apart) {
    EXPECT_EQ(taken.count(row.question), 0u) << row.question;
  }
  EXPECT_EQ(ChooseRows(Rows(400), 0).taken.size(), 400u);
  EXPECT_EQ(ChooseRows(Rows(400), 1).apart.size(), 400u);
}

TEST(RowChoiceTest, TheSameWordsOnTheSameQuestionCountOnce) {
  const RowChoice choice = ChooseRows(
      {Row(2, "How many?", "Use weeks."), Row(3, "how  many", "use weeks"),
       Row(4, "Why?", "Use weeks.")},
      0);
  ASSERT_EQ(choice.taken.size(), 2u);
  EXPECT_EQ(choice.taken[0].line, 2);
  EXPECT_EQ(choice.duplicates, 1);
}

TEST(RowChoiceTest, IdsAreOfTheContent) {
  const FeedbackRow row = Row(2, "How many?", "Use weeks.");
  EXPECT_EQ(RequestIdOf(row), RequestIdOf(Row(9, "How many?", "Use weeks.")));
  EXPECT_NE(RequestIdOf(row), RequestIdOf(Row(2, "How many?U", "se weeks.")));
  EXPECT_EQ(RequestIdOf(row).size(), 39u);
}

TEST(RowChoiceTest, TheFileIsOneThatIsMeasuredWith) {
  const testing::TempFolder folder;
  const auto read = eval::ReadScenarios(folder.Write(
      "rows.jsonl", EvaluationFile("mine", ChooseRows(Rows(60), 0.5))));
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->scenarios.size(), 1u);
  EXPECT_EQ(read->scenarios[0].id, "mine");
  EXPECT_GT(read->scenarios[0].questions.size(), 5u);
  EXPECT_EQ(read->scenarios[0].questions[0].applies.size(),
            read->scenarios[0].records.size());
}

}  // namespace
}  // namespace alhf::cli

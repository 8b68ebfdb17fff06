#include "cli/review/answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::Exchange Answer(const std::string& text, const std::string& sql,
                    const std::vector<std::string>& sources) {
  v1::Exchange exchange;
  exchange.set_answer(text);
  v1::StepOutput& output = *exchange.add_steps()->mutable_output();
  output.mutable_table()->set_sql(sql);
  for (const std::string& source : sources) {
    output.add_passages()->set_source(source);
  }
  return exchange;
}

TEST(ChangedPartsTest, NamesWhatDiffers) {
  const v1::Exchange one = Answer("12 rows", "SELECT 1", {"a.md", "b.md"});
  EXPECT_THAT(ChangedParts(one, one), IsEmpty());
  EXPECT_THAT(
      ChangedParts(one, Answer("13 rows", "SELECT 2", {"a.md", "c.md"})),
      ElementsAre("answer", "sql", "sources"));
  EXPECT_THAT(ChangedParts(one, Answer("12 rows", "SELECT 1", {"a.md"})),
              ElementsAre("sources"));
}

TEST(ChangedPartsTest, WhiteSpaceAndTheOrderOfSourcesAreNoDifference) {
  EXPECT_THAT(ChangedParts(Answer("12 rows", "SELECT  1", {"a.md", "b.md"}),
                           Answer("12\nrows", "SELECT\n1", {"b.md", "a.md"})),
              IsEmpty());
}

TEST(SqlAndAnswerTest, HasTheSqlFirst) {
  EXPECT_EQ(SqlAndAnswer(Answer("12 rows", "SELECT 1", {})),
            "SELECT 1\n12 rows");
}

TEST(LineDiffTest, MarksTheLinesOfEach) {
  EXPECT_THAT(LineDiff("a\nb\nc\n", "a\nx\nc\nd\n"),
              ElementsAre("  a", "- b", "+ x", "  c", "+ d"));
  EXPECT_THAT(LineDiff("", "a\n"), ElementsAre("+ a"));
  EXPECT_THAT(LineDiff("a", ""), ElementsAre("- a"));
  EXPECT_THAT(LineDiff("same", "same\n"), ElementsAre("  same"));
}

TEST(LineDiffTest, LongTextsDifferFromTheFirstDifferenceOn) {
  std::string one = "same\n";
  std::string other = "same\n";
  for (int i = 0; i < 2500; ++i) {
    absl::StrAppend(&one, "a", i, "\n");
    absl::StrAppend(&other, "b", i, "\n");
  }
  const auto diff = LineDiff(one, other);
  ASSERT_THAT(diff, SizeIs(5001));
  EXPECT_EQ(diff[0], "  same");
  EXPECT_EQ(diff[1], "- a0");
  EXPECT_EQ(diff[5000], "+ b2499");
}

}  // namespace
}  // namespace alhf::cli

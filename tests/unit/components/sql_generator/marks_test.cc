#include "components/sql_generator/marks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::ElementsAre;

class MarksTest : public ::testing::Test {
 protected:
  MarkedQuestion Mark(const std::string& text) {
    return MarkWords({&library_.catalog().vocabulary(), nullptr,
                      absl::CivilDay(2026, 1, 15)},
                     text);
  }
  Library library_;
};

TEST_F(MarksTest, AccountsForEveryWord) {
  const MarkedQuestion q = Mark("How many glorp loans in Germany per fnord?");
  EXPECT_THAT(q.not_understood, ElementsAre("glorp", "fnord"));
  ASSERT_EQ(q.marks.size(), 4);
  EXPECT_TRUE(q.marks[0].Is(Keyword::kCount));
  EXPECT_TRUE(q.marks[1].Has(Meaning::Kind::kTable));
  EXPECT_TRUE(q.marks[1].plural);
  EXPECT_EQ(q.marks[2].words, "Germany");
  EXPECT_TRUE(q.marks[3].Is(Keyword::kPer));
}

TEST_F(MarksTest, ReadsNumbers) {
  EXPECT_EQ(Mark("fee over 1,234.50").marks[2].number, 1234.5);
  EXPECT_EQ(Mark("fee > -5").marks[2].number, -5);
  EXPECT_EQ(Mark("top ten").marks[1].number, 10);
  EXPECT_THAT(Mark("fee over 5%").not_understood, ElementsAre("5"));
}

TEST_F(MarksTest, ReadsSymbols) {
  const MarkedQuestion q = Mark("fee >= 5");
  ASSERT_EQ(q.marks.size(), 3);
  EXPECT_TRUE(q.marks[1].Is(Keyword::kAtLeast));
}

TEST_F(MarksTest, ComparisonsMakeYearsNumbers) {
  EXPECT_TRUE(Mark("loans in 2025").marks[1].dates.has_value());
  EXPECT_EQ(Mark("fee over 2025").marks[2].number, 2025);
  const MarkedQuestion between = Mark("price between 2000 and 2050");
  ASSERT_EQ(between.marks.size(), 5);
  EXPECT_EQ(between.marks[4].number, 2050);
  EXPECT_TRUE(Mark("loans between 2000 and 2050").marks[1].dates.has_value());
}

TEST_F(MarksTest, YearsAfterANumberToComputeAreDates) {
  const auto dates = [this](const std::string& text) {
    const auto marks = Mark(text).marks;
    return std::any_of(marks.begin(), marks.end(),
                       [](const auto& mark) { return mark.dates.has_value(); });
  };
  EXPECT_TRUE(dates("total fee between 2023 and 2024"));
  EXPECT_TRUE(dates("takings between 2023 and 2024"));
  EXPECT_TRUE(dates("loans per genre, fee between 2023 and 2024"));
  EXPECT_TRUE(dates("loans with fee between March 2023 and 2024"));
  EXPECT_FALSE(dates("loans with takings between 2023 and 2024"));
}

TEST_F(MarksTest, KnowsWhatStandsBeforeAMark) {
  const auto marks = Mark("late loans with a fee, price").marks;
  ASSERT_EQ(marks.size(), 4);
  EXPECT_TRUE(marks[1].follows);
  EXPECT_FALSE(marks[2].follows);
  EXPECT_TRUE(marks[3].follows);
  EXPECT_TRUE(marks[3].comma);
}

TEST_F(MarksTest, KeepsPlacesAndCommas) {
  const MarkedQuestion q = Mark("loans, readers");
  EXPECT_TRUE(q.marks[1].comma);
  EXPECT_EQ(q.marks[1].begin, 7);
  EXPECT_EQ(q.marks[1].end, 14);
}

TEST_F(MarksTest, TermsWin) {
  TermDefinition definition;
  Vocabulary terms;
  terms.Add("late", {.kind = Meaning::Kind::kTerm, .term = &definition});
  const MarkedQuestion q =
      MarkWords({&library_.catalog().vocabulary(), &terms, absl::CivilDay()},
                "late loans");
  EXPECT_TRUE(q.marks[0].Has(Meaning::Kind::kTerm));
  EXPECT_FALSE(q.marks[0].Has(Meaning::Kind::kValue));
}

TEST_F(MarksTest, AFlagIsSaidByItsValue) {
  EXPECT_TRUE(Mark("readers with is_staff = 1").not_understood.empty());
  const MarkedQuestion no = Mark("is_staff is 0");
  ASSERT_EQ(no.marks.size(), 2u);
  EXPECT_TRUE(no.marks[0].Is(Keyword::kNot));
  EXPECT_TRUE(no.marks[1].Has(Meaning::Kind::kColumn));
}

TEST_F(MarksTest, SaysWhichMarksAreNumbers) {
  EXPECT_TRUE(Mark("takings").marks[0].HasNumber());
  EXPECT_TRUE(Mark("price").marks[0].HasNumber());
  EXPECT_FALSE(Mark("genre").marks[0].HasNumber());
}

}  // namespace
}  // namespace alhf::sql_generator

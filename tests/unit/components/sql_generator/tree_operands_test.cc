// Dimensions and measures in the tree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::HasSubstr;

class TreeOperandsTest : public ::testing::Test {
 protected:
  Library library_;
};

TEST_F(TreeOperandsTest, Computes) {
  EXPECT_EQ(library_.Rows("how many loans"), "10");
  EXPECT_EQ(library_.Rows("takings"), "61");
  EXPECT_EQ(library_.Rows("average fee of loans per genre"),
            "guide|5.2 novel|7");
  EXPECT_EQ(library_.Rows("lowest and highest price of books"), "9|30");
  EXPECT_EQ(library_.Rows("how many different countries"), "3");
  EXPECT_EQ(library_.Rows("number of loans and takings in 2024"), "1|2");
}

TEST_F(TreeOperandsTest, GroupsByPartsOfDates) {
  EXPECT_EQ(library_.Rows("loans per year"), "2024|1 2025|8 2026|1");
  EXPECT_EQ(library_.Rows("loans per quarter since 2025-06-01"),
            "2025|2|1 2025|4|4 2026|1|1");
  EXPECT_EQ(library_.Rows("loans per month since November 2025"),
            "2025|11|1 2025|12|3 2026|1|1");
  EXPECT_EQ(library_.Rows("loans per day since 2025-12-31"),
            "2025-12-31|1 2026-01-02|1");
  // 2025-12-28 is a Sunday.
  EXPECT_EQ(library_.Rows("loans per day of the week since 2025-12-28"),
            "1|1 3|1 5|1 7|1");
}

TEST_F(TreeOperandsTest, AQuestionMayNameItsWeeks) {
  EXPECT_EQ(library_.Rows("loans per ISO week since 2025-12-28"),
            "2025|52|1 2026|1|3");
  EXPECT_EQ(library_.Rows("loans per US week since 2025-12-27"), "2026|1|4");
}

TEST_F(TreeOperandsTest, Ranks) {
  EXPECT_EQ(library_.Rows("which reader has the most loans"), "1|Ana Brook|3");
  EXPECT_EQ(library_.Rows("top 2 nations by takings"), "Germany|37 -|10");
  EXPECT_EQ(library_.Rows("the 3 biggest loans"), "5|20 8|9 3|6");
  EXPECT_EQ(library_.Rows("top 2 books by price"), "2|Ferns|30 3|Owls|18");
  EXPECT_EQ(library_.Rows("bottom 1 genre by number of loans"), "guide|5");
  EXPECT_THAT(library_.Rows("top 2 genres by price"),
              HasSubstr("Say which is meant"));
  EXPECT_THAT(library_.Rows("top 2 readers"), HasSubstr("by which number"));
}

TEST_F(TreeOperandsTest, CountsNothingTwice) {
  // Readers have several loans of a genre.
  EXPECT_EQ(library_.Rows("how many readers per genre"), "guide|4 novel|3");
  EXPECT_THAT(library_.Rows("total price of books per nation"),
              HasSubstr("more than once"));
  EXPECT_EQ(library_.Rows("highest price of books per nation"),
            "France|18 Germany|30 Spain|18 -|30");
}

TEST_F(TreeOperandsTest, ASumIsNoNumberOfARow) {
  EXPECT_THAT(library_.Rows("number of loans and readers per branch"),
              HasSubstr("different tables"));
}

TEST_F(TreeOperandsTest, DatesAreThoseOfWhatIsNamed) {
  EXPECT_EQ(library_.Rows("readers per year"), "2023|1 2024|2 2025|3");
  EXPECT_EQ(library_.Rows("how many readers borrowed per year"),
            "2024|1 2025|5 2026|1");
  // Waivers have none: that of their loans is nearest.
  EXPECT_EQ(library_.Rows("waivers per year"), "2025|4");
  EXPECT_THAT(library_.Rows("how many branches per year"),
              HasSubstr("have no date"));
}

TEST_F(TreeOperandsTest, SaysWhatItTookWordsFor) {
  const Understood u = library_.Understand("takings per branch in 2025");
  EXPECT_THAT(u.built.interpretation,
              ::testing::ElementsAre(
                  "\"branch\": branches.title", "\"takings\": loans: fee",
                  "\"in 2025\": loans.loaned_on from 2025-01-01 to "
                  "2025-12-31"));
}

TEST(TreeOperandsOfTest, ValuesAreListedOnce) {
  const Library library;
  EXPECT_EQ(library.Rows("which genres are there"), "guide novel");
  EXPECT_EQ(library.Rows("what genres do our books have"), "guide novel");
  EXPECT_EQ(library.Rows("genre and price of the books"),
            "guide|18 guide|30 novel|9 novel|12.5");
}

}  // namespace
}  // namespace alhf::sql_generator

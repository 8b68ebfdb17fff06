// Conditions of a question in the tree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::HasSubstr;

class TreeFiltersTest : public ::testing::Test {
 protected:
  Library library_;
};

TEST_F(TreeFiltersTest, Compares) {
  EXPECT_EQ(library_.Rows("how many loans over 5"), "5");
  EXPECT_EQ(library_.Rows("how many loans with a fee between 4 and 6"), "5");
  EXPECT_EQ(library_.Rows("how many books with price over 10 and under 20"),
            "2");
  EXPECT_EQ(library_.Rows("how many loans of 6 or more"), "5");
  EXPECT_EQ(library_.Rows("how many loans with more than 1 waiver"), "1");
  EXPECT_EQ(library_.Rows("how many loans with more than 2 readers"),
            "refused: I do not understand: more than 2.");
  EXPECT_EQ(library_.Rows("how many loans with fee not over 5"), "5");
  EXPECT_EQ(library_.Rows("how many loans with takings over 8"), "2");
  EXPECT_THAT(library_.Rows("how many readers with takings over 8"),
              HasSubstr("compared for rows of loans only"));
  EXPECT_THAT(library_.Rows("how many readers over 8"),
              HasSubstr("Say which number of readers"));
}

TEST_F(TreeFiltersTest, ARowIsNamedByItsNumber) {
  EXPECT_EQ(library_.Rows("what was the fee of loan 5"), "20");
  EXPECT_EQ(library_.Rows("which state has loan 3"), "late");
  EXPECT_EQ(library_.Rows("how many waivers has loan 5"), "2");
  // Of several no one is named by a number.
  EXPECT_THAT(library_.Rows("how many waivers have loans 5"),
              HasSubstr("refused"));
  // The number that people tell rows by is no key.
  const Library berths(
      "CREATE TABLE berths (id INTEGER PRIMARY KEY, berth_no TEXT NOT NULL, "
      "length_m INTEGER NOT NULL);"
      "INSERT INTO berths VALUES (1, '12', 8), (12, '3', 15)",
      "");
  EXPECT_EQ(berths.Rows("what is the length of berth 12"), "8");
}

TEST_F(TreeFiltersTest, WhatIsNotBetweenIsOnEitherSide) {
  EXPECT_EQ(library_.Rows("how many loans whose fee is not between 4 and 9"),
            "4");
  EXPECT_EQ(
      library_.Rows("how many loans other than late with fee between 4 and 9"),
      "4");
}

TEST_F(TreeFiltersTest, ARowThatIsNamedIsThere) {
  const std::string city = "total fee of loans per desk id";
  EXPECT_EQ(library_.Rows(city), "1|12 2|8 3|30 -|11");
  EXPECT_EQ(library_.Rows("total fee per branch of loans for branches"),
            "Harbour|12 Hilltop|8 Mill|30");
}

TEST_F(TreeFiltersTest, TakesRowsThatReferToARow) {
  EXPECT_EQ(library_.Rows("how many readers borrowed in 2025"), "5");
  EXPECT_EQ(library_.Rows("how many readers with loans over 8"), "2");
  EXPECT_EQ(library_.Rows("how many readers without loans"), "1");
  EXPECT_EQ(library_.Rows("how many readers never borrowed since 2026-01-01"),
            "5");
  EXPECT_THAT(library_.Sql("how many readers borrowed in 2025"),
              HasSubstr("WHERE EXISTS (SELECT 1 FROM loans"));
}

TEST_F(TreeFiltersTest, RowsAreNotComparedWithOthersOfTheirTable) {
  EXPECT_EQ(library_.Rows("how many loans of readers with loans over 8"),
            "refused: I do not understand: loans.");
  EXPECT_EQ(library_.Rows("how many loans were borrowed in 2025"), "8");
  EXPECT_EQ(library_.Rows("takings of loans over 8"), "29");
}

TEST_F(TreeFiltersTest, SumsAreNotMultiplied) {
  // Not even by a value of rows that refer to what is summed.
  EXPECT_THAT(library_.Rows("total price of books for German readers"),
              HasSubstr("cannot be split by"));
  EXPECT_THAT(library_.Rows("total price of books in Germany"),
              HasSubstr("cannot be split by"));
  EXPECT_EQ(library_.Rows("total price of books"), "69.5");
  EXPECT_EQ(library_.Rows("takings of loans with waivers over 2"), "29");
}

TEST_F(TreeFiltersTest, DatesGoWithWhatIsNamedBefore) {
  EXPECT_EQ(library_.Rows("how many readers in 2025"), "3");
  EXPECT_EQ(library_.Rows("how many readers with loans in 2024"), "1");
  EXPECT_EQ(library_.Rows("how many loans of readers in 2024"), "1");
  EXPECT_EQ(library_.Rows("how many loans not in 2025"), "2");
  EXPECT_EQ(library_.Rows("how many loans in the last 30 days"), "4");
}

TEST_F(TreeFiltersTest, AParentThatMayBeMissingIsAskedFor) {
  EXPECT_EQ(library_.Rows("how many loans of readers"), "10");
  EXPECT_EQ(library_.Rows("how many loans without branch"), "2");
}

}  // namespace
}  // namespace alhf::sql_generator

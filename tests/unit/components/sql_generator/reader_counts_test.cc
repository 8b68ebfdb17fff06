#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::HasSubstr;

class ReaderCountsTest : public ::testing::Test {
 protected:
  Library library_;
  Library workshop_{WorkshopSql(), WorkshopSemantic()};
};

TEST_F(ReaderCountsTest, RowsThatAreNarrowedDownAreCounted) {
  EXPECT_EQ(library_.Rows("loans in 2025"), "8");
  EXPECT_EQ(library_.Rows("late loans"), "2");
  EXPECT_EQ(library_.Rows("readers without loans"), "1");
  EXPECT_THAT(library_.Rows("loans"), HasSubstr("what to compute"));
  EXPECT_EQ(library_.Rows("list the readers in Spain"),
            "5|Eve Stone 6|Flo Lake");
}

TEST_F(ReaderCountsTest, HowManyMayComeLast) {
  EXPECT_EQ(library_.Rows("loans in 2025: how many?"), "8");
  EXPECT_EQ(library_.Rows("Which genres do loans have? Show the number per "
                          "genre"),
            "guide|5 novel|5");
}

TEST_F(ReaderCountsTest, NewRowsAreThoseOfAPeriod) {
  EXPECT_EQ(workshop_.Rows("new customers in 2025"), "3");
  EXPECT_EQ(workshop_.Rows("new customers year by year"), "2024|1 2025|3");
  EXPECT_EQ(workshop_.Rows("how many new customers"),
            "refused: I do not understand: new.");
}

TEST_F(ReaderCountsTest, WhatWasDoneHasAWorth) {
  EXPECT_EQ(workshop_.Rows("how much was credited in 2025"), "15");
  EXPECT_EQ(workshop_.Rows("sum of jobs in 2025"), "230");
  EXPECT_EQ(workshop_.Rows("average job by urgency"),
            "extra delicate|80 high|80 low|30");
  EXPECT_THAT(workshop_.Rows("how much jobs"), HasSubstr("which number"));
}

}  // namespace
}  // namespace alhf::sql_generator

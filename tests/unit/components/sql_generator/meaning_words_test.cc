#include "components/sql_generator/meaning_words.h"

#include <gtest/gtest.h>

namespace alhf::sql_generator {
namespace {

TEST(MeaningWordsTest, MeaningsAreSaidAsInAQuestion) {
  EXPECT_EQ(PlainMeaning("readers with 5 loans or more"),
            "readers with at least 5 loans");
  EXPECT_EQ(PlainMeaning("two kinds for us: late and lost"), " late and lost");
  EXPECT_EQ(PlainMeaning("the fees added up"), "sum of the fees");
  EXPECT_EQ(PlainMeaning("late: lost"), "late: lost");
  EXPECT_EQ(PlainMeaning("state late and also state lost"),
            "state late and lost");
  EXPECT_EQ(PlainMeaning("more then 5 loans"), "more than 5 loans");
  EXPECT_EQ(PlainMeaning("late or lost"), "late or lost");
}

TEST(MeaningWordsTest, ASumOfSeveralIsAddedUp) {
  EXPECT_EQ(AddedUp("the sum of fees and fines"), "fees plus fines");
  EXPECT_EQ(AddedUp("the sum of fees"), "");
  EXPECT_EQ(AddedUp("fees and fines"), "");
}

TEST(MeaningWordsTest, LeadsAreLeftOut) {
  EXPECT_EQ(WithoutLead("someone who has two loans"), "two loans");
  EXPECT_EQ(WithoutLead("who"), "");
}

}  // namespace
}  // namespace alhf::sql_generator

#include "components/sql_generator/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ReaderTest : public ::testing::Test {
 protected:
  Reading ReadText(const std::string& text) {
    return Read(MarkWords({&library_.catalog().vocabulary(), nullptr,
                           absl::CivilDay(2026, 1, 15)},
                          text));
  }
  Library library_;
};

TEST_F(ReaderTest, ReadsMeasureDimensionAndDates) {
  const Reading r = ReadText("How many loans were there per week in 2025?");
  EXPECT_THAT(r.not_understood, IsEmpty());
  ASSERT_EQ(r.measures.size(), 1);
  EXPECT_EQ(r.measures[0].aggregate, AGGREGATE_COUNT);
  ASSERT_EQ(r.dimensions.size(), 1);
  EXPECT_EQ(r.dimensions[0].part->part, DatePart::kWeek);
  ASSERT_EQ(r.dates.size(), 1);
  EXPECT_FALSE(r.dates[0].negated);
}

TEST_F(ReaderTest, GroupsByEveryListedDimension) {
  const Reading r = ReadText("loans by genre, branch and month");
  ASSERT_EQ(r.dimensions.size(), 3);
  EXPECT_EQ(r.dimensions[1].words, "branch");
  EXPECT_EQ(r.dimensions[2].part->part, DatePart::kMonth);
  // What is grouped without a number is counted.
  ASSERT_EQ(r.measures.size(), 1);
  EXPECT_EQ(r.measures[0].aggregate, AGGREGATE_COUNT);
}

TEST_F(ReaderTest, RowsThatAreShownBySomethingAreCounted) {
  for (const char* text :
       {"Show loans by week for 2025", "list the loans per genre",
        "give me loans for each branch", "what are the loans per day",
        "show weekly loans", "which loans by genre and month?"}) {
    const Reading r = ReadText(text);
    EXPECT_THAT(r.not_understood, IsEmpty()) << text;
    ASSERT_EQ(r.measures.size(), 1) << text;
    EXPECT_EQ(r.measures[0].aggregate, AGGREGATE_COUNT);
    EXPECT_EQ(r.measures[0].words, "loans");
    for (const AskedDimension& d : r.dimensions) EXPECT_NE(d.words, "loans");
  }
  EXPECT_THAT(ReadText("list the loans").measures, IsEmpty());
  EXPECT_THAT(ReadText("list loans and readers").measures, IsEmpty());
  EXPECT_EQ(ReadText("show takings by week").measures[0].words, "takings");
  // Counts of two tables; the builder takes one.
  EXPECT_EQ(ReadText("show loans and readers by week").measures.size(), 2);
}

TEST_F(ReaderTest, ADatePartAloneIsNotUnderstood) {
  EXPECT_THAT(ReadText("how many loans month").not_understood,
              ElementsAre("month"));
  EXPECT_THAT(ReadText("how many monthly loans").not_understood, IsEmpty());
}

TEST_F(ReaderTest, NegationsHoldForWhatIsJoined) {
  const Reading r = ReadText("loans not late or lost in Spain per genre");
  ASSERT_EQ(r.tests.size(), 3);
  EXPECT_TRUE(r.tests[0].negated);
  EXPECT_TRUE(r.tests[1].negated);
  EXPECT_TRUE(r.tests[1].alternative);
  EXPECT_FALSE(r.tests[2].negated);
}

TEST_F(ReaderTest, WhatWaitsInVainIsNotUnderstood) {
  EXPECT_THAT(ReadText("how many loans not").not_understood,
              ElementsAre("not"));
  EXPECT_THAT(ReadText("how many loans over").not_understood,
              ElementsAre("over"));
  EXPECT_THAT(ReadText("how many loans 7").not_understood, ElementsAre("7"));
  EXPECT_THAT(ReadText("how many loans genre").not_understood,
              ElementsAre("genre"));
  EXPECT_THAT(ReadText("how many").reason, HasSubstr("count"));
  EXPECT_THAT(ReadText("average").reason, HasSubstr("number"));
  EXPECT_THAT(ReadText("how many loans per").reason, HasSubstr("group by"));
}

TEST_F(ReaderTest, KnowsWhatIsNotAboutData) {
  EXPECT_TRUE(ReadText("how many loans").about_data);
  EXPECT_FALSE(ReadText("how do I book a holiday per year?").about_data &&
               ReadText("what is for lunch").about_data);
  EXPECT_FALSE(ReadText("what is for lunch this week").about_data);
}

TEST_F(ReaderTest, SqlIsWords) {
  const Reading r = ReadText("SELECT * FROM loans; DROP TABLE loans; --");
  EXPECT_THAT(r.not_understood, ElementsAre("SELECT", "DROP", "TABLE"));
}

TEST_F(ReaderTest, AVerbSaysWhoDidIt) {
  const Reading r = ReadText("how many readers who borrowed in 2025");
  EXPECT_THAT(r.dimensions, IsEmpty());
  ASSERT_EQ(r.mentions.size(), 2);
  EXPECT_TRUE(r.mentions[0].is_operand);
  EXPECT_EQ(r.dates[0].anchor, 1);
}

}  // namespace
}  // namespace alhf::sql_generator

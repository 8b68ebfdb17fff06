// Measures, comparisons and ranks, as `Read` takes them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "components/sql_generator/reading.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ReaderNumbersTest : public ::testing::Test {
 protected:
  Reading ReadText(const std::string& text) {
    const Reading r = Read(MarkWords({&library_.catalog().vocabulary(), nullptr,
                                      absl::CivilDay(2026, 1, 15)},
                                     text));
    return r;
  }
  Library library_;
};

TEST_F(ReaderNumbersTest, OneNumberOverSeveralAggregates) {
  const Reading r = ReadText("lowest, average and maximum price of books");
  EXPECT_THAT(r.not_understood, IsEmpty());
  ASSERT_EQ(r.measures.size(), 3);
  EXPECT_EQ(r.measures[0].aggregate, AGGREGATE_MINIMUM);
  EXPECT_EQ(r.measures[1].aggregate, AGGREGATE_AVERAGE);
  EXPECT_EQ(r.measures[2].aggregate, AGGREGATE_MAXIMUM);
}

TEST_F(ReaderNumbersTest, TotalOfRowsIsTheirCount) {
  EXPECT_EQ(ReadText("total loans").measures[0].aggregate, AGGREGATE_COUNT);
  EXPECT_EQ(ReadText("sum of loans").measures[0].aggregate, AGGREGATE_SUM);
  EXPECT_EQ(ReadText("total fee").measures[0].aggregate, AGGREGATE_SUM);
  EXPECT_EQ(ReadText("total number of loans").measures[0].aggregate,
            AGGREGATE_COUNT);
}

TEST_F(ReaderNumbersTest, AMeasureHasItsOwnAggregate) {
  EXPECT_EQ(ReadText("takings per genre").measures[0].aggregate,
            AGGREGATE_UNSPECIFIED);
  EXPECT_EQ(ReadText("how many takings").measures.size(), 1);
}

TEST_F(ReaderNumbersTest, CountsDifferentValues) {
  const Reading r = ReadText("how many different genres");
  ASSERT_EQ(r.measures.size(), 1);
  EXPECT_EQ(r.measures[0].aggregate, AGGREGATE_COUNT_DISTINCT);
}

TEST_F(ReaderNumbersTest, AveragesOfCountsAreRefused) {
  EXPECT_THAT(ReadText("average number of loans per reader").reason,
              HasSubstr("counts"));
}

TEST_F(ReaderNumbersTest, Compares) {
  const Reading r = ReadText("how many loans with fee between 2 and 9");
  ASSERT_EQ(r.comparisons.size(), 1);
  EXPECT_EQ(r.comparisons[0].op, Comparison::AT_LEAST);
  EXPECT_EQ(r.comparisons[0].number, 2);
  EXPECT_EQ(r.comparisons[0].upper, 9);
  EXPECT_FALSE(r.comparisons[0].subject.empty());
  const Reading or_more = ReadText("how many loans with a fee of 5 or more");
  ASSERT_EQ(or_more.comparisons.size(), 1);
  EXPECT_EQ(or_more.comparisons[0].op, Comparison::AT_LEAST);
  EXPECT_TRUE(
      ReadText("loans over 5 per genre").comparisons[0].subject.empty());
}

TEST_F(ReaderNumbersTest, AnEndOfARangeIsNotJoinedToANegation) {
  const Reading r =
      ReadText("loans not late with fee between 2 and 9 per genre");
  EXPECT_TRUE(r.tests[0].negated);
  EXPECT_FALSE(r.comparisons[0].negated);
}

TEST_F(ReaderNumbersTest, HighestAfterByOrAndIsANumber) {
  const Reading by = ReadText("top 3 genres by highest fee");
  ASSERT_EQ(by.measures.size(), 1);
  EXPECT_EQ(by.measures[0].aggregate, AGGREGATE_MAXIMUM);
  EXPECT_TRUE(by.top->descending);
  const Reading both = ReadText("total and highest fee of loans");
  ASSERT_EQ(both.measures.size(), 2);
  EXPECT_EQ(both.measures[1].aggregate, AGGREGATE_MAXIMUM);
  EXPECT_FALSE(both.top.has_value());
}

TEST_F(ReaderNumbersTest, RanksWithoutWhich) {
  const Reading r = ReadText("the genre with the most loans");
  EXPECT_THAT(r.not_understood, IsEmpty());
  ASSERT_EQ(r.dimensions.size(), 1);
  EXPECT_EQ(r.top->count, 1);
}

TEST_F(ReaderNumbersTest, ComparesHowManyRowsThereAre) {
  EXPECT_EQ(library_.Rows("how many readers with more than 2 loans"), "1");
  EXPECT_EQ(library_.Rows("how many readers have exactly 2 loans"), "3");
  EXPECT_EQ(library_.Rows("how many readers with at least 2 loans in 2025"),
            "3");
  EXPECT_EQ(library_.Rows("how many readers borrowed at least 3 times"), "1");
  EXPECT_THAT(
      ReadText("how many readers with between 2 and 5 loans").not_understood,
      testing::Not(IsEmpty()));
  EXPECT_THAT(ReadText("how many readers 3 times").not_understood,
              testing::Not(IsEmpty()));
}

TEST_F(ReaderNumbersTest, Ranks) {
  for (const char* text :
       {"top 3 readers by takings", "the 3 biggest readers by takings",
        "3 readers with the highest takings",
        "which 3 readers have the most takings"}) {
    const Reading r = ReadText(text);
    EXPECT_THAT(r.not_understood, IsEmpty()) << text;
    ASSERT_TRUE(r.top.has_value()) << text;
    EXPECT_EQ(r.top->count, 3);
    EXPECT_TRUE(r.top->descending);
    EXPECT_EQ(r.dimensions.size(), 1);
    EXPECT_EQ(r.measures.size(), 1);
  }
  const Reading last = ReadText("which genre has the fewest loans?");
  ASSERT_TRUE(last.top.has_value());
  EXPECT_EQ(last.top->count, 1);
  EXPECT_FALSE(last.top->descending);
}

TEST_F(ReaderNumbersTest, RanksAllWithoutANumber) {
  EXPECT_EQ(ReadText("top readers by takings").top->count, 0u);
  EXPECT_EQ(library_.Rows("genres with the most loans"), "guide|5 novel|5");
  EXPECT_EQ(library_.Rows("which branches have the fewest readers"),
            "Harbour|2 Hilltop|2 Mill|2");
  Settings limited;
  limited.row_limit = 2;
  EXPECT_EQ(library_.Rows("top readers by takings", limited),
            "3|Cleo Marsh|22 1|Ana Brook|15");
  EXPECT_THAT(ReadText("top 0 readers by takings").not_understood,
              Contains("top"));
}

TEST_F(ReaderNumbersTest, HighestIsAMaximumWithoutARank) {
  const Reading r = ReadText("highest price per genre");
  EXPECT_FALSE(r.top.has_value());
  EXPECT_EQ(r.measures[0].aggregate, AGGREGATE_MAXIMUM);
}

TEST_F(ReaderNumbersTest, AColumnThatAddsUpIsSummed) {
  EXPECT_EQ(library_.Rows("fee in 2025"), "53");
  EXPECT_EQ(library_.Rows("what was the fee in 2024?"), "2");
  EXPECT_EQ(library_.Rows("how high was the fee in 2024?"), "2");
  EXPECT_EQ(library_.Rows("fee by genre, on average"), "guide|5.2 novel|7");
  EXPECT_THAT(library_.Rows("how high is the price per genre"),
              HasSubstr("Say which is meant"));
}

TEST_F(ReaderNumbersTest, SortsByTheNumber) {
  EXPECT_EQ(library_.Rows("takings per nation, highest first"),
            "Germany|37 -|10 France|8 Spain|6");
  EXPECT_EQ(library_.Rows("loans per genre in 2025, lowest first"),
            "guide|4 novel|4");
  EXPECT_EQ(library_.Rows("nations by takings"),
            "Germany|37 -|10 France|8 Spain|6");
}

TEST_F(ReaderNumbersTest, HowManyOnAverageIsAnAverage) {
  const Reading r = ReadText("how many fees does a loan have on average");
  ASSERT_EQ(r.measures.size(), 1);
  EXPECT_EQ(r.measures[0].aggregate, AGGREGATE_AVERAGE);
  EXPECT_NE(ReadText("how many loans on average").reason, "");
}

TEST_F(ReaderNumbersTest, RanksByHowManyRowsThereAre) {
  const Reading r = ReadText("readers by number of loans");
  EXPECT_THAT(r.not_understood, IsEmpty());
  ASSERT_EQ(r.dimensions.size(), 1);
  EXPECT_EQ(r.dimensions[0].words, "readers");
  ASSERT_EQ(r.measures.size(), 1);
  EXPECT_EQ(r.measures[0].aggregate, AGGREGATE_COUNT);
  EXPECT_EQ(r.measures[0].words, "loans");
  EXPECT_EQ(r.sorted, true);
}

TEST_F(ReaderNumbersTest, ADateIsFirstOrLast) {
  const Reading r = ReadText("latest joined on of readers");
  ASSERT_EQ(r.measures.size(), 1);
  EXPECT_EQ(r.measures[0].aggregate, AGGREGATE_MAXIMUM);
  const Reading newest = ReadText("latest readers");
  ASSERT_TRUE(newest.top.has_value());
  EXPECT_TRUE(newest.top->by_date);
  EXPECT_TRUE(newest.top->descending);
}

TEST_F(ReaderNumbersTest, AUnitMayFollowANumber) {
  const Reading r = ReadText("how many books over 15 price");
  ASSERT_EQ(r.comparisons.size(), 1);
  EXPECT_FALSE(r.comparisons[0].subject.empty());
}

}  // namespace
}  // namespace alhf::sql_generator

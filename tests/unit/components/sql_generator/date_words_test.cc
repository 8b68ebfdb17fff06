#include "components/sql_generator/date_words.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::sql_generator {
namespace {

// "first-last", or "" for nothing.
std::string Months(const std::string& text) {
  const auto months = ReadMonths(sdk::Analyze(text).tokens);
  if (!months) return "";
  return std::to_string(months->first()) + "-" + std::to_string(months->last());
}

TEST(DateWordsTest, ReadsAlong) {
  const std::string text = "since May 5th 2025";
  const auto tokens = sdk::Analyze(text).tokens;
  DateWords words(text, tokens, 0);
  EXPECT_TRUE(words.Take({"after", "since"}));
  EXPECT_FALSE(words.Take({"since"}));
  EXPECT_EQ(words.Month(0), 5);
  EXPECT_EQ(words.DayOfMonth(1), 5);
  EXPECT_EQ(words.Year(2), 2025);
  EXPECT_EQ(words.Year(3), std::nullopt);
  EXPECT_EQ(words.Unit(0), std::nullopt);
}

TEST(MonthNamedTest, KnowsNamesAndShortNames) {
  EXPECT_EQ(MonthNamed("january"), 1);
  EXPECT_EQ(MonthNamed("sept"), 9);
  EXPECT_EQ(MonthNamed("dec"), 12);
  EXPECT_EQ(MonthNamed("decem"), 0);
}

TEST(ReadMonthsTest, ReadsRangesAndLists) {
  EXPECT_EQ(Months("January to June"), "1-6");
  EXPECT_EQ(Months("from November through February"), "11-2");
  EXPECT_EQ(Months("June, July and August"), "6-8");
  EXPECT_EQ(Months("the month of May"), "5-5");
}

TEST(ReadMonthsTest, DoesNotGuess) {
  for (const char* text : {"", "to June", "June to", "June and August",
                           "June 2025", "warm months"}) {
    EXPECT_EQ(Months(text), "") << text;
  }
}

}  // namespace
}  // namespace alhf::sql_generator

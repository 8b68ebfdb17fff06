#include "components/sql_generator/keywords.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::sql_generator {
namespace {

TEST(KeywordsTest, TakesTheLongest) {
  const auto tokens = sdk::Analyze("total number of loans").tokens;
  const auto keyword = ReadKeyword(tokens, 0);
  ASSERT_TRUE(keyword.has_value());
  EXPECT_EQ(keyword->keyword, Keyword::kCount);
  EXPECT_EQ(keyword->length, 3);
  EXPECT_FALSE(ReadKeyword(tokens, 3).has_value());
}

TEST(KeywordsTest, ReadsDateParts) {
  const auto week = ReadDatePart(sdk::Analyze("week of the year").tokens, 0);
  ASSERT_TRUE(week.has_value());
  EXPECT_EQ(week->length, 4);
  EXPECT_EQ(week->part, DatePart::kWeek);
  EXPECT_FALSE(week->adverb);
  EXPECT_TRUE(ReadDatePart(sdk::Analyze("weekly").tokens, 0)->adverb);
  EXPECT_EQ(ReadDatePart(sdk::Analyze("ISO weeks").tokens, 0)->weeks,
            WeekConvention::ISO);
  EXPECT_EQ(ReadDatePart(sdk::Analyze("day of the week").tokens, 0)->part,
            DatePart::kDayOfWeek);
}

TEST(KeywordsTest, NoFillerChangesAQuestion) {
  for (const char* word :
       {"not",     "no",   "without", "never", "except", "more",
        "less",    "than", "before",  "after", "first",  "why",
        "growth",  "my",   "average", "per",   "or",     "percent",
        "compare", "same", "last"}) {
    EXPECT_FALSE(IsFiller(word)) << word;
  }
}

// Lookup is by binary search.
TEST(KeywordsTest, FindsEveryFiller) {
  for (const char* word : {"a", "are", "came", "it's", "of", "the", "there",
                           "were", "what's", "you", "please", "sql"}) {
    EXPECT_TRUE(IsFiller(word)) << word;
  }
}

TEST(KeywordsTest, NamesParts) {
  EXPECT_EQ(NameOf(DatePart::kDayOfWeek), "day_of_week");
  EXPECT_EQ(NameOf(DatePart::kWeek), "week");
}

TEST(KeywordsTest, KnowsItsWords) {
  EXPECT_TRUE(IsKeyword("total"));
  EXPECT_FALSE(IsKeyword("numbers"));
}

TEST(IsAdditiveTest, PricesAndRatesDoNotAddUp) {
  EXPECT_TRUE(IsAdditive({"shipping", "fee"}));
  EXPECT_TRUE(IsAdditive({"litres"}));
  EXPECT_FALSE(IsAdditive({"fare"}));
  EXPECT_TRUE(IsAdditive({"fare"}, /*plural=*/true));
  EXPECT_FALSE(IsAdditive({"unit", "price"}, /*plural=*/true));
  EXPECT_FALSE(IsAdditive({"fee", "rate"}));
  EXPECT_FALSE(IsAdditive({}));
}

TEST(IsLightTest, SaysNothingWhereNothingIsMeant) {
  EXPECT_TRUE(IsLight("through"));
  EXPECT_FALSE(IsLight("without"));
  EXPECT_TRUE(IsLightAfterWe("got"));
  EXPECT_FALSE(IsLightAfterWe("cancel"));
  EXPECT_TRUE(InKeyword("descending"));
  EXPECT_FALSE(InKeyword("desk"));
}

}  // namespace
}  // namespace alhf::sql_generator

#include "components/sql_generator/vocabulary.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::sql_generator {
namespace {

using Kind = Meaning::Kind;

class VocabularyTest : public ::testing::Test {
 protected:
  VocabularyTest() {
    words_.Add("loan", {.kind = Kind::kTable, .table = 1});
    words_.Add("loan fee", {.kind = Kind::kColumn, .table = 1});
    words_.Add("state", {.kind = Kind::kColumn, .table = 1});
    words_.AddValue("New York",
                    {.kind = Kind::kValue, .table = 2, .value = "New York"});
    words_.AddValue("IN", {.kind = Kind::kValue, .table = 2, .value = "IN"});
    words_.AddValue("State", {.kind = Kind::kValue, .table = 3});
    words_.AddValue("loans", {.kind = Kind::kValue, .table = 3});
    words_.AddValue("Laptop", {.kind = Kind::kValue, .table = 4});
  }
  Vocabulary::Found At(const std::string& text, size_t at = 0) {
    return words_.At(text, sdk::Analyze(text).tokens, at);
  }

  Vocabulary words_;
};

TEST_F(VocabularyTest, TakesTheLongest) {
  EXPECT_EQ(At("loan fees now").length, 2);
  EXPECT_EQ(At("loans now").length, 1);
  EXPECT_EQ(At("loans, fee").length, 1);
  EXPECT_EQ(At("now").length, 0);
}

TEST_F(VocabularyTest, NamesCompareByStemValuesByWord) {
  EXPECT_EQ(At("LOANS").meanings[0].table, 1);
  EXPECT_EQ(At("new york").meanings[0].value, "New York");
  EXPECT_EQ(At("laptops").length, 1);
  EXPECT_EQ(At("new yorker").length, 0);
  EXPECT_EQ(At("New, York").length, 2);
}

TEST_F(VocabularyTest, ATableIsNoValue) {
  ASSERT_EQ(At("loans").meanings.size(), 1);
  EXPECT_EQ(At("state").meanings.size(), 2);
}

TEST_F(VocabularyTest, ACommonWordIsAValueOnlyAsWritten) {
  EXPECT_EQ(At("loans in 2025", 1).length, 0);
  EXPECT_EQ(At("loans of IN", 2).length, 1);
}

TEST_F(VocabularyTest, ListsAMeaningOnce) {
  words_.Add("loans", {.kind = Kind::kTable, .table = 1});
  EXPECT_EQ(At("loan").meanings.size(), 1);
}

}  // namespace
}  // namespace alhf::sql_generator

#include "components/sql_generator/statements.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

class StatementsTest : public ::testing::Test {
 protected:
  // "term: meaning", with "?" where it may be none.
  std::string Of(const std::string& sentence) {
    const auto statement = ReadStatement(sentence, &library_.catalog());
    if (!statement) return "";
    return statement->term + ": " + statement->meaning +
           (statement->sure ? "" : "?");
  }
  Library library_;
};

TEST_F(StatementsTest, WithAndWithoutArticle) {
  EXPECT_EQ(Of("A gift is a loan without a fee"), "gift: a loan without a fee");
  EXPECT_EQ(Of("Gifts are loans under 1"), "Gifts: loans under 1?");
  EXPECT_EQ(Of("The south: Spain"), "south: Spain?");
}

TEST_F(StatementsTest, AConditionIsOfTheMeaning) {
  EXPECT_EQ(Of("A loan is called a gift if its fee is under 1"),
            "gift: A loan where its fee is under 1");
  EXPECT_EQ(Of("A loan is a gift if its fee is under 1"),
            "gift: loan where its fee is under 1");
}

TEST_F(StatementsTest, WhatRowsHave) {
  EXPECT_EQ(Of("Secret readers have no country"),
            "Secret readers: without country?");
  EXPECT_EQ(Of("big loans have a fee over 5"), "big loans: with a fee over 5?");
  EXPECT_EQ(Of("free loans don't have a fee"), "free loans: without a fee?");
  EXPECT_EQ(Of("free loans do not have a fee"), "free loans: without a fee?");
  // That is told of all of them, no word is defined.
  EXPECT_EQ(Of("Readers have no country"), "");
}

TEST_F(StatementsTest, WhatIsSaidOfAnyAnswerDefinesNothing) {
  EXPECT_EQ(Of("The figures are for Spain"), "");
  EXPECT_EQ(Of("the number is late"), "");
  EXPECT_TRUE(IsForeign("bullets"));
  EXPECT_FALSE(IsForeign("loan"));
}

}  // namespace
}  // namespace alhf::sql_generator

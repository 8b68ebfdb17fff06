#include "components/sql_generator/said_rows.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

class SaidRowsTest : public ::testing::Test {
 protected:
  // The rows that the words of `text` from byte `begin` on speak of.
  std::string Rows(const std::string& text, size_t begin = 0) {
    Clause clause{text, sdk::Analyze(text).tokens};
    std::erase_if(clause.tokens, [begin](const sdk::Token& token) {
      return token.begin < begin;
    });
    const auto words = ReadFilterWords(clause.tokens);
    return words ? SaidRows(library_.catalog(), clause, *words) : "none";
  }
  Library library_;
};

TEST_F(SaidRowsTest, AreTheWordsThemselves) {
  EXPECT_EQ(Rows("leave out late loans"), "late loans");
  EXPECT_EQ(Rows("leave out readers marked as staff"), "readers staff");
}

TEST_F(SaidRowsTest, TakeTheNameOfWhatTheyAreNot) {
  EXPECT_EQ(Rows("the late is no loan"), "the late loan");
  EXPECT_EQ(Rows("late loans are no loans"), "late loans");
  EXPECT_EQ(Rows("a loan is only a returned one"), "a returned loan");
}

TEST_F(SaidRowsTest, AConditionIsOfWhatCounts) {
  EXPECT_EQ(Rows("loans only count when they are returned"),
            "loans that are returned");
  EXPECT_EQ(Rows("count a loan only if its state is returned"),
            "loan whose state is returned");
}

TEST_F(SaidRowsTest, PronounsStandForWhatWasNamedBefore) {
  EXPECT_EQ(Rows("late loans are in here. Never count them", 24), "late loans");
  EXPECT_EQ(
      Rows("late loans are bad or a nuisance in Spain, never count them", 43),
      "late loans");
  EXPECT_EQ(Rows("never count them"), "");
  EXPECT_EQ(Rows("You counted late ones also. Late loans are bad, never count "
                 "them",
                 48),
            "Late loans");
  EXPECT_EQ(Rows("the late loans page is old, never use it", 28), "");
}

TEST_F(SaidRowsTest, ABracketOrThatIsSaysThemOnceMore) {
  const auto tables = [this](const std::string& said,
                             const std::string& of = "") {
    std::string names;
    for (const auto& filter : ResolveSaid(library_.catalog(), said, of, true,
                                          absl::CivilDay(2025, 6, 1), "")) {
      names +=
          filter.directive->table() + ":" + filter.directive->words() + " ";
    }
    return names;
  };
  EXPECT_EQ(tables("our own people (is_staff for these)"), "readers:is_staff ");
  EXPECT_EQ(tables("our own people, that's is_staff"), "readers:is_staff ");
  EXPECT_EQ(tables("those who wander (country filled)", "readers"),
            "readers:readers with country ");
  EXPECT_EQ(tables("late loans and our own people (is_staff)"),
            "loans:late loans readers:is_staff ");
  // All of a list, or none.
  EXPECT_EQ(tables("late loans and our own people"), "");
}

}  // namespace
}  // namespace alhf::sql_generator

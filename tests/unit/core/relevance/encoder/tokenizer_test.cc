#include "core/relevance/encoder/tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

#define B "\xe2\x96\x81"

// Six reserved pieces, then those of the test from id 6 on.
Tokenizer TokenizerOf(const std::vector<VocabularyPiece>& pieces) {
  std::vector<VocabularyPiece> vocabulary(6, {"x", -0.1});
  vocabulary.insert(vocabulary.end(), pieces.begin(), pieces.end());
  return Tokenizer(vocabulary);
}

TEST(TokenizerTest, TakesThePiecesThatAddUpToTheMost) {
  const Tokenizer tokenizer = TokenizerOf(
      {{B, -1}, {"a", -2}, {"b", -2}, {B "a", -2.5}, {"ab", -1}, {"ba", -9}});
  EXPECT_THAT(tokenizer.Encode("a"), ElementsAre(9));
  EXPECT_THAT(tokenizer.Encode("ab"), ElementsAre(6, 10));
  EXPECT_THAT(tokenizer.Encode("b"), ElementsAre(6, 8));
}

TEST(TokenizerTest, OnlySpacesPartWordsAndAllOfThemCount) {
  const Tokenizer tokenizer = TokenizerOf({{B, -1}, {"a", -2}});
  EXPECT_THAT(tokenizer.Encode(""), IsEmpty());
  EXPECT_THAT(tokenizer.Encode(" "), ElementsAre(6, 6));
  EXPECT_THAT(tokenizer.Encode("a  a "), ElementsAre(6, 7, 6, 6, 7, 6));
  EXPECT_THAT(tokenizer.Encode("a\ta"), ElementsAre(6, 7, 0, 7));
  EXPECT_THAT(tokenizer.Encode(B "a"), ElementsAre(6, 6, 7));
}

TEST(TokenizerTest, ARunOfUnknownCharactersIsOneId) {
  const Tokenizer tokenizer = TokenizerOf({{B, -1}, {"a", -2}});
  EXPECT_THAT(tokenizer.Encode("\xe6\x97\xa5\xe6\x9c\xac"), ElementsAre(6, 0));
  EXPECT_THAT(tokenizer.Encode("zaz\n"), ElementsAre(6, 0, 7, 0));
  EXPECT_THAT(tokenizer.Encode(std::string("a\0a", 3)),
              ElementsAre(6, 7, 0, 7));
}

TEST(TokenizerTest, ReservedPiecesAreNeverFound) {
  EXPECT_THAT(TokenizerOf({{B, -1}}).Encode("x"), ElementsAre(6, 0));
}

TEST(TokenizerTest, OfTwoEqualWaysTheOneWithTheShorterLastPieceWins) {
  const Tokenizer tokenizer = TokenizerOf({{B, -1}, {"5", -2}, {"55", -3}});
  // Both 55|5 and 5|55 cost 5.
  EXPECT_THAT(tokenizer.Encode("555"), ElementsAre(6, 8, 7));
}

TEST(TokenizerTest, ASumOfZeroIsNoWay) {
  // "▁:" costs 0 and so does not stand against what comes later.
  const Tokenizer tokenizer = TokenizerOf({{B, -1}, {":", 0}, {B ":", 0}});
  EXPECT_THAT(tokenizer.Encode(":"), ElementsAre(6, 7));
}

TEST(TokenizerTest, TheLastOfEqualPiecesCounts) {
  const Tokenizer tokenizer =
      TokenizerOf({{B, -1}, {"a", -2}, {"aa", -9}, {"aa", -3}});
  EXPECT_THAT(tokenizer.Encode("aa"), ElementsAre(6, 9));
}

TEST(TokenizerTest, ReadsTheNormalForm) {
  EXPECT_EQ(ToNfkc("plain"), "plain");
  EXPECT_EQ(ToNfkc("\xc2\xbd"),
            "1\xe2\x81\x84"
            "2");
  EXPECT_EQ(ToNfkc("e\xcc\x81"), "\xc3\xa9");
  EXPECT_EQ(ToNfkc("\xc2\xa0\xe3\x80\x80"), "  ");
  const Tokenizer tokenizer = TokenizerOf({{B, -1}, {"a", -2}});
  EXPECT_THAT(tokenizer.Encode("\xef\xbd\x81"), ElementsAre(6, 7));
}

TEST(TokenizerTest, BytesThatAreNotUtf8AreUnknown) {
  EXPECT_EQ(ToNfkc("a\xff"), "a\xef\xbf\xbd");
  const Tokenizer tokenizer = TokenizerOf({{B, -1}, {"a", -2}});
  EXPECT_THAT(tokenizer.Encode("a\xff\xe2\x96"
                               "a"),
              ElementsAre(6, 7, 0, 7));
  EXPECT_THAT(tokenizer.Encode("\xe2"), ElementsAre(6, 0));
}

#undef B

}  // namespace
}  // namespace alhf::core

#include "alhf/sdk/phrases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace alhf::sdk {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<size_t> Rules(const PhraseBook& book, const std::string& text) {
  std::vector<size_t> rules;
  for (const PhraseMatch& match : book.Read(text)) rules.push_back(match.rule);
  return rules;
}

std::string Spanned(const std::string& text, const PhraseMatch& match) {
  return text.substr(match.span.begin(), match.span.end() - match.span.begin());
}

const PhraseBook& Book() {
  static const auto* const book = new PhraseBook(
      {"no|without|dont use? @marks", "@marks", "under|below # words",
       "ignore <>", "use <> instead", "^ shorter answers?"},
      {{"marks", "bullets|bullet"}});
  return *book;
}

TEST(PhraseBookTest, TheFirstRuleThatFitsWins) {
  EXPECT_THAT(Rules(Book(), "no bullets"), ElementsAre(0u));
  EXPECT_THAT(Rules(Book(), "Bullets!"), ElementsAre(1u));
  EXPECT_THAT(Rules(Book(), "Please don't ever use the bullet"),
              ElementsAre(0u));
  EXPECT_THAT(Rules(Book(), "don\xE2\x80\x99t use bullets"), ElementsAre(0u));
  EXPECT_THAT(Rules(Book(), ""), IsEmpty());
  EXPECT_THAT(Rules(Book(), "nothing of the kind"), IsEmpty());
}

TEST(PhraseBookTest, ForgivesOneTypoInALongWord) {
  for (const char* text : {"bulets", "bullest", "bulllets"}) {
    EXPECT_THAT(Rules(Book(), text), ElementsAre(1u)) << text;
  }
  for (const char* text : {"mullets", "bull", "blts", "ballots", "bollets"}) {
    EXPECT_THAT(Rules(Book(), text), IsEmpty()) << text;
  }
}

TEST(PhraseBookTest, ReadsNumbersInDigitsAndWords) {
  for (const char* text :
       {"below 50 words", "under fifty words, please", "Under 50  WORDS"}) {
    const auto matches = Book().Read(text);
    ASSERT_EQ(matches.size(), 1u) << text;
    EXPECT_THAT(matches[0].numbers, ElementsAre(50)) << text;
  }
  EXPECT_THAT(Rules(Book(), "under many words"), IsEmpty());
}

TEST(PhraseBookTest, TheRestGoesUpToWhatFollowsOrTheClauseEnd) {
  auto matches = Book().Read("Ignore the old logs and charts, will you");
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].rest, "the old logs and charts");
  EXPECT_EQ(matches[0].rest_begin, 7u);
  matches = Book().Read("use the new log instead");
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].rest, "the new log");
  EXPECT_THAT(Rules(Book(), "ignore"), IsEmpty());
}

TEST(PhraseBookTest, ASpanIsTheClauseAndNotItsNeighbours) {
  const std::string text =
      "The sea is calm. Please no bullets here and keep it under ten words, ok";
  const auto matches = Book().Read(text);
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(Spanned(text, matches[0]), "Please no bullets here");
  EXPECT_EQ(Spanned(text, matches[1]), "keep it under ten words");
  EXPECT_EQ(text.substr(matches[1].begin, matches[1].end - matches[1].begin),
            "under ten words");
}

TEST(PhraseBookTest, AClauseBeginsAfterAConnectorToo) {
  EXPECT_THAT(Rules(Book(), "and then shorter"), ElementsAre(5u));
  EXPECT_THAT(Rules(Book(), "please, shorter answers"), ElementsAre(5u));
  EXPECT_THAT(Rules(Book(), "the days get shorter"), IsEmpty());
}

TEST(PhraseBookTest, AClauseEndsAtItsLastWordThatSaysSomething) {
  const PhraseBook book({"in lines $", "$"});
  EXPECT_THAT(Rules(book, "in lines, please"), ElementsAre(0u));
  EXPECT_THAT(Rules(book, "write in lines please and smile"), ElementsAre(0u));
  EXPECT_THAT(Rules(book, "in lines of five"), IsEmpty());
  EXPECT_THAT(Rules(book, ""), IsEmpty());
}

TEST(PhraseBookTest, AStarIsAnyWordAndTwoRestsAreKept) {
  const PhraseBook book({"hoist * flag", "swap <> with <>", "if *? *? rain"});
  EXPECT_THAT(Rules(book, "hoist red flag"), ElementsAre(0u));
  EXPECT_THAT(Rules(book, "hoist flag"), IsEmpty());
  EXPECT_THAT(Rules(book, "if rain"), ElementsAre(2u));
  EXPECT_THAT(Rules(book, "if heavy spring rain"), ElementsAre(2u));
  const auto matches = book.Read("swap old rope with new rope");
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].rest, "old rope");
  EXPECT_EQ(matches[0].second_rest, "new rope");
}

TEST(PhraseBookTest, ALetterTakenForAnotherMayBeAnotherWord) {
  const PhraseBook book({"wordy|paragraphs"});
  EXPECT_THAT(Rules(book, "wrody"), ElementsAre(0u));
  EXPECT_THAT(Rules(book, "worry"), IsEmpty());
  EXPECT_THAT(Rules(book, "paragrephs"), ElementsAre(0u));
}

TEST(PhraseBookTest, BytesThatAreNotWordsDoNoHarm) {
  for (const std::string& text :
       {std::string("\xFF\xFE bullets"), std::string(5000, ','),
        std::string("no \0 bullets", 12), std::string("and and and")}) {
    for (const PhraseMatch& match : Book().Read(text)) {
      EXPECT_LE(match.span.end(), text.size());
      EXPECT_LT(match.span.begin(), match.span.end());
    }
  }
}

TEST(PhraseBookTest, ALongTextIsReadAllTheSame) {
  const PhraseBook book(
      {"leave <> out", "no? use? any? please? more? @marks", "@marks"},
      {{"marks", "bullets"}});
  std::string text;
  for (int i = 0; i < 600; ++i) text += "leave no use any please more ";
  EXPECT_THAT(Rules(book, text), IsEmpty());
  EXPECT_THAT(Rules(book, text + "bullets"), ElementsAre(1u));
}

TEST(NumberOfTest, ReadsDigitsAndWords) {
  EXPECT_EQ(NumberOf("0"), 0);
  EXPECT_EQ(NumberOf("twelve"), 12);
  EXPECT_EQ(NumberOf("hundred"), 100);
  EXPECT_EQ(NumberOf("single"), 1);
  EXPECT_EQ(NumberOf("few"), -1);
  EXPECT_EQ(NumberOf(""), -1);
}

}  // namespace
}  // namespace alhf::sdk

#include "core/relevance/analysis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <thread>
#include <vector>

namespace alhf::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Texts(absl::string_view text) {
  std::vector<std::string> texts;
  for (const Token& token : Analyze(text).tokens) texts.push_back(token.text);
  return texts;
}

TEST(AnalysisTest, PartsWordsStemsThemAndKeepsTheirPlaces) {
  const Analysis analysis = Analyze("Planets per ISO week");
  ASSERT_EQ(analysis.tokens.size(), 4u);
  EXPECT_EQ(analysis.tokens[0].stem, "planet");
  EXPECT_EQ(analysis.tokens[0].begin, 0u);
  EXPECT_EQ(analysis.tokens[0].end, 7u);
  EXPECT_TRUE(analysis.tokens[1].stop_word);
  EXPECT_EQ(analysis.tokens[3].begin, 16u);
  EXPECT_THAT(analysis.content_stems, ElementsAre("planet", "iso", "week"));
}

struct TokensCase {
  const char* text;
  std::vector<std::string> tokens;
};

class TokensTest : public ::testing::TestWithParam<TokensCase> {};

TEST_P(TokensTest, AreTheWords) {
  EXPECT_EQ(Texts(GetParam().text), GetParam().tokens);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TokensTest,
    ::testing::Values(
        TokensCase{"", {}}, TokensCase{" \t\n...!", {}},
        TokensCase{"week-of-year", {"week", "of", "year"}},
        TokensCase{"star_date/moon", {"star", "date", "moon"}},
        TokensCase{"don't 'quote' it's", {"don't", "quote", "it's"}},
        TokensCase{"don\xE2\x80\x99t", {"don't"}},
        TokensCase{"\xE2\x80\x9Cmoon\xE2\x80\x9D", {"moon"}},
        TokensCase{"Caf\xC3\xA9 M\xC3\xBCller \xC3\x84RGER",
                   {"caf\xC3\xA9", "m\xC3\xBCller", "\xC3\xA4rger"}},
        TokensCase{"\xCE\x91\xCE\xB8\xCE\xAE\xCE\xBD\xCE\xB1",
                   {"\xCE\xB1\xCE\xB8\xCE\xAE\xCE\xBD\xCE\xB1"}},
        TokensCase{"\xD0\x9C\xD0\x98\xD0\xA0", {"\xD0\xBC\xD0\xB8\xD1\x80"}},
        TokensCase{"\xC5\x81\xC3\xB3\xC4\x90", {"\xC5\x82\xC3\xB3\xC4\x91"}},
        TokensCase{"5\xE2\x82\xAC \xE2\x80\x94 10%", {"5", "10"}},
        TokensCase{"3.14 and 1,250.50 or 1,2",
                   {"3.14", "and", "1250.50", "or", "1", "2"}},
        TokensCase{"in 2025.", {"in", "2025"}},
        TokensCase{"10.5.2013", {"10.5", "2013"}},
        TokensCase{"Q3 v2.1", {"q3", "v2", "1"}},
        TokensCase{"bad\xFF\xC3 bytes\xE2\x82", {"bad", "bytes"}}));

TEST(AnalysisTest, NumbersAreMarkedAndNotStemmed) {
  const Analysis analysis = Analyze("90 moons, 1,000 stars, Q3");
  EXPECT_TRUE(analysis.tokens[0].number);
  EXPECT_FALSE(analysis.tokens[1].number);
  EXPECT_EQ(analysis.tokens[2].stem, "1000");
  EXPECT_FALSE(analysis.tokens[4].number);
}

TEST(AnalysisTest, StemsJoinTheFormsOfAWord) {
  EXPECT_EQ(Stem("weekly"), Stem("weeks"));
  EXPECT_EQ(Stem("planet's"), Stem("planets"));
  EXPECT_EQ(Stem("orbiting"), Stem("orbited"));
  EXPECT_NE(Stem("planet"), Stem("plane"));
  EXPECT_EQ(Stem(""), "");
}

TEST(AnalysisTest, CapitalsMakeAnotherWordOfSomeStopWords) {
  EXPECT_THAT(Analyze("US weeks").content_stems, ElementsAre("us", "week"));
  EXPECT_THAT(Analyze("give us weeks").content_stems, ElementsAre("week"));
  EXPECT_THAT(Analyze("GIVE US WEEKS").content_stems, ElementsAre("week"));
  EXPECT_THAT(Analyze("the IT team").content_stems, ElementsAre("it", "team"));
  EXPECT_THAT(Analyze("It is").content_stems, IsEmpty());
}

TEST(AnalysisTest, NamesAreCapitalsWhereNoSentenceBegins) {
  const auto names = [](absl::string_view text) {
    std::vector<std::string> found;
    for (const Token& token : Analyze(text).tokens) {
      if (token.name) found.push_back(token.text);
    }
    return found;
  };
  EXPECT_THAT(names("How far is Vega in AU from us? Moons are near."),
              ElementsAre("vega", "au"));
  EXPECT_THAT(names("ARR by year"), ElementsAre("arr"));
  EXPECT_THAT(names("How Far Is Vega From Here"), IsEmpty());
  EXPECT_THAT(names("HOW FAR IS IT"), IsEmpty());
}

TEST(AnalysisTest, AHugeTextGivesALimitedNumberOfTokens) {
  std::string text;
  for (int i = 0; i < 10000; ++i) text += "moon ";
  EXPECT_EQ(Analyze(text).tokens.size(), 4096u);
  EXPECT_EQ(Analyze(std::string(100000, 'x')).tokens.size(), 1u);
}

TEST(AnalysisTest, AnyBytesGiveTokensWithinTheText) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 40, '\0');
    for (char& c : text) {
      c = static_cast<char>(random() % 3 == 0 ? random() % 256
                                              : "ab' .,1-"[random() % 8]);
    }
    size_t last = 0;
    for (const Token& token : Analyze(text).tokens) {
      ASSERT_LE(last, token.begin);
      ASSERT_LT(token.begin, token.end);
      ASSERT_LE(token.end, text.size());
      ASSERT_FALSE(token.text.empty());
      last = token.end;
    }
  }
}

TEST(AnalysisTest, ManyThreadsStemAtOnce) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([t, &wrong] {
      for (int i = 0; i < 2000; ++i) {
        if (Stem("planets") != "planet") ++wrong[t];
        if (Stem("orbiting") != "orbit") ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, ::testing::Each(0));
}

TEST(OneEditApartTest, CountsSwapsInsertionsDeletionsAndSubstitutions) {
  EXPECT_TRUE(OneEditApart("table", "tabel"));
  EXPECT_TRUE(OneEditApart("table", "tble"));
  EXPECT_TRUE(OneEditApart("table", "tablle"));
  EXPECT_TRUE(OneEditApart("table", "tible"));
  EXPECT_TRUE(OneEditApart("", "a"));
  EXPECT_FALSE(OneEditApart("table", "table"));
  EXPECT_FALSE(OneEditApart("table", "tbale s"));
  EXPECT_FALSE(OneEditApart("table", "chairs"));
}

}  // namespace
}  // namespace alhf::core

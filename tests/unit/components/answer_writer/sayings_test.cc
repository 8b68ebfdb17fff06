#include "components/answer_writer/sayings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace alhf::answer_writer {
namespace {

using ::testing::IsEmpty;

struct Case {
  const char* text;
  Says says;
  int value = 0;
  int64_t number = 0;
};

void ExpectRead(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const auto sayings = ReadSayings(c.text);
    ASSERT_EQ(sayings.size(), 1u);
    EXPECT_EQ(sayings[0].says, c.says);
    EXPECT_EQ(sayings[0].value, c.value);
    if (c.number > 0) {
      ASSERT_FALSE(sayings[0].match.numbers.empty());
      EXPECT_EQ(sayings[0].match.numbers[0], c.number);
    }
  }
}

TEST(ReadSayingsTest, Form) {
  ExpectRead({
      {"answers as bullets", Says::kForm, FORM_BULLETS},
      {"bullets pls", Says::kForm, FORM_BULLETS},
      {"bulets!", Says::kForm, FORM_BULLETS},
      {"Can you use bullet points?", Says::kForm, FORM_BULLETS},
      {"give me a bulleted list", Says::kForm, FORM_BULLETS},
      {"show it as a list", Says::kForm, FORM_BULLETS},
      {"no bullet points please", Says::kForm, FORM_PROSE},
      {"don't use bullets", Says::kForm, FORM_PROSE},
      {"stop giving me lists", Says::kForm, FORM_PROSE},
      {"no tables", Says::kForm, FORM_PROSE},
      {"don't use a table here", Says::kForm, FORM_PROSE},
      {"full sentences, please", Says::kForm, FORM_PROSE},
      {"write in prose", Says::kForm, FORM_PROSE},
      {"the bullets are hard to read", Says::kForm, FORM_PROSE},
      {"show numbers as a table", Says::kForm, FORM_TABLE},
      {"put the numbers in a tabel", Says::kForm, FORM_TABLE},
      {"table please", Says::kForm, FORM_TABLE},
      {"I want a table", Says::kForm, FORM_TABLE},
      {"use a table instead of bullets", Says::kForm, FORM_TABLE},
      {"tabular format", Says::kForm, FORM_TABLE},
  });
}

TEST(ReadSayingsTest, Length) {
  ExpectRead({
      {"keep it under 50 words", Says::kFewerWords, 0, 50},
      {"less than fifty words", Says::kFewerWords, 0, 50},
      {"at most 50 words", Says::kMostWords, 0, 50},
      {"no more than 50 words", Says::kMostWords, 0, 50},
      {"max 20 words", Says::kMostWords, 0, 20},
      {"answer in 20 words or less", Says::kMostWords, 0, 20},
      {"one sentence", Says::kMostSentences, 0, 1},
      {"answer in two sentences", Says::kMostSentences, 0, 2},
      {"a one-liner will do", Says::kOneSentence},
      {"say it in a sentence", Says::kOneSentence},
      {"too long", Says::kShorter},
      {"way too wordy", Says::kShorter},
      {"shorter answers", Says::kShorter},
      {"shorterr please", Says::kShorter},
      {"keep it brief", Says::kShorter},
      {"be concise", Says::kShorter},
      {"less text", Says::kShorter},
      {"too much detail", Says::kShorter},
      {"get to the point", Says::kShorter},
      {"not so long please", Says::kShorter},
      {"more detail please", Says::kLonger},
      {"too short", Says::kLonger},
  });
}

TEST(ReadSayingsTest, OrderAndCitations) {
  ExpectRead({
      {"largest first", Says::kOrder, ORDER_LARGEST_FIRST},
      {"put the biggest values first", Says::kOrder, ORDER_LARGEST_FIRST},
      {"sort from highest to lowest", Says::kOrder, ORDER_LARGEST_FIRST},
      {"descending please", Says::kOrder, ORDER_LARGEST_FIRST},
      {"smallest first", Says::kOrder, ORDER_SMALLEST_FIRST},
      {"newest first", Says::kOrder, ORDER_NEWEST_FIRST},
      {"the most recent ones first", Says::kOrder, ORDER_NEWEST_FIRST},
      {"in chronological order", Says::kOrder, ORDER_OLDEST_FIRST},
      {"sort alphabetically", Says::kOrder, ORDER_ALPHABETICAL},
      {"stop citing sources", Says::kCite, CITATIONS_NONE},
      {"no citations", Says::kCite, CITATIONS_NONE},
      {"leave the references out", Says::kCite, CITATIONS_NONE},
      {"always cite the page", Says::kCite, CITATIONS_SOURCE},
      {"show your sources", Says::kCite, CITATIONS_SOURCE},
      {"cite the section", Says::kCite, CITATIONS_SECTION},
  });
}

TEST(ReadSayingsTest, Mentions) {
  ExpectRead({
      {"always mention the date range", Says::kMention, EXTRA_PERIOD},
      {"say which period it is", Says::kMention, EXTRA_PERIOD},
      {"always say which database", Says::kMention, EXTRA_DATABASE},
      {"always say which document", Says::kMention, EXTRA_DOCUMENT_TITLE},
      {"show the SQL", Says::kMention, EXTRA_SQL},
      {"include the query too", Says::kMention, EXTRA_SQL},
      {"mention the filters", Says::kMention, EXTRA_INTERPRETATION},
      {"say how many rows", Says::kMention, EXTRA_ROW_COUNT},
      {"say how old the page is", Says::kMention, EXTRA_DOCUMENT_DATE},
      {"don't show the sql", Says::kDoNotMention, EXTRA_SQL},
      {"stop mentioning the database", Says::kDoNotMention, EXTRA_DATABASE},
      {"always mention the weather", Says::kWish},
  });
}

TEST(ReadSayingsTest, WishesThatNoRuleCanActOn) {
  ExpectRead({
      {"be friendlier", Says::kWish},
      {"a more formal tone", Says::kWish},
      {"at least 60 words", Says::kWish},
      {"more than 60 words", Says::kWish},
      {"each paragraph under 50 words", Says::kWish},
      {"no jargon", Says::kWish},
      {"answer in French", Says::kWish},
  });
}

TEST(ReadSayingsTest, ReadsTwoInOneSentenceAndOneInTwo) {
  const auto two = ReadSayings("Use bullets and keep it under 50 words.");
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0].says, Says::kForm);
  EXPECT_EQ(two[1].says, Says::kFewerWords);
}

TEST(ReadSayingsTest, ReadsNothingInOtherMatters) {
  for (const char* text :
       {"", "we are on Postgres", "use ISO weeks", "leave out test accounts",
        "use the table shipments", "the table of tides is wrong",
        "revenue is net of refunds", "use the 2025 guide",
        "ignore the archive folder", "don't quote drafts", "prefer newer pages",
        "use the latest version", "thanks", "the sum is too high",
        "weeks begin on Monday", "give me five passages",
        "write the query for Postgres", "the first page is the right one"}) {
    EXPECT_THAT(ReadSayings(text), IsEmpty()) << text;
  }
}

TEST(KindOfTest, NumbersAreRowsAndPagesPassages) {
  EXPECT_EQ(KindOf("show numbers as a table"), ANSWER_KIND_ROWS);
  EXPECT_EQ(KindOf("quotes from documents"), ANSWER_KIND_PASSAGES);
  EXPECT_EQ(KindOf("numbers in documents"), ANSWER_KIND_UNSPECIFIED);
  EXPECT_EQ(KindOf("as bullets"), ANSWER_KIND_UNSPECIFIED);
}

}  // namespace
}  // namespace alhf::answer_writer

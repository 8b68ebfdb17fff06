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
  const char* style;  // as text; "wish", "shorter"
};

std::string TextOf(const Saying& saying) {
  if (saying.shorter) return "shorter";
  return saying.style.has_value() ? saying.style->ShortDebugString() : "wish";
}

void ExpectRead(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const auto sayings = ReadSayings(c.text);
    ASSERT_EQ(sayings.size(), 1u);
    EXPECT_EQ(TextOf(sayings[0]), c.style);
  }
}

TEST(ReadSayingsTest, Form) {
  ExpectRead({
      {"answers as bullets", "form: FORM_BULLETS"},
      {"bullets pls", "form: FORM_BULLETS"},
      {"bulets!", "form: FORM_BULLETS"},
      {"Can you use bullet points?", "form: FORM_BULLETS"},
      {"give me a bulleted list", "form: FORM_BULLETS"},
      {"show it as a list", "form: FORM_BULLETS"},
      {"no bullet points please", "form: FORM_PROSE"},
      {"don't use bullets", "form: FORM_PROSE"},
      {"stop giving me lists", "form: FORM_PROSE"},
      {"no tables", "form: FORM_PROSE"},
      {"don't use a table here", "form: FORM_PROSE"},
      {"full sentences, please", "form: FORM_PROSE"},
      {"write in prose", "form: FORM_PROSE"},
      {"the bullets are hard to read", "form: FORM_PROSE"},
      {"those bullets look awful", "form: FORM_PROSE"},
      {"back to running text", "form: FORM_PROSE"},
      {"a table would be easier to read", "form: FORM_TABLE"},
      {"I'd rather have a table when it is long", "form: FORM_TABLE"},
      {"I'd like to see it as a table", "form: FORM_TABLE"},
      {"show numbers as a table", "form: FORM_TABLE"},
      {"put the numbers in a tabel", "form: FORM_TABLE"},
      {"table please", "form: FORM_TABLE"},
      {"I want a table", "form: FORM_TABLE"},
      {"use a table instead of bullets", "form: FORM_TABLE"},
      {"tabular format", "form: FORM_TABLE"},
  });
}

TEST(ReadSayingsTest, AReasonIsNoWish) {
  EXPECT_THAT(ReadSayings("the mail gets too long otherwise"), IsEmpty());
  EXPECT_THAT(ReadSayings("otherwise the mail is too long"), IsEmpty());
}

TEST(ReadSayingsTest, Length) {
  ExpectRead({
      {"keep it under 50 words", "max_words: 49"},
      {"less than fifty words", "max_words: 49"},
      {"at most 50 words", "max_words: 50"},
      {"no more than 50 words", "max_words: 50"},
      {"max 20 words", "max_words: 20"},
      {"answer in 20 words or less", "max_words: 20"},
      {"one sentence", "max_sentences: 1"},
      {"answer in two sentences", "max_sentences: 2"},
      {"a one-liner will do", "max_sentences: 1"},
      {"say it in a sentence", "max_sentences: 1"},
      {"too long", "shorter"},
      {"way too wordy", "shorter"},
      {"shorter answers", "shorter"},
      {"shorterr please", "shorter"},
      {"keep it brief", "shorter"},
      {"be concise", "shorter"},
      {"less text", "shorter"},
      {"too much detail", "shorter"},
      {"get to the point", "shorter"},
      {"not so long please", "shorter"},
      {"more detail please", "max_sentences: 6"},
      {"too short", "max_sentences: 6"},
  });
}

TEST(ReadSayingsTest, OrderAndCitations) {
  ExpectRead({
      {"largest first",
       "order: ORDER_LARGEST_FIRST only_for: ANSWER_KIND_ROWS"},
      {"put the biggest values first",
       "order: ORDER_LARGEST_FIRST only_for: ANSWER_KIND_ROWS"},
      {"sort from highest to lowest",
       "order: ORDER_LARGEST_FIRST only_for: ANSWER_KIND_ROWS"},
      {"descending please",
       "order: ORDER_LARGEST_FIRST only_for: ANSWER_KIND_ROWS"},
      {"smallest first",
       "order: ORDER_SMALLEST_FIRST only_for: ANSWER_KIND_ROWS"},
      {"newest first", "order: ORDER_NEWEST_FIRST"},
      {"the most recent ones first", "order: ORDER_NEWEST_FIRST"},
      {"in chronological order", "order: ORDER_OLDEST_FIRST"},
      {"sort alphabetically", "order: ORDER_ALPHABETICAL"},
      {"stop citing sources",
       "citations: CITATIONS_NONE only_for: ANSWER_KIND_PASSAGES"},
      {"no citations",
       "citations: CITATIONS_NONE only_for: ANSWER_KIND_PASSAGES"},
      {"leave the references out",
       "citations: CITATIONS_NONE only_for: ANSWER_KIND_PASSAGES"},
      {"always cite the page",
       "citations: CITATIONS_SOURCE only_for: ANSWER_KIND_PASSAGES"},
      {"show your sources",
       "citations: CITATIONS_SOURCE only_for: ANSWER_KIND_PASSAGES"},
      {"cite the section",
       "citations: CITATIONS_SECTION only_for: ANSWER_KIND_PASSAGES"},
  });
}

TEST(ReadSayingsTest, Mentions) {
  ExpectRead({
      {"always mention the date range",
       "mentions { extra: EXTRA_PERIOD } only_for: ANSWER_KIND_ROWS"},
      {"say which period it is",
       "mentions { extra: EXTRA_PERIOD } only_for: ANSWER_KIND_ROWS"},
      {"always say which database",
       "mentions { extra: EXTRA_DATABASE } only_for: ANSWER_KIND_ROWS"},
      {"always say which document",
       "mentions { extra: EXTRA_DOCUMENT_TITLE } only_for: "
       "ANSWER_KIND_PASSAGES"},
      {"show the SQL",
       "mentions { extra: EXTRA_SQL } only_for: ANSWER_KIND_ROWS"},
      {"include the query too",
       "mentions { extra: EXTRA_SQL } only_for: ANSWER_KIND_ROWS"},
      {"mention the filters",
       "mentions { extra: EXTRA_INTERPRETATION } only_for: ANSWER_KIND_ROWS"},
      {"say how many rows",
       "mentions { extra: EXTRA_ROW_COUNT } only_for: ANSWER_KIND_ROWS"},
      {"say how old the page is",
       "mentions { extra: EXTRA_DOCUMENT_DATE } only_for: "
       "ANSWER_KIND_PASSAGES"},
      {"don't show the sql",
       "mentions { extra: EXTRA_SQL off: true } only_for: ANSWER_KIND_ROWS"},
      {"stop mentioning the database",
       "mentions { extra: EXTRA_DATABASE off: true } only_for: "
       "ANSWER_KIND_ROWS"},
      {"always mention the weather", "wish"},
  });
}

TEST(ReadSayingsTest, NumbersAndDates) {
  ExpectRead({
      {"round to whole numbers",
       "only_for: ANSWER_KIND_ROWS numbers { decimals: 0 }"},
      {"round the numbers",
       "only_for: ANSWER_KIND_ROWS numbers { decimals: 0 }"},
      {"no decimals please",
       "only_for: ANSWER_KIND_ROWS numbers { decimals: 0 }"},
      {"drop the cents", "only_for: ANSWER_KIND_ROWS numbers { decimals: 0 }"},
      {"two decimals", "only_for: ANSWER_KIND_ROWS numbers { decimals: 2 }"},
      {"round to 3 decimal places",
       "only_for: ANSWER_KIND_ROWS numbers { decimals: 3 }"},
      {"amounts are in euros",
       "only_for: ANSWER_KIND_ROWS numbers { currency: \"\\342\\202\\254\" }"},
      {"write a $ sign",
       "only_for: ANSWER_KIND_ROWS numbers { currency: \"$\" }"},
      {"whole dollars",
       "only_for: ANSWER_KIND_ROWS numbers { decimals: 0 currency: \"$\" }"},
      {"use thousands separators",
       "only_for: ANSWER_KIND_ROWS numbers { thousands: \",\" }"},
      {"a point as thousands separator",
       "only_for: ANSWER_KIND_ROWS numbers { thousands: \".\" }"},
      {"write crates after the number",
       "only_for: ANSWER_KIND_ROWS numbers { unit: \"crates\" }"},
      {"the figures are in knots",
       "only_for: ANSWER_KIND_ROWS numbers { unit: \"knots\" }"},
      {"write dates as 31.12.2025", "date_format: \"%d.%m.%Y\""},
      {"dates in american format", "date_format: \"%m/%d/%Y\""},
  });
}

TEST(ReadSayingsTest, OtherForms) {
  ExpectRead({
      {"answer as JSON", "form: FORM_JSON"},
      {"json please", "form: FORM_JSON"},
      {"no json", "wish"},
      {"a numbered list", "form: FORM_NUMBERED"},
  });
}

TEST(ReadSayingsTest, WishesThatNoRuleCanActOn) {
  ExpectRead({
      {"be friendlier", "wish"},
      {"a more formal tone", "wish"},
      {"at least 60 words", "wish"},
      {"more than 60 words", "wish"},
      {"each paragraph under 50 words", "wish"},
      {"no jargon", "wish"},
      {"answer in French", "wish"},
  });
}

TEST(ReadSayingsTest, ReadsTwoInOneSentenceAndOneInTwo) {
  const auto two = ReadSayings("Use bullets and keep it under 50 words.");
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(TextOf(two[0]), "form: FORM_BULLETS");
  EXPECT_EQ(TextOf(two[1]), "max_words: 49");
}

TEST(ReadSayingsTest, ReadsNothingInOtherMatters) {
  for (const char* text : {"",
                           "we are on Postgres",
                           "use ISO weeks",
                           "leave out test accounts",
                           "use the table shipments",
                           "the table of tides is wrong",
                           "revenue is net of refunds",
                           "use the 2025 guide",
                           "ignore the archive folder",
                           "don't quote drafts",
                           "prefer newer pages",
                           "use the latest version",
                           "thanks",
                           "the sum is too high",
                           "weeks begin on Monday",
                           "give me five passages",
                           "write the query for Postgres",
                           "dates in some nicer format",
                           "use the currency sign",
                           "it is in the archive",
                           "the numbers are in the wrong order",
                           "round to 100",
                           "the data in the table shipments",
                           "the first page is the right one"}) {
    EXPECT_THAT(ReadSayings(text), IsEmpty()) << text;
  }
}

TEST(KindOfTest, NumbersAreRowsAndPagesPassages) {
  EXPECT_EQ(KindOf("show numbers as a table"), ANSWER_KIND_ROWS);
  EXPECT_EQ(KindOf("quotes from documents"), ANSWER_KIND_PASSAGES);
  EXPECT_EQ(KindOf("numbers in documents"), ANSWER_KIND_UNSPECIFIED);
  EXPECT_EQ(KindOf("as bullets"), ANSWER_KIND_UNSPECIFIED);
}

TEST(KindConditionTest, NamesAKindAndNoMore) {
  const std::string text = "Use bullets when you quote documents";
  const auto condition = KindConditionIn(text);
  ASSERT_TRUE(condition.has_value());
  EXPECT_EQ(condition->kind, ANSWER_KIND_PASSAGES);
  EXPECT_EQ(text.substr(condition->begin, condition->end - condition->begin),
            "when you quote documents");
  EXPECT_EQ(KindConditionIn("a table where there are numbers")->kind,
            ANSWER_KIND_ROWS);
  EXPECT_FALSE(KindConditionIn("when the tide is high").has_value());
}

TEST(ReadSayingsTest, InOtherWords) {
  struct Case {
    const char* text;
    const char* style;
  };
  for (const Case& c : {
           Case{"not longer than 35 words", "max_words: 35"},
           Case{"30 words tops", "max_words: 30"},
           Case{"never over 20 words", "max_words: 20"},
           Case{"forget the limit", "unlimited: true"},
           Case{"drop the word limit", "unlimited: true"},
           Case{"no more word limit", "unlimited: true"},
           Case{"bullet points are better than a word limit",
                "form: FORM_BULLETS"},
           Case{"they belong in a table", "form: FORM_TABLE"},
           Case{"tables are easier than prose", "form: FORM_TABLE"},
           Case{"step by step please", "form: FORM_NUMBERED"},
           Case{"number every step", "form: FORM_NUMBERED"},
           Case{"use the 24 hour clock", "clock: 24"},
           Case{"18:00 and not 6 pm", "clock: 24"},
           Case{"no am and pm", "clock: 24"},
           Case{"with am and pm", "clock: 12"},
           Case{"in thousands with two decimals",
                "only_for: ANSWER_KIND_ROWS "
                "numbers { decimals: 2 scale: 1000 }"},
           Case{"amounts in millions",
                "only_for: ANSWER_KIND_ROWS numbers { scale: 1000000 }"},
           Case{"put GBP behind every amount", "numbers { currency: \"GBP\" }"},
           Case{"don't you dare use the £ sign",
                "numbers { currency: \"GBP\" }"},
       }) {
    SCOPED_TRACE(c.text);
    const auto sayings = ReadSayings(c.text);
    ASSERT_FALSE(sayings.empty());
    ASSERT_TRUE(sayings[0].style.has_value());
    EXPECT_EQ(sayings[0].style->ShortDebugString(), c.style);
  }
}

TEST(ReadSayingsTest, NoWordAroundItIsNoLimit) {
  const auto sayings = ReadSayings("JSON, and not a single word around it");
  ASSERT_EQ(sayings.size(), 1u);
  EXPECT_EQ(sayings[0].style->form(), FORM_JSON);
}

TEST(NamesKindAloneTest, NotWhereSomethingIsNamedBesides) {
  EXPECT_TRUE(NamesKindAlone("numbers"));
  EXPECT_FALSE(NamesKindAlone("rules of the crew"));
}

}  // namespace
}  // namespace alhf::answer_writer

#include "components/answer_writer/writing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "components/answer_writer/draft.h"
#include "tests/unit/components/answer_writer/samples.h"

namespace alhf::answer_writer {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kCount[] = "How many boats are there per port?";
constexpr char kCost[] = "How much does a berth cost?";

Material Rows(const v1::Table& table) {
  Material material;
  material.kind = ANSWER_KIND_ROWS;
  material.table = table;
  return material;
}

Material Passages(const std::vector<v1::Passage>& passages) {
  Material material;
  material.kind = ANSWER_KIND_PASSAGES;
  material.passages = passages;
  return material;
}

std::string WriteRows(const Style& style) {
  return WriteAnswer(kCount, Rows(SmallTable()), style, {});
}

std::string WritePassages(const Style& style) {
  return WriteAnswer(kCost, Passages({BerthPassage()}), style, {});
}

TEST(WriteRowsTest, ProseTableAndBullets) {
  Style style;
  EXPECT_EQ(WriteRows(style),
            "Boat count by port: Ystad: 12; Arendal: 40; Mandal: 7.");
  style.set_form(FORM_BULLETS);
  EXPECT_EQ(WriteRows(style), "- Ystad: 12\n- Arendal: 40\n- Mandal: 7");
  style.set_form(FORM_TABLE);
  EXPECT_EQ(WriteRows(style),
            "| port | boat_count |\n| --- | --- |\n| Ystad | 12 |\n"
            "| Arendal | 40 |\n| Mandal | 7 |");
}

TEST(WriteRowsTest, ManyRowsAreATableUnlessProseIsWished) {
  v1::Table table =
      BoatsTable({{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}, {"e", 5}, {"f", 6}});
  EXPECT_THAT(WriteAnswer(kCount, Rows(table), {}, {}), StartsWith("| port"));
  Style style;
  style.set_form(FORM_PROSE);
  EXPECT_EQ(WriteAnswer(kCount, Rows(table), style, {}),
            "Boat count by port: a: 1; b: 2; c: 3; d: 4; e: 5; f: 6.");
}

TEST(WriteRowsTest, WhatIsLeftOutIsCounted) {
  Config config;
  config.set_max_rows(2);
  EXPECT_EQ(WriteAnswer(kCount, Rows(SmallTable()), {}, config),
            "Boat count by port: Ystad: 12; Arendal: 40; and 1 more.");
  EXPECT_EQ(WriteAnswer(kCount, Rows(BoatsTable({})), {}, {}),
            "No rows fit the question.");
}

TEST(WriteRowsTest, OrderSortsTheRows) {
  Style style;
  style.set_order(ORDER_LARGEST_FIRST);
  EXPECT_EQ(WriteRows(style),
            "Boat count by port: Arendal: 40; Ystad: 12; Mandal: 7.");
}

TEST(WriteRowsTest, SqlIsShownWhereAskedOrWished) {
  const std::string block =
      "```sql\nSELECT port, count(*) FROM boat GROUP BY port\n```";
  EXPECT_THAT(WriteRows({}), Not(HasSubstr("SELECT")));
  EXPECT_THAT(WriteAnswer("What is the SQL for boats per port?",
                          Rows(SmallTable()), {}, {}),
              StartsWith(block));
  Style style;
  style.add_mentions()->set_extra(EXTRA_SQL);
  EXPECT_EQ(WriteRows(style), WriteRows({}) + "\n\n" + block);
  v1::Table not_run;
  not_run.set_sql("SELECT 1");
  EXPECT_EQ(WriteAnswer("the sql please", Rows(not_run), {}, {}),
            "```sql\nSELECT 1\n```");
}

TEST(WriteRowsTest, ExtrasFollow) {
  Style style;
  style.add_mentions()->set_extra(EXTRA_DATABASE);
  style.add_mentions()->set_extra(EXTRA_PERIOD);
  EXPECT_EQ(WriteRows(style),
            WriteRows({}) + " Database: fleet. Period: year is 2025.");
}

TEST(WritePassagesTest, CitesSourcesOrSectionsOrNothing) {
  Style style;
  style.set_max_sentences(1);
  EXPECT_EQ(WritePassages(style),
            "A berth costs 45 crowns a night. [harbour/berths.md]");
  style.set_citations(CITATIONS_SECTION);
  EXPECT_EQ(WritePassages(style),
            "A berth costs 45 crowns a night. "
            "[harbour/berths.md, What they cost]");
  style.set_citations(CITATIONS_NONE);
  EXPECT_EQ(WritePassages(style), "A berth costs 45 crowns a night.");
}

TEST(WritePassagesTest, BulletsAndTable) {
  Style style;
  style.set_form(FORM_BULLETS);
  EXPECT_THAT(
      WritePassages(style),
      StartsWith("- A berth costs 45 crowns a night. [harbour/berths.md]\n- "));
  style.set_form(FORM_TABLE);
  EXPECT_THAT(WritePassages(style),
              StartsWith("| Answer | Source |\n| --- | --- |\n"
                         "| A berth costs 45 crowns a night. | "
                         "harbour/berths.md |\n"));
}

TEST(WritePassagesTest, SaysWhichPageIsNewer) {
  const Material material =
      Passages({MakePassage("old.md", {"Berths"},
                            "A berth costs 30 crowns a night.", "2021-01-01"),
                MakePassage("new.md", {"Berths"},
                            "A berth costs 45 crowns a night.", "2025-01-01")});
  EXPECT_EQ(WriteAnswer(kCost, material, {}, {}),
            "A berth costs 45 crowns a night. [new.md] That is of 2025-01-01; "
            "an older page, of 2021-01-01, says: \"A berth costs 30 crowns a "
            "night.\" [old.md]");
  Style style;
  style.set_max_sentences(1);
  EXPECT_EQ(WriteAnswer(kCost, material, style, {}),
            "A berth costs 45 crowns a night. [new.md]");
}

TEST(WritePassagesTest, OrderGoesByTheDateOfThePages) {
  const Material material = Passages(
      {MakePassage("old.md", {"Berths"}, "A berth costs crowns.", "2021-01-01"),
       MakePassage("new.md", {"Berths"}, "Ask what a berth costs at the gate.",
                   "2025-01-01")});
  Style style;
  style.set_order(ORDER_OLDEST_FIRST);
  EXPECT_THAT(WriteAnswer(kCost, material, style, {}),
              StartsWith("A berth costs crowns. [old.md]"));
  style.set_order(ORDER_NEWEST_FIRST);
  EXPECT_THAT(WriteAnswer(kCost, material, style, {}),
              StartsWith("Ask what a berth costs at the gate. [new.md]"));
}

TEST(WriteLengthTest, WordsAreKeptToStrictly) {
  for (const Form form :
       {FORM_UNSPECIFIED, FORM_PROSE, FORM_BULLETS, FORM_TABLE}) {
    for (uint32_t words = 1; words < 40; ++words) {
      Style style;
      style.set_form(form);
      style.set_max_words(words);
      style.add_mentions()->set_extra(EXTRA_DATABASE);
      style.add_mentions()->set_extra(EXTRA_DOCUMENT_DATE);
      EXPECT_LE(WordCount(WriteRows(style)), words) << WriteRows(style);
      EXPECT_LE(WordCount(WritePassages(style)), words) << WritePassages(style);
      EXPECT_FALSE(WriteRows(style).empty());
    }
  }
}

TEST(WriteLengthTest, WhatAnswersIsKeptOfASentenceThatIsTooLong) {
  const Material material = Passages({MakePassage(
      "pier.md", {"The pier"},
      "Of all the piers in the harbour the old one is 90 metres long, as the "
      "master says.")});
  Style style;
  style.set_max_words(9);
  EXPECT_EQ(WriteAnswer("How long is the old pier?", material, style, {}),
            "... harbour the old one is 90 metres long, ... [pier.md]");
}

TEST(WriteLengthTest, AFigureBesideTheBestSentenceIsKept) {
  const Material material =
      Passages({MakePassage("fees.md", {"Harbour", "Fees"},
                            "Fees are agreed on by the crews, after the spring "
                            "regatta. New ones hold "
                            "from the first of May.")});
  constexpr char kQuestion[] = "new fees after the spring regatta";
  Style style;
  style.set_max_words(15);
  EXPECT_EQ(WriteAnswer(kQuestion, material, style, {}),
            "... the crews, after the spring regatta. New ones hold from the "
            "first of May. [fees.md]");
  // Not where one sentence is wished for.
  style.set_max_sentences(1);
  EXPECT_EQ(WriteAnswer(kQuestion, material, style, {}),
            "Fees are agreed on by the crews, after the spring regatta. "
            "[fees.md]");
}

TEST(WriteLengthTest, NotesAreKeptWhereSomethingIsLeftForTheAnswer) {
  Style style;
  style.set_max_words(20);
  style.set_max_sentences(1);
  style.add_notes("Ask at the red office before noon or call us.");
  EXPECT_EQ(WritePassages(style),
            "A berth costs 45 crowns a night. [harbour/berths.md] "
            "Ask at the red office before noon or call us.");
  style.set_max_words(16);
  EXPECT_EQ(WritePassages(style),
            "A berth costs 45 crowns a night. [harbour/berths.md]");
}

TEST(WritePassagesTest, DatesAreCitedWhereSourcesAre) {
  Style style;
  style.set_max_sentences(1);
  style.add_mentions()->set_extra(EXTRA_DOCUMENT_DATE);
  EXPECT_EQ(WritePassages(style),
            "A berth costs 45 crowns a night. [harbour/berths.md, 2025-03-01]");
  style.set_citations(CITATIONS_NONE);
  style.clear_max_sentences();
  EXPECT_THAT(WritePassages(style),
              HasSubstr("Dates: harbour/berths.md is of 2025-03-01."));
}

TEST(WriteLengthTest, SentencesLimitWhatIsQuotedAndMentioned) {
  Style style;
  style.add_mentions()->set_extra(EXTRA_DATABASE);
  style.set_max_sentences(1);
  EXPECT_EQ(WriteRows(style), WriteRows({}));
  style.set_max_sentences(2);
  EXPECT_EQ(WriteRows(style), WriteRows({}) + " Database: fleet.");
  Style two;
  two.set_max_sentences(2);
  two.set_citations(CITATIONS_NONE);
  EXPECT_EQ(WritePassages(two),
            "A berth costs 45 crowns a night. Water is included in the price "
            "of a berth.");
}

TEST(WriteNothingTest, SaysWhatWasNotUnderstoodAndWhoIsMissing) {
  Material material;
  EXPECT_EQ(WriteAnswer("?", material, {}, {}), "I cannot answer that.");
  material.not_understood = {"zeppelin", "fly"};
  material.reasons = {"the documents have nothing on this"};
  material.failed = {"sql_generator"};
  EXPECT_EQ(WriteAnswer("?", material, {}, {}),
            "I cannot answer that. I did not understand: zeppelin, fly. The "
            "documents have nothing on this. sql_generator could not be "
            "asked.");
}

TEST(WriteNothingTest, SaysAWordOnce) {
  Material material;
  material.not_understood = {"zeppelin", "fly"};
  material.reasons = {"I do not understand: Zeppelin."};
  EXPECT_EQ(WriteAnswer("?", material, {}, {}),
            "I cannot answer that. I did not understand: fly. I do not "
            "understand: Zeppelin.");
}

TEST(WriteLengthTest, AWordLimitLeavesTheBestStatement) {
  Style style;
  style.set_max_words(12);
  EXPECT_EQ(
      WriteAnswer(kCost,
                  Passages({MakePassage(
                      "berths.md", {"Berths"},
                      "Berths are by the pier. A berth costs 45 crowns.")}),
                  style, {}),
      "A berth costs 45 crowns. [berths.md]");
}

TEST(WriteNotesTest, ANoteComesLastAndIsNoSentenceOfTheAnswer) {
  Style style;
  style.add_notes("Mind the gap.");
  style.set_max_sentences(1);
  EXPECT_EQ(WriteRows(style),
            "Boat count by port: Ystad: 12; Arendal: 40; Mandal: 7. Mind the "
            "gap.");
  style.set_max_words(4);
  EXPECT_THAT(WriteRows(style), Not(HasSubstr("gap")));
}

}  // namespace
}  // namespace alhf::answer_writer

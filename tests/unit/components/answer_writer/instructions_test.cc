#include "components/answer_writer/instructions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "alhf/sdk/proposals.h"
#include "components/answer_writer/style_names.h"
#include "tests/unit/components/answer_writer/samples.h"

namespace alhf::answer_writer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::FeedbackRecord RecordOf(const std::string& text,
                            const std::string& answer = "") {
  v1::FeedbackRecord record;
  record.set_text(text);
  record.mutable_exchange()->set_question("What does a berth cost?");
  record.mutable_exchange()->set_answer(answer);
  return record;
}

std::vector<Instruction> Read(const std::string& text) {
  return ReadInstructions(RecordOf(text));
}

v1::Proposal One(const std::string& text, const std::string& answer = "") {
  const auto found = ReadInstructions(RecordOf(text, answer));
  EXPECT_THAT(found, SizeIs(1)) << text;
  return found.empty() ? v1::Proposal() : found[0].proposal;
}

Style StyleIn(const v1::Proposal& proposal) {
  return sdk::ReadDirective<Style>(proposal.directive()).value_or(Style());
}

std::string Spanned(const std::string& text, const v1::Proposal& proposal) {
  return text.substr(proposal.span().begin(),
                     proposal.span().end() - proposal.span().begin());
}

TEST(ReadInstructionsTest, AStyleForAllAnswers) {
  const v1::Proposal proposal = One("answers as bullets");
  EXPECT_EQ(proposal.effect(), v1::EFFECT_ENFORCED);
  EXPECT_EQ(proposal.conflict_key(), "form");
  EXPECT_EQ(proposal.understood_as(), "write as bullets");
  EXPECT_EQ(proposal.scope().breadth(), v1::BREADTH_COMPONENT);
  EXPECT_THAT(proposal.scope().facets(), IsEmpty());
  EXPECT_EQ(StyleIn(proposal).form(), FORM_BULLETS);
}

TEST(ReadInstructionsTest, EachThingHasItsConflictKey) {
  EXPECT_EQ(One("under 50 words").conflict_key(), "length");
  EXPECT_EQ(One("one sentence").conflict_key(), "length");
  EXPECT_EQ(One("no citations").conflict_key(), "citations");
  EXPECT_EQ(One("newest first").conflict_key(), "order");
  EXPECT_EQ(One("largest first").conflict_key(), "order:rows");
  EXPECT_EQ(One("two decimals").conflict_key(), "decimals");
  EXPECT_EQ(One("in euros").conflict_key(), "currency");
  EXPECT_EQ(One("dates as 31.12.2025").conflict_key(), "dates");
  EXPECT_EQ(One("say quay instead of pier").conflict_key(), "wording:pier");
  EXPECT_EQ(One("always say which database").conflict_key(),
            "mention:database");
  EXPECT_EQ(One("do not mention the database").conflict_key(),
            "mention:database");
  EXPECT_EQ(One("be friendlier").conflict_key(), "");
}

TEST(ReadInstructionsTest, NumbersAreTakenAsSaid) {
  EXPECT_EQ(StyleIn(One("under 50 words")).max_words(), 49u);
  EXPECT_EQ(StyleIn(One("at most 50 words")).max_words(), 50u);
  EXPECT_EQ(StyleIn(One("under 1 words")).max_words(), 1u);
  EXPECT_EQ(StyleIn(One("99999999999 words max")).max_words(), 10000u);
}

TEST(ReadInstructionsTest, ShorterIsHalfOfTheAnswer) {
  std::string answer;
  for (int i = 0; i < 30; ++i) answer += "word ";
  EXPECT_EQ(StyleIn(One("too long", answer)).max_words(), 15u);
  EXPECT_EQ(StyleIn(One("too long", "two words")).max_words(), 12u);
  EXPECT_EQ(StyleIn(One("too long")).max_words(), 40u);
}

TEST(ReadInstructionsTest, TooLongIsSaidOfTheAnswerAtHand) {
  v1::FeedbackRecord record = RecordOf("too long");
  record.mutable_exchange()->add_steps()->mutable_output()->add_passages();
  const auto found = ReadInstructions(record);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(StyleIn(found[0].proposal).only_for(), ANSWER_KIND_PASSAGES);
  record.set_text("always shorter answers");
  EXPECT_EQ(StyleIn(ReadInstructions(record)[0].proposal).only_for(),
            ANSWER_KIND_UNSPECIFIED);
}

TEST(ReadInstructionsTest, ALengthIsSaidOnce) {
  v1::FeedbackRecord record = RecordOf("too long, max 40 words");
  record.mutable_exchange()->add_steps()->mutable_output()->add_passages();
  const auto found = ReadInstructions(record);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(StyleIn(found[0].proposal).max_words(), 40u);
}

TEST(ReadInstructionsTest, ATopicNarrows) {
  for (const char* text :
       {"for tide questions use bullets", "use bullets for tide questions",
        "when I ask about tide, use bullets"}) {
    const v1::Proposal proposal = One(text);
    EXPECT_EQ(proposal.scope().breadth(), v1::BREADTH_TOPIC) << text;
    EXPECT_EQ(proposal.scope().topic(), "tide") << text;
    EXPECT_THAT(proposal.scope().triggers(), ElementsAre("tide")) << text;
    EXPECT_EQ(Spanned(text, proposal), text);
  }
}

TEST(ReadInstructionsTest, AKindOfAnswerIsAFacet) {
  for (const char* text :
       {"show numbers as a table", "for number questions use a table"}) {
    const v1::Proposal proposal = One(text);
    EXPECT_EQ(proposal.scope().breadth(), v1::BREADTH_COMPONENT) << text;
    ASSERT_THAT(proposal.scope().facets(), SizeIs(1)) << text;
    EXPECT_EQ(proposal.scope().facets(0).key(), "answer_kind");
    EXPECT_EQ(proposal.scope().facets(0).value(), "rows");
    EXPECT_EQ(proposal.conflict_key(), "form:rows");
    EXPECT_EQ(StyleIn(proposal).only_for(), ANSWER_KIND_ROWS);
  }
  EXPECT_EQ(One("always cite the page").scope().facets(0).value(), "passages");
}

TEST(ReadInstructionsTest, AKindAndATopicBothHold) {
  const v1::Proposal proposal = One("tide figures as JSON");
  EXPECT_EQ(proposal.scope().breadth(), v1::BREADTH_TOPIC);
  EXPECT_THAT(proposal.scope().triggers(), ElementsAre("tide"));
  ASSERT_THAT(proposal.scope().facets(), SizeIs(1));
  EXPECT_EQ(proposal.scope().facets(0).value(), "rows");
}

TEST(ReadInstructionsTest, WhatIsToBeSortedIsListed) {
  for (const char* text :
       {"Put berths in alphabetical order.", "sort the berths by name"}) {
    const v1::Proposal proposal = One(text);
    EXPECT_EQ(StyleIn(proposal).order(), ORDER_ALPHABETICAL) << text;
    EXPECT_EQ(StyleIn(proposal).only_for(), ANSWER_KIND_ROWS) << text;
    ASSERT_THAT(proposal.scope().facets(), SizeIs(2)) << text;
    EXPECT_EQ(proposal.scope().facets(1).key(), "listed");
    EXPECT_EQ(proposal.scope().facets(1).value(), "berth");
  }
  EXPECT_EQ(StyleIn(One("sort the rows by name")).listed(), "");
}

TEST(ReadInstructionsTest, APartOfADateIsAFacet) {
  const v1::Proposal daily = One("For daily figures write dates as 31.12.2025");
  EXPECT_EQ(daily.scope().breadth(), v1::BREADTH_COMPONENT);
  ASSERT_THAT(daily.scope().facets(), SizeIs(2));
  EXPECT_EQ(daily.scope().facets(1).key(), "date_part");
  EXPECT_EQ(daily.scope().facets(1).value(), "day");
  EXPECT_THAT(daily.understood_as(), HasSubstr("where rows by day answer"));
  const v1::Proposal tides = One("For tides per day put the newest day first");
  EXPECT_THAT(tides.scope().triggers(), ElementsAre("tides"));
  EXPECT_EQ(StyleIn(tides).date_part(), "day");
}

TEST(ReadInstructionsTest, ATopicIsForTheKindOfAnswerThatItWasSaidOf) {
  v1::FeedbackRecord record = RecordOf("for berths use bullets", "");
  *record.mutable_exchange()->add_steps() = PassageStep({BerthPassage()});
  EXPECT_EQ(StyleIn(ReadInstructions(record)[0].proposal).only_for(),
            ANSWER_KIND_PASSAGES);
  record.set_text("use bullets");
  EXPECT_EQ(StyleIn(ReadInstructions(record)[0].proposal).only_for(),
            ANSWER_KIND_UNSPECIFIED);
}

TEST(ReadInstructionsTest, ListsOfThingsAreNoFiguresOfThem) {
  v1::FeedbackRecord record = RecordOf("", "");
  *record.mutable_exchange()->add_steps() = TableStep(SmallTable());
  for (const char* text : {"lists of skippers as bullets please",
                           "It helps if lists of skippers come as a table."}) {
    record.set_text(text);
    const v1::Proposal proposal = ReadInstructions(record)[0].proposal;
    EXPECT_TRUE(StyleIn(proposal).lists_things()) << text;
    EXPECT_THAT(proposal.understood_as(), HasSubstr("where rows list them"));
    EXPECT_EQ(proposal.scope().breadth(), v1::BREADTH_TOPIC) << text;
  }
  record.set_text("questions about skippers as bullets");
  EXPECT_FALSE(StyleIn(ReadInstructions(record)[0].proposal).lists_things());
}

TEST(ReadInstructionsTest, AConditionThatNamesAKindIsRead) {
  const v1::Proposal proposal = One("Use bullets when you quote documents");
  EXPECT_EQ(proposal.effect(), v1::EFFECT_ENFORCED);
  EXPECT_EQ(StyleIn(proposal).only_for(), ANSWER_KIND_PASSAGES);
}

TEST(ReadInstructionsTest, OnlyForATopicIsATopic) {
  const v1::Proposal proposal = One("one sentence, but only for tides");
  EXPECT_EQ(proposal.effect(), v1::EFFECT_ENFORCED);
  EXPECT_THAT(proposal.scope().triggers(), ElementsAre("tides"));
}

TEST(ReadInstructionsTest, WordsOfANoteInstructNothing) {
  const v1::Proposal proposal =
      One("When asked about tides, add that the table is short and has no "
          "sources.");
  EXPECT_EQ(proposal.effect(), v1::EFFECT_ENFORCED);
  EXPECT_THAT(StyleIn(proposal).notes(),
              ElementsAre("The table is short and has no sources."));
  EXPECT_THAT(proposal.scope().triggers(), ElementsAre("tides"));
}

TEST(ReadInstructionsTest, AWordingUnderAConditionIsGuidance) {
  EXPECT_EQ(One("Say quay instead of pier when the wind blows.").effect(),
            v1::EFFECT_GUIDANCE_ONLY);
}

TEST(ReadInstructionsTest, TwoInOneSentenceHaveTheirOwnSpans) {
  const std::string text = "No bullets, and keep it under 50 words please.";
  const auto found = Read(text);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(Spanned(text, found[0].proposal), "No bullets");
  EXPECT_EQ(Spanned(text, found[1].proposal), "keep it under 50 words please");
}

TEST(ReadInstructionsTest, TakesItsPartOfASentenceForTwo) {
  const std::string text = "Use the 2025 guide and answer as bullets";
  EXPECT_EQ(Spanned(text, One(text)), "answer as bullets");
}

TEST(ReadInstructionsTest, AWishIsGuidance) {
  const v1::Proposal proposal = One("be friendlier");
  EXPECT_EQ(proposal.effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_FALSE(proposal.has_directive());
}

TEST(ReadInstructionsTest, AWishWithWordsOfItsQuestionIsForSuchQuestions) {
  v1::FeedbackRecord record =
      RecordOf("Mind your tone towards skippers, please.", "");
  EXPECT_EQ(ReadInstructions(record)[0].proposal.scope().breadth(),
            v1::BREADTH_COMPONENT);
  record.mutable_exchange()->set_question("Which skipper is at sea?");
  const v1::Scope scope = ReadInstructions(record)[0].proposal.scope();
  EXPECT_EQ(scope.breadth(), v1::BREADTH_TOPIC);
  EXPECT_EQ(scope.topic(), "Which skipper is at sea?");
}

TEST(ReadInstructionsTest, AComplaintBesideAWishUnderAConditionIsItsReason) {
  const std::string complaint = "Too long.";
  EXPECT_GT(StyleIn(One(complaint, "one two three four five six")).max_words(),
            0u);
  const v1::Proposal both =
      One(complaint + " When I am at the helm, write bullets.",
          "one two three four five six");
  EXPECT_EQ(both.effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ(both.scope().breadth(), v1::BREADTH_TOPIC);
}

TEST(ReadInstructionsTest, AConditionOfSeveralThingsIsAFacet) {
  for (const char* text :
       {"lists as bullets", "put lists in bullets",
        "bullets pls when there's more than one",
        "use bullets whenever the result has more than one row"}) {
    const v1::Proposal proposal = One(text);
    EXPECT_EQ(proposal.effect(), v1::EFFECT_ENFORCED) << text;
    EXPECT_TRUE(StyleIn(proposal).several()) << text;
    ASSERT_THAT(proposal.scope().facets(), SizeIs(1)) << text;
    EXPECT_EQ(proposal.scope().facets(0).value(), "several") << text;
  }
  const v1::Proposal grouped = One("Grouped results must come as JSON.");
  EXPECT_EQ(StyleIn(grouped).only_for(), ANSWER_KIND_ROWS);
  EXPECT_TRUE(StyleIn(grouped).several());
  // What it is broken down by says more.
  EXPECT_FALSE(StyleIn(One("as a table whenever there's a breakdown by port"))
                   .several());
}

TEST(ReadInstructionsTest, AWishUnderAConditionHoldsForNoneButLikeQuestions) {
  const v1::Proposal open = One("Mind your grammar.");
  EXPECT_EQ(open.effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ(open.scope().breadth(), v1::BREADTH_COMPONENT);
  EXPECT_EQ(One("Mind your grammar where guests are quoted.").scope().breadth(),
            v1::BREADTH_TOPIC);
}

TEST(ReadInstructionsTest, QuantitiesHaveUnits) {
  const v1::Proposal cargo =
      One("State cargo in tonnes with two decimals, not in kilograms.");
  EXPECT_EQ(cargo.conflict_key(), "measure:mass");
  EXPECT_EQ(StyleIn(cargo).numbers().measures(0).unit(), "t");
  EXPECT_EQ(StyleIn(cargo).numbers().measures(0).decimals(), 2u);
  const v1::Proposal watches = One("Watches: hours and minutes");
  EXPECT_EQ(StyleIn(watches).numbers().measures(0).unit(), "h min");
  EXPECT_EQ(watches.understood_as(),
            "write numbers in h min, where rows answer");
  // Sums are no matter of their own.
  EXPECT_EQ(One("Cargo totals: in tonnes").scope().topic(), "cargo");
}

TEST(ReadInstructionsTest, WhatStandsBesideAUnitCounts) {
  EXPECT_THAT(Read("Give currents in m/s."), IsEmpty());
  const v1::Proposal whole = One("Report tanks rounded to whole litres.");
  EXPECT_EQ(StyleIn(whole).numbers().measures(0).unit(), "l");
  EXPECT_EQ(StyleIn(whole).numbers().measures(0).decimals(), 0u);
}

TEST(ReadInstructionsTest, MoneyIsNoTopic) {
  const auto found = Read("Money: three decimals, € sign behind.");
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].proposal.scope().breadth(), v1::BREADTH_COMPONENT);
  EXPECT_EQ(StyleIn(found[1].proposal).numbers().currency(), "€");
}

TEST(ReadInstructionsTest, WhatIsSortedByIsNoTopic) {
  const v1::Proposal proposal = One("Rank the rows by weight, largest first.");
  EXPECT_EQ(StyleIn(proposal).order(), ORDER_LARGEST_FIRST);
  EXPECT_EQ(StyleIn(proposal).listed(), "");
}

TEST(ReadInstructionsTest, AListInACompoundIsNoList) {
  EXPECT_FALSE(
      StyleIn(One("For questions about list weights show two decimals."))
          .lists_things());
  EXPECT_TRUE(
      StyleIn(One("For lists of weights show two decimals.")).lists_things());
}

TEST(ReadInstructionsTest, SortedRowsNameWhatTheyList) {
  const Style style = StyleIn(One("I want boats always sorted by their name"));
  EXPECT_EQ(style.order(), ORDER_ALPHABETICAL);
  EXPECT_EQ(style.listed(), "boats");
}

TEST(ReadInstructionsTest, DatesMayBeWrittenOut) {
  for (const char* text :
       {"write dates out", "dates with the month as a word please",
        "dates must be spelled out, e.g. 7 May 2024"}) {
    EXPECT_EQ(StyleIn(One(text)).date_format(), "%e %B %Y") << text;
  }
  EXPECT_EQ(StyleIn(One("I mean it now, the date format is dd.mm.yyyy"))
                .date_format(),
            "%d.%m.%Y");
  EXPECT_EQ(StyleIn(One("months in words, like May 7, 2024")).date_format(),
            "%B %e, %Y");
}

TEST(ReadInstructionsTest, WhatIsTheSameAsAListWishesForNone) {
  EXPECT_THAT(Read("Fine. The same as in our list."), IsEmpty());
}

TEST(ReadInstructionsTest, TablesAndMoneySaidWithMore) {
  EXPECT_EQ(StyleIn(One("use a table with one row per port")).form(),
            FORM_TABLE);
  const Style money = StyleIn(One("money in whole euros with the € behind it"));
  EXPECT_EQ(money.numbers().currency(), "€");
  EXPECT_EQ(money.numbers().decimals(), 0u);
  EXPECT_EQ(
      StyleIn(One("fees always with €/day behind the number")).numbers().unit(),
      "€/day");
}

TEST(ReadInstructionsTest, NotesAtTheEndMayHaveATopic) {
  const v1::Proposal note =
      One("Answers about berths always end with the sentence: Ask the office.");
  EXPECT_THAT(StyleIn(note).notes(), ElementsAre("Ask the office."));
  EXPECT_EQ(note.scope().topic(), "berths");
  EXPECT_EQ(
      One("Close every answer on berths with: Ask the office.").scope().topic(),
      "berths");
}

TEST(DescribeTest, SaysEachThing) {
  Style style;
  style.set_max_sentences(1);
  EXPECT_EQ(Describe(style), "write at most 1 sentence");
  style.Clear();
  style.set_order(ORDER_LARGEST_FIRST);
  style.set_only_for(ANSWER_KIND_ROWS);
  EXPECT_EQ(Describe(style), "order: largest first, where rows answer");
  style.Clear();
  style.add_mentions()->set_extra(EXTRA_ROW_COUNT);
  style.mutable_mentions(0)->set_off(true);
  EXPECT_EQ(Describe(style), "do not mention the row count");
  style.Clear();
  style.mutable_numbers()->set_decimals(0);
  style.mutable_numbers()->set_currency("EUR");
  EXPECT_EQ(Describe(style), "write numbers with 0 decimals, in EUR");
  style.Clear();
  style.set_date_format("%d.%m.%Y");
  EXPECT_EQ(Describe(style), "write dates as 31.12.2025");
  style.Clear();
  style.add_notes("Mind the gap.");
  EXPECT_EQ(Describe(style), "add: Mind the gap.");
}

}  // namespace
}  // namespace alhf::answer_writer

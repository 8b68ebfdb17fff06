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

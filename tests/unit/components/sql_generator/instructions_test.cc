#include "components/sql_generator/instructions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/proposals.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class InstructionsTest : public ::testing::Test {
 protected:
  std::vector<Instruction> Of(const std::string& text,
                              const std::string& question = "") {
    InstructionContext context{&library_.catalog(), "library",
                               absl::CivilDay(2026, 1, 15)};
    context.question = question;
    return ReadInstructions(text, context);
  }
  // The words of each, with "!" where it is enforced.
  std::vector<std::string> Spans(const std::string& text) {
    std::vector<std::string> spans;
    for (const Instruction& i : Of(text)) {
      const v1::Span& span = i.proposal.span();
      spans.push_back(
          absl::StrCat(text.substr(span.begin(), span.end() - span.begin()),
                       i.proposal.effect() == v1::EFFECT_ENFORCED ? "!" : ""));
    }
    return spans;
  }
  Library library_;
};

TEST_F(InstructionsTest, FindsEachWithItsWords) {
  EXPECT_THAT(Spans("We are on Postgres, use ISO weeks."),
              ElementsAre("We are on Postgres!", "use ISO weeks!"));
  EXPECT_THAT(Spans("no. we are on postgres and use iso weeks and please "
                    "leave out late loans"),
              ElementsAre("we are on postgres!", "use iso weeks!",
                          "please leave out late loans!"));
  EXPECT_THAT(
      Spans("Use Postgres. The west means France, Germany and Spain, "
            "and show at most 10 rows."),
      ElementsAre("Use Postgres!", "The west means France, Germany and Spain!",
                  "show at most 10 rows!"));
}

TEST_F(InstructionsTest, AFilterMayNameSeveral) {
  EXPECT_THAT(Spans("Leave out staff and late loans."),
              ElementsAre("Leave out staff and late loans!",
                          "Leave out staff and late loans!"));
  EXPECT_THAT(Spans("exclude late and lost loans"),
              ElementsAre("exclude late and lost loans!"));
}

TEST_F(InstructionsTest, APronounStandsForTheRowsNamedBefore) {
  for (const char* text :
       {"There are late loans in this count, leave them out.",
        "You count loans that are late. Please drop them from all numbers.",
        "Late loans distort everything, filter them out",
        "late loans are in here, and they should never be in any number"}) {
    const auto found = Of(text);
    ASSERT_EQ(found.size(), 1u) << text;
    EXPECT_EQ(found[0].proposal.effect(), v1::EFFECT_ENFORCED) << text;
    EXPECT_EQ(found[0].proposal.scope().facets(1).value(), "loans") << text;
  }
  // Whatever has none.
  EXPECT_THAT(Spans("The report must not contain late loans"),
              ElementsAre("The report must not contain late loans!"));
}

TEST_F(InstructionsTest, ATopicNarrows) {
  for (const char* text : {"When I ask for readers, show at most 10 rows.",
                           "Leave out late loans, but only for readers."}) {
    const auto found = Of(text);
    ASSERT_EQ(found.size(), 1u) << text;
    const v1::Scope& scope = found[0].proposal.scope();
    EXPECT_EQ(found[0].proposal.effect(), v1::EFFECT_ENFORCED) << text;
    EXPECT_EQ(scope.breadth(), v1::BREADTH_TOPIC) << text;
    EXPECT_THAT(scope.triggers(), ElementsAre("readers")) << text;
  }
}

TEST_F(InstructionsTest, ATopicMayComeFirstAndOthersBeLeftAlone) {
  const auto found = Of(
      "When I ask what readers we have only count staff. For loans they stay "
      "in.");
  ASSERT_EQ(found.size(), 1u);
  const v1::Proposal& proposal = found[0].proposal;
  EXPECT_EQ(proposal.effect(), v1::EFFECT_ENFORCED);
  EXPECT_THAT(proposal.scope().triggers(), ElementsAre("readers"));
  // With the rows what belongs to them is left out, unless that stays.
  const auto own = [this](const std::string& text) {
    const auto filter =
        sdk::ReadDirective<DefaultFilter>(Of(text)[0].proposal.directive());
    return filter.has_value() && filter->own_rows();
  };
  EXPECT_FALSE(own("Leave out staff members."));
  EXPECT_TRUE(own("Leave out staff members. For loans they stay in."));
  // A place of the data is no manner of speaking.
  EXPECT_THAT(Spans("in our report count only late loans"),
              ElementsAre("in our report count only late loans!"));
  EXPECT_THAT(Spans("in the Mill count only late loans"), IsEmpty());
}

TEST_F(InstructionsTest, EveryLimitYieldsToANumberOfTheQuestion) {
  EXPECT_THAT(Spans("Just five for a top list, unless I give a number myself."),
              ElementsAre("Just five for a top list!"));
  EXPECT_THAT(Spans("At most 5 rows, unless the boss asks."),
              ElementsAre("At most 5 rows"));
}

TEST_F(InstructionsTest, CountedRowsAreLeftOutOfTheirOwnNumbers) {
  const auto own = [this](const std::string& text,
                          const std::string& question) {
    const auto found = Of(text, question);
    EXPECT_EQ(found.size(), 1u) << text;
    if (found.empty()) return false;
    const auto filter =
        sdk::ReadDirective<DefaultFilter>(found[0].proposal.directive());
    return filter.has_value() && filter->own_rows();
  };
  EXPECT_TRUE(own("Late loans must not be counted.", "How many loans?"));
  EXPECT_FALSE(own("Late loans must not be counted.", "How many readers?"));
  EXPECT_FALSE(own("Leave out late loans.", "How many loans?"));
}

TEST_F(InstructionsTest, ALimitMayBeForTheFirstOfAnOrder) {
  for (const char* text :
       {"Five is plenty when I ask who's biggest.",
        "When I ask for the best readers, five lines are enough.",
        "Five names will be entirely sufficient when I ask who reads most."}) {
    const auto found = Of(text);
    ASSERT_EQ(found.size(), 1u) << text;
    const v1::Proposal& proposal = found[0].proposal;
    const auto limit = sdk::ReadDirective<RowLimit>(proposal.directive());
    ASSERT_TRUE(limit.has_value()) << text;
    EXPECT_EQ(limit->rows(), 5u) << text;
    EXPECT_TRUE(limit->of_rankings()) << text;
    EXPECT_EQ(proposal.conflict_key(), "top_limit") << text;
    EXPECT_EQ(proposal.scope().breadth(), v1::BREADTH_COMPONENT) << text;
  }
}

TEST_F(InstructionsTest, TheLastWordCounts) {
  EXPECT_THAT(Spans("not sqlite, postgres"), ElementsAre("postgres!"));
  EXPECT_THAT(Spans("use US weeks. No, use ISO weeks."),
              ElementsAre("use ISO weeks!"));
}

TEST_F(InstructionsTest, KeepsWhatItCannotActOn) {
  EXPECT_THAT(Spans("we use Snowflake"), ElementsAre("we use Snowflake"));
  EXPECT_THAT(Spans("active reader means somebody nice"),
              ElementsAre("active reader means somebody nice"));
  EXPECT_THAT(Spans("leave out archived loans"),
              ElementsAre("leave out archived loans"));
  EXPECT_LT(Of("ARR means annual recurring loans")[0].score, 0.5);
}

TEST_F(InstructionsTest, LeavesTheRest) {
  for (const char* text :
       {"", "?", "thanks", "use bullets", "leave out old pages",
        "exclude archived documents", "is a late loan counted?",
        "ARR means annual recurring rain", "the answer means nothing to me"}) {
    EXPECT_THAT(Spans(text), IsEmpty()) << text;
  }
}

TEST_F(InstructionsTest, SaysWhatItNeedsTheDatabaseFor) {
  const InstructionContext without{nullptr, "library", absl::CivilDay()};
  const auto weeks = ReadInstructions("use ISO weeks", without);
  ASSERT_EQ(weeks.size(), 1);
  EXPECT_FALSE(weeks[0].needs_catalog);
  for (const char* text :
       {"leave out late loans", "active reader means borrowed in 2025"}) {
    const auto found = ReadInstructions(text, without);
    ASSERT_EQ(found.size(), 1) << text;
    EXPECT_TRUE(found[0].needs_catalog);
  }
}

TEST_F(InstructionsTest, SpansHoldWithinAnyText) {
  std::string text;
  for (int i = 0; i < 200; ++i) {
    text += "\xC3\xA4 x, and use ISO weeks; means = means (not) ";
  }
  const auto found = Of(text);
  ASSERT_EQ(found.size(), 1);  // the last of 200 that settle the same
  const v1::Span& span = found[0].proposal.span();
  EXPECT_EQ(text.substr(span.begin(), span.end() - span.begin()),
            "use ISO weeks");
}

TEST_F(InstructionsTest, ReadsNoPartOfAListThatIsTooLong) {
  std::string text = "the west means France";
  for (int i = 0; i < 20; ++i) text += ", Spain";
  EXPECT_THAT(Of(text), IsEmpty());
  EXPECT_EQ(Of("the west means France, Spain, Spain").size(), 1);
}

// What the first instruction is taken to mean, where it is acted on.
#define EXPECT_READ(text, expected)                                      \
  do {                                                                   \
    const auto read = Of(text);                                          \
    ASSERT_EQ(read.size(), 1u) << (text);                                \
    EXPECT_EQ(read[0].proposal.effect(), v1::EFFECT_ENFORCED) << (text); \
    EXPECT_THAT(read[0].proposal.understood_as(),                        \
                ::testing::HasSubstr(expected));                         \
  } while (false)

TEST_F(InstructionsTest, RowsThatAreNotWhatTheyAreCountedAs) {
  for (const char* text :
       {"Late and lost are not loans to me. Unless I ask for just those.",
        "The late is not loan, please to count without them",
        "late loans are no loans", "Please never count late ones as loans",
        "Readers who are marked as staff are no readers",
        "With the late loans we do not work. In the loan lists and counts I "
        "want not to see them.",
        "You must take away the loans that was late or is only a lost"}) {
    EXPECT_READ(text, "not counted: ");
  }
  EXPECT_READ("A loan is only a returned one", "only counted: ");
  EXPECT_READ("Returns are only the returned loans", "\"Returns\" means");
}

TEST_F(InstructionsTest, ADefinitionMayBeSaidInManyWays) {
  EXPECT_READ("Takings by us means always the fee plus the waived, full stop",
              "means the fee");
  EXPECT_READ("gone = late or lost in our state", "late or lost");
  EXPECT_READ("Trouble is two kinds for us: late and lost", "late or lost");
  EXPECT_READ(
      "Units are the sum of the fees divided by 39, and not the "
      "number of heads",
      "(fee) / 39");
  EXPECT_READ(
      "By veterans we mean readers who joined at least two years ago, "
      "counted from today",
      "at least two years ago");
  EXPECT_READ("state late and loan date before today, that is overdue",
              "\"overdue\" means");
}

TEST_F(InstructionsTest, ASettingOfATermIsOfTheTermAlone) {
  const auto read =
      Of("A newbie is a reader, but it has to be counted by the day it joined");
  ASSERT_EQ(read.size(), 2u);
  EXPECT_THAT(read[1].proposal.scope().triggers(),
              ::testing::Contains("newbie"));
}

TEST_F(InstructionsTest, ANumberLeavesOutWhatIsNotIt) {
  EXPECT_READ(
      "Intake is the sum of the fees, and leave the lost ones out, a late loan "
      "is not intake",
      "without");
}

TEST_F(InstructionsTest, WhatIsLeftOutOfATermIsLeftOutOfNothingElse) {
  for (const char* text :
       {"by circulation i always mean net and without the late loans",
        "By circulation we mean something honest, without late loans."}) {
    const auto found = Of(text);
    ASSERT_FALSE(found.empty()) << text;
    for (const Instruction& instruction : found) {
      const v1::Proposal& proposal = instruction.proposal;
      EXPECT_FALSE(sdk::ReadDirective<DefaultFilter>(proposal.directive()))
          << text;
      EXPECT_EQ(proposal.scope().breadth(), v1::BREADTH_TOPIC) << text;
    }
  }
}

TEST_F(InstructionsTest, HalfADefinitionIsNotActedOn) {
  for (const char* text : {"Overdue means late and joined in the last 30 days",
                           "Gross means with fee, so nothing else"}) {
    for (const Instruction& i : Of(text)) {
      EXPECT_EQ(i.proposal.effect(), v1::EFFECT_GUIDANCE_ONLY)
          << text << ": " << i.proposal.understood_as();
    }
  }
}

}  // namespace
}  // namespace alhf::sql_generator

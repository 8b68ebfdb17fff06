#include "components/answer_writer/statements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/components/answer_writer/samples.h"

namespace alhf::answer_writer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> Texts(const Statements& statements) {
  std::vector<std::string> texts;
  for (const Statement& statement : statements.chosen) {
    texts.push_back(statement.text);
  }
  return texts;
}

TEST(PlainSentencesTest, TakesMarkdownApart) {
  EXPECT_THAT(
      PlainSentences("A **bold** word and [a page](x/y.md).\n"
                     "It goes\non. Next.\n\n"
                     "- item one\n- item `two`\n"
                     "1. first\n2) second\n"
                     "\n> quoted\n\n"
                     "| a | b |\n|---|---|\n| 1 | 2 |\n"),
      ElementsAre("A bold word and a page.", "It goes on.", "Next.", "item one",
                  "item two", "first", "second", "quoted", "a, b", "1, 2"));
  EXPECT_THAT(PlainSentences(""), IsEmpty());
  EXPECT_THAT(PlainSentences("an [open bracket](never closed"),
              ElementsAre("an [open bracket](never closed"));
}

TEST(ChooseStatementsTest, TakesWhatAnswersAndNothingElse) {
  const auto found =
      ChooseStatements("How much does a berth cost?", {BerthPassage()}, 3);
  ASSERT_FALSE(found.chosen.empty());
  EXPECT_EQ(found.chosen[0].text, "A berth costs 45 crowns a night.");
  for (const std::string& text : Texts(found)) {
    EXPECT_NE(text, "The harbour office is painted red.");
  }
  EXPECT_THAT(
      ChooseStatements("How much does a berth cost?", {BerthPassage()}, 1)
          .chosen,
      SizeIs(1));
}

TEST(ChooseStatementsTest, NothingToChooseFromIsNothing) {
  EXPECT_THAT(ChooseStatements("what?", {}, 3).chosen, IsEmpty());
  EXPECT_THAT(ChooseStatements("", {BerthPassage()}, 2).chosen, SizeIs(2));
}

TEST(ChooseStatementsTest, OfTwoThatDisagreeTheNewerIsSaid) {
  const std::vector<v1::Passage> passages = {
      MakePassage("old.md", {"Berths"}, "A berth costs 30 crowns a night.",
                  "2021-01-01", 2),
      MakePassage("new.md", {"Berths"}, "A berth costs 45 crowns a night.",
                  "2025-01-01", 1)};
  const auto found = ChooseStatements("What does a berth cost?", passages, 3);
  EXPECT_THAT(Texts(found), ElementsAre("A berth costs 45 crowns a night."));
  ASSERT_THAT(found.disagreements, SizeIs(1));
  EXPECT_EQ(found.disagreements[0].older.text,
            "A berth costs 30 crowns a night.");
}

TEST(ChooseStatementsTest, WithoutDatesOrDifferenceThereIsNoDisagreement) {
  std::vector<v1::Passage> passages = {
      MakePassage("a.md", {"Berths"}, "A berth costs 30 crowns a night."),
      MakePassage("b.md", {"Berths"}, "A berth costs 45 crowns a night.")};
  EXPECT_THAT(
      ChooseStatements("What does a berth cost?", passages, 3).disagreements,
      IsEmpty());
  passages = {
      MakePassage("a.md", {"Berths"}, "A berth costs 30 crowns.", "2021-01-01"),
      MakePassage("b.md", {"Berths"}, "A berth costs 30 crowns.",
                  "2022-01-01")};
  EXPECT_THAT(
      ChooseStatements("What does a berth cost?", passages, 3).disagreements,
      IsEmpty());
}

TEST(ChooseStatementsTest, WhoGivesNoNumberContradictsNone) {
  const auto found = ChooseStatements(
      "What are the costs of towing?",
      {MakePassage("towing.md", {"Towing"}, "Towing costs 60 crowns.",
                   "2021-01-01", 2),
       MakePassage("words.md", {"Terms", "Profit"},
                   "Towing that we pay is a cost.", "2025-01-01", 1)},
      1);
  EXPECT_THAT(Texts(found), ElementsAre("Towing costs 60 crowns."));
  EXPECT_THAT(found.disagreements, IsEmpty());
}

TEST(ChooseStatementsTest, UpToANumberIsALimit) {
  const v1::Passage passage =
      MakePassage("berths.md", {"Harbour", "Berths"},
                  "When you sail alone, berths are let for up to 9 nights. For "
                  "clubs the limit is 20 each.");
  for (const char* question : {"What is the limit for berths if I sail alone?",
                               "maximum for berths if I sail alone"}) {
    EXPECT_THAT(
        Texts(ChooseStatements(question, {passage}, 1)),
        ElementsAre("When you sail alone, berths are let for up to 9 nights."))
        << question;
  }
}

}  // namespace
}  // namespace alhf::answer_writer

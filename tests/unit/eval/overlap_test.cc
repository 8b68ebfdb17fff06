#include "eval/overlap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;

TEST(OverlapTest, ComparesStemsOfContentWords) {
  EXPECT_THAT(WordsOf("The boats of a boat in harbours"),
              ElementsAre("boat", "harbour"));
  EXPECT_DOUBLE_EQ(Overlap(WordsOf("boats in harbours"), WordsOf("a boat")),
                   0.5);
  EXPECT_DOUBLE_EQ(Overlap(WordsOf("boat"), WordsOf("the boats")), 1.0);
  EXPECT_DOUBLE_EQ(Overlap(WordsOf("boat"), WordsOf("sail")), 0.0);
  EXPECT_DOUBLE_EQ(Overlap({}, {}), 0.0);
}

TEST(OverlapTest, PlainWordsForgetCaseAndPunctuation) {
  EXPECT_EQ(PlainWords("Which boats, exactly?"),
            PlainWords("which boats exactly"));
  EXPECT_NE(PlainWords("Which boats?"), PlainWords("Which boat?"));
}

TEST(OverlapTest, MeasuresTheNearestRecordThatApplies) {
  Scenario scenario;
  scenario.records.resize(3);
  scenario.records[0].question = "old boats";
  scenario.records[0].text = "sails";
  scenario.records[1].question = "masts";
  scenario.records[1].text = "harbour walls";
  scenario.records[2].question = "new boats in harbours";
  Question question;
  question.text = "New boats in harbours";
  EXPECT_DOUBLE_EQ(NearnessOf(scenario, question).ToAny(), 0);
  question.applies = {0, 1};
  const Nearness nearness = NearnessOf(scenario, question);
  EXPECT_DOUBLE_EQ(nearness.to_question, 0.25);
  EXPECT_DOUBLE_EQ(nearness.to_text, 0.25);
  EXPECT_TRUE(nearness.IsNear());
  question.applies = {1};
  EXPECT_FALSE(NearnessOf(scenario, question).IsNear());
}

}  // namespace
}  // namespace alhf::eval

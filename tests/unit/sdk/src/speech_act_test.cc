#include "sdk/src/speech_act.h"

#include "alhf/sdk/scope.h"
#include "gtest/gtest.h"

namespace alhf::sdk {
namespace {

TEST(SpeechActTest, TellsWhatASentenceDoes) {
  const struct {
    const char* sentence;
    SpeechAct act;
  } kCases[] = {
      {"Use ISO weeks.", SpeechAct::kStatement},
      {"I'd like to see it as a table.", SpeechAct::kStatement},
      {"Revenue is net of refunds", SpeechAct::kStatement},
      {"Could you use bullets, please?", SpeechAct::kStatement},
      {"How many were there last week?", SpeechAct::kQuestion},
      {"how many were there last week", SpeechAct::kQuestion},
      {"how many were there last week!", SpeechAct::kQuestion},
      {"when does the week start here", SpeechAct::kQuestion},
      {"when a day is missing say so", SpeechAct::kStatement},
      {"do not round the numbers", SpeechAct::kStatement},
      {"do we round the numbers", SpeechAct::kQuestion},
      {"Thank you very much for your help.", SpeechAct::kThanks},
      {"Thanks, but leave out the tests.", SpeechAct::kStatement},
      {"Hello there", SpeechAct::kGreeting},
      {"May I ask you to count boats alone?", SpeechAct::kStatement},
      {"Might I suggest that dates be written out?", SpeechAct::kStatement},
      {"When it is late, would you kindly be brief?", SpeechAct::kStatement},
      {"Could dates be written out?", SpeechAct::kStatement},
      {"Would it be possible to have them sorted?", SpeechAct::kStatement},
      {"Could boats be sold in 2024?", SpeechAct::kQuestion},
      {"May I ask how many boats there are?", SpeechAct::kQuestion},
      {"May I ask you which boats are late?", SpeechAct::kQuestion},
      {"I like it", SpeechAct::kPraise},
      {"Depths as digits, like 25", SpeechAct::kStatement},
      {"Great answer, very clear and helpful.", SpeechAct::kPraise},
      {"Good, but it should be shorter.", SpeechAct::kStatement},
  };
  for (const auto& each : kCases) {
    EXPECT_EQ(SpeechActOf(each.sentence), each.act) << each.sentence;
  }
}

TEST(SpeechActTest, OneSentenceThatTeachesIsEnough) {
  EXPECT_TRUE(CouldTeach("Thank you! Next time use ISO weeks."));
  EXPECT_FALSE(CouldTeach("Thank you! That was great."));
  EXPECT_FALSE(CouldTeach(""));
  EXPECT_FALSE(CouldTeach("?!"));
}

TEST(SpeechActTest, TheWordingTellsTheBreadth) {
  EXPECT_EQ(BreadthOf("these kilns do not exist any more"), v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("no kilns in any table"), v1::BREADTH_COMPONENT);
  EXPECT_EQ(BreadthOf("Always use ISO weeks"), v1::BREADTH_COMPONENT);
  EXPECT_EQ(BreadthOf("From now on, use ISO weeks"), v1::BREADTH_COMPONENT);
  EXPECT_EQ(BreadthOf("Use ISO weeks here"), v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("Whenever boats are compared, use a table"),
            v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("I never eat meat"), v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("Look at the hull, the mast is not always there"),
            v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("My children avoid any dairy"), v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("I never want tables"), v1::BREADTH_COMPONENT);
  EXPECT_EQ(BreadthOf("I never want to see tables"), v1::BREADTH_COMPONENT);
  EXPECT_EQ(BreadthOf("I want to have no debts at all"), v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("I don't want to wear any wool"), v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("I read all answers on a phone"), v1::BREADTH_COMPONENT);
  EXPECT_EQ(BreadthOf("We go everywhere by train"), v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("The boat never arrived"), v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("Look at the mast, never the hull"), v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("Round the depths, always."), v1::BREADTH_COMPONENT);
  EXPECT_EQ(BreadthOf("Use euros everywhere"), v1::BREADTH_COMPONENT);
  EXPECT_EQ(BreadthOf("I don't want any toy that makes noise"),
            v1::BREADTH_TOPIC);
  EXPECT_EQ(BreadthOf("I don't want any answers that ramble"),
            v1::BREADTH_COMPONENT);
  EXPECT_EQ(BreadthOf("I don't want any tables"), v1::BREADTH_COMPONENT);
}

}  // namespace
}  // namespace alhf::sdk

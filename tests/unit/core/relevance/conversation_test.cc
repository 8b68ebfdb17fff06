#include "core/relevance/conversation.h"

#include <gtest/gtest.h>

namespace alhf::core {
namespace {

v1::Query Asked(const std::string& text,
                const std::vector<std::string>& before) {
  v1::Query query;
  query.set_text(text);
  for (const std::string& question : before) {
    v1::Turn& turn = *query.add_turns();
    turn.set_question(question);
    turn.set_answer("Twelve.");
  }
  return query;
}

TEST(ConversationTest, TellsFollowUpsFromQuestions) {
  for (const char* question :
       {"And for 2024?", "What about returns?", "by week", "2024?",
        "How many of them are red?", "Only in Kiel", "Who painted it?",
        "but without the ones that were sent back to the shop"}) {
    EXPECT_TRUE(IsFollowUp(Analyze(question))) << question;
  }
  for (const char* question :
       {"How many boats were rented in 2024?", "Boats by week",
        "Is it safe to take ibuprofen together with strong coffee?", "",
        "Thanks!", "How many boats are there?", "Boats that sailed in May",
        "Which customers returned the boats they had rented?",
        "In which harbour do most boats of the fleet lie?"}) {
    EXPECT_FALSE(IsFollowUp(Analyze(question))) << question;
  }
}

TEST(ConversationTest, AFollowUpHasTheQuestionThatItLeansOn) {
  EXPECT_EQ(WordsInConversation(Asked(
                "And for 2024?",
                {"Who owns the harbour?", "How many boats were rented?"})),
            "How many boats were rented? And for 2024?");
}

TEST(ConversationTest, WithoutTurnsNothingIsLeantOn) {
  EXPECT_TRUE(LeansOnTurns(Asked("And for 2024?", {"Who owns it?"})));
  EXPECT_FALSE(LeansOnTurns(Asked("And for 2024?", {})));
  EXPECT_FALSE(LeansOnTurns(Asked("Who owns the boats?", {"And?"})));
}

TEST(ConversationTest, GoesBackToTheLastQuestionThatStandsAlone) {
  EXPECT_EQ(WordsInConversation(Asked(
                "by week", {"How many boats were rented?", "and in Kiel?"})),
            "How many boats were rented? and in Kiel? by week");
}

TEST(ConversationTest, AQuestionThatStandsAloneStaysAsItIs) {
  EXPECT_EQ(WordsInConversation(Asked("Who owns the harbour?",
                                      {"How many boats were rented?"})),
            "Who owns the harbour?");
  EXPECT_EQ(WordsInConversation(Asked("And for 2024?", {})), "And for 2024?");
}

}  // namespace
}  // namespace alhf::core

#include "alhf/sdk/questions.h"

#include <gtest/gtest.h>

namespace alhf::sdk {
namespace {

TEST(AsksForFiguresTest, ByTheFormOfTheQuestion) {
  for (const char* text :
       {"How many boats are there?", "boats by port", "boats in 2025",
        "the average load", "number of berths", "Boats for each port"}) {
    EXPECT_TRUE(AsksForFigures(text)) << text;
  }
  for (const char* text :
       {"Who pays for the berth?", "berths", "", "How long is the pier?"}) {
    EXPECT_FALSE(AsksForFigures(text)) << text;
  }
}

TEST(WordsUnderstoodTest, AreThoseThatTheRefusalDoesNotName) {
  v1::Step step;
  v1::Refusal& refusal = *step.mutable_output()->mutable_refusal();
  const std::string question = "How many old boats has each port?";
  EXPECT_EQ(WordsUnderstood(question, step), 3u);  // old, boats, port
  refusal.add_not_understood("old");
  EXPECT_EQ(WordsUnderstood(question, step), 2u);
  v1::FacetKnowledge& known = *step.mutable_output()->add_facets();
  known.set_key("database");
  EXPECT_EQ(WordsUnderstood(question, step), 2u);
  known.set_complete(true);
  EXPECT_EQ(WordsUnderstood(question, step), 0u);
}

}  // namespace
}  // namespace alhf::sdk

#include "sdk/src/record_cues.h"

#include <gtest/gtest.h>

namespace alhf::sdk {
namespace {

RecordCues Cues(const std::string& text, const v1::Exchange& exchange = {}) {
  v1::FeedbackRecord record;
  record.set_text(text);
  *record.mutable_exchange() = exchange;
  return CuesOf(record);
}

TEST(RecordCuesTest, TellsWhatIsSpokenOf) {
  EXPECT_GT(Cues("join the two tables").data, 1);
  EXPECT_EQ(Cues("join the two tables").form, 0);
  EXPECT_GT(Cues("the page is about another topic").sources, 1);
  EXPECT_GT(Cues("your answer in two sentences").form, 1);
  EXPECT_LE(Cues("word word word word word word word word word word word").form,
            3);
}

TEST(RecordCuesTest, CountsMarksOfNotation) {
  EXPECT_EQ(Cues("tall refers to height_cm > 190").notation, std::sqrt(2));
  EXPECT_EQ(Cues("fullName is MAX(total)").notation, std::sqrt(2));
  EXPECT_EQ(Cues("wrap it in <<title>>").notation, 0);
  EXPECT_EQ(Cues("keep it short (max 5 words)").notation, 0);
}

TEST(RecordCuesTest, TellsReservationFromPraise) {
  EXPECT_TRUE(Cues("this answers the question").praises);
  EXPECT_FALSE(Cues("this answers the question, but slowly").praises);
  EXPECT_TRUE(Cues("it doesn't say how").reserved);
  EXPECT_TRUE(Cues("more about hens").reserved);
  EXPECT_TRUE(Cues("tall refers to height").defines);
  EXPECT_FALSE(Cues("it refers me elsewhere").defines);
  EXPECT_TRUE(Cues("how tall is it?").asks);
  EXPECT_TRUE(Cues("I need a boat").personal);
}

TEST(RecordCuesTest, TellsMeaningsInPlainWords) {
  EXPECT_TRUE(Cues("a relic is when it was made before the war").defines);
  EXPECT_TRUE(Cues("the roost, so we call the top gallery").defines);
  EXPECT_TRUE(
      Cues("a nest: people here say that to the reading corner").defines);
  EXPECT_FALSE(Cues("when is it fed?").defines);
  EXPECT_FALSE(Cues("they fed the goats, we did not").defines);
}

TEST(RecordCuesTest, TellsWhatBelongsIn) {
  EXPECT_TRUE(Cues("puppets don't count").bounds);
  EXPECT_TRUE(Cues("leave the borrowed costumes out").bounds);
  EXPECT_FALSE(Cues("leave it to the end of the play and then go out").bounds);
  EXPECT_FALSE(Cues("a table of the costumes").bounds);
}

// "List the boats" is a question of its own, unless there was one before it.
TEST(RecordCuesTest, ARequestIsOneWhereNothingWasAsked) {
  v1::Exchange exchange;
  EXPECT_TRUE(Cues("list the boats", exchange).requests);
  exchange.set_question("which boats are there?");
  EXPECT_FALSE(Cues("list the boats", exchange).requests);
}

TEST(RecordCuesTest, PagesForFiguresTellNothingOfWhatItWasMadeFrom) {
  v1::Exchange exchange;
  exchange.add_steps()->mutable_output()->add_passages();
  for (const char* const question :
       {"how many puppets were lent in 2019?", "lendings per season"}) {
    exchange.set_question(question);
    EXPECT_EQ(Cues("no", exchange).made_from, MadeFrom::kUnknown) << question;
  }
  for (const char* const question :
       {"how long may I keep a puppet?", "what must I do if it is lost?"}) {
    exchange.set_question(question);
    EXPECT_EQ(Cues("no", exchange).made_from, MadeFrom::kPassages) << question;
  }
  exchange.set_question("how many puppets were lent in 2019?");
  exchange.add_steps()->mutable_output()->mutable_table();
  EXPECT_EQ(Cues("no", exchange).made_from, MadeFrom::kRows);
}

TEST(RecordCuesTest, KnowsWhatTheAnswerWasMadeFrom) {
  v1::Exchange exchange;
  EXPECT_EQ(Cues("no", exchange).made_from, MadeFrom::kUnknown);
  exchange.set_answer("select name from boats");
  EXPECT_EQ(Cues("no", exchange).made_from, MadeFrom::kStatement);
  exchange.set_answer("Select one of these.");
  EXPECT_EQ(Cues("no", exchange).made_from, MadeFrom::kUnknown);
  exchange.add_steps()->mutable_output()->add_passages();
  EXPECT_EQ(Cues("no", exchange).made_from, MadeFrom::kPassages);
  exchange.add_steps()->mutable_output()->mutable_table();
  EXPECT_EQ(Cues("no", exchange).made_from, MadeFrom::kRows);
}

}  // namespace
}  // namespace alhf::sdk

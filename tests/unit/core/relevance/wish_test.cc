#include "core/relevance/wish.h"

#include <gtest/gtest.h>

namespace alhf::core {
namespace {

TEST(WishTest, WishesSayWhatIsLikedOrAvoided) {
  for (const char* text :
       {"I would rather not fly", "We don't eat fish",
        "My aunt is allergic to cats", "I prefer the window", "I can't swim"}) {
    EXPECT_TRUE(StatesWish(Analyze(text))) << text;
  }
  for (const char* text : {"I live in Oslo", "A berth means a place for a boat",
                           "The harbour was built in 1850", ""}) {
    EXPECT_FALSE(StatesWish(Analyze(text))) << text;
  }
}

TEST(WishTest, AdviceIsAskedForWhereSomethingIsChosen) {
  for (const char* text :
       {"How should I get to Oslo?", "Any ideas for lunch?",
        "Where can we stay?", "How do I mend a net?", "Plan my week."}) {
    EXPECT_TRUE(AsksForAdvice(Analyze(text))) << text;
  }
  for (const char* text : {"How far is it to Oslo?", "Who mends nets?",
                           "How many boats did we count?", ""}) {
    EXPECT_FALSE(AsksForAdvice(Analyze(text))) << text;
  }
}

}  // namespace
}  // namespace alhf::core

#include "core/relevance/stop_words.h"

#include <gtest/gtest.h>

#include "core/relevance/analysis.h"

namespace alhf::core {
namespace {

TEST(StopWordsTest, WordsOfAskingSayNothingNounsDo) {
  for (const char* word : {"the", "how", "many", "don't", "please", "per"}) {
    EXPECT_TRUE(IsStopWord(word)) << word;
  }
  for (const char* word :
       {"planet", "week", "list", "return", "the moon", ""}) {
    EXPECT_FALSE(IsStopWord(word)) << word;
  }
}

TEST(StopWordsTest, GenericAreStemsOfWordsInAnyQuestion) {
  for (const char* word : {"averages", "percentage", "number", "year", "names",
                           "difference", "largest", "ratio"}) {
    EXPECT_TRUE(IsGenericStem(Stem(word))) << word << " " << Stem(word);
  }
  EXPECT_FALSE(IsGenericStem("planet"));
}

TEST(StopWordsTest, SomeAreOtherWordsInCapitals) {
  EXPECT_TRUE(IsWordInCapitals("us"));
  EXPECT_FALSE(IsWordInCapitals("and"));
  // Only stop words need the exception.
  EXPECT_TRUE(IsStopWord("us"));
  EXPECT_TRUE(IsStopWord("it"));
  EXPECT_TRUE(IsStopWord("who"));
}

}  // namespace
}  // namespace alhf::core

// On the files of Debian's wordnet-base.
#include "components/sql_generator/word_net.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::sql_generator {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

const WordNet& Words() {
  static const auto* const kWords = new WordNet("/usr/share/wordnet");
  return *kWords;
}

TEST(WordNetTest, NounsOfTheSameMeaning) {
  EXPECT_THAT(Words().Synonyms("client"), Contains("customer"));
  EXPECT_THAT(Words().Synonyms("physicians"), Contains("doctor"));
  EXPECT_THAT(Words().Synonyms("client"), Not(Contains("client")));
}

TEST(WordNetTest, AnAdjectivePertainsToACountry) {
  EXPECT_THAT(Words().Synonyms("norwegian"), Contains("Norway"));
  EXPECT_THAT(Words().Synonyms("american"), Contains("United States"));
}

TEST(WordNetTest, PluralsThatFollowNoRule) {
  EXPECT_THAT(Words().Plurals("child"), ElementsAre("children"));
  EXPECT_THAT(Words().Plurals("boat"), IsEmpty());
}

TEST(WordNetTest, SomeNounsArePeople) {
  EXPECT_TRUE(Words().IsPerson("sailors"));
  EXPECT_TRUE(Words().IsPerson("patient"));
  EXPECT_FALSE(Words().IsPerson("boat"));
  EXPECT_FALSE(Words().IsPerson("overhaul"));
}

TEST(WordNetTest, TheFirstAndLastWordsOfTheFilesAreFound) {
  EXPECT_THAT(Words().Synonyms("zymosis"), Not(IsEmpty()));
  EXPECT_THAT(Words().Synonyms("aalii"), IsEmpty());
  EXPECT_THAT(Words().Synonyms("nosuchwordatall"), IsEmpty());
  EXPECT_THAT(Words().Synonyms(""), IsEmpty());
}

TEST(WordNetTest, WithoutFilesNothingIsKnown) {
  const WordNet none("/nonexistent");
  EXPECT_THAT(none.Synonyms("client"), IsEmpty());
  EXPECT_THAT(none.Plurals("child"), IsEmpty());
  EXPECT_FALSE(none.IsPerson("sailor"));
}

}  // namespace
}  // namespace alhf::sql_generator

#include "sdk/src/topic_vocabulary.h"

#include <gtest/gtest.h>

namespace alhf::sdk {
namespace {

TEST(TopicVocabularyTest, TellsTopicsFromWhatStandsAroundThem) {
  EXPECT_TRUE(IsVerb("use"));
  EXPECT_FALSE(IsVerb("ropes"));
  EXPECT_TRUE(IsPart("sentences"));
  EXPECT_TRUE(IsFigures("figures"));
  EXPECT_FALSE(SaysSomething("all questions"));
  EXPECT_TRUE(SaysSomething("all ropes"));
  EXPECT_EQ(WithoutFigures("daily figures"), "daily");
  EXPECT_EQ(WithoutFigures("figures"), "figures");
  EXPECT_TRUE(OpensOnly("correction"));
  EXPECT_FALSE(OpensOnly("ropes"));
}

}  // namespace
}  // namespace alhf::sdk

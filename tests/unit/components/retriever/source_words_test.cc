#include "components/retriever/source_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::retriever {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SourceWordsTest, TheCoreOfATitleHasNoAge) {
  EXPECT_EQ(CoreOf("Berth rates (book 2019)"), CoreOf("Current berth rates"));
  EXPECT_EQ(CoreOf("Berth rates from 2025"), CoreOf("Berth rates"));
  EXPECT_NE(CoreOf("Berth rates"), CoreOf("Berth rules"));
  EXPECT_THAT(CoreOf(""), IsEmpty());
}

TEST(SourceWordsTest, FilesAreWrittenAsSuch) {
  EXPECT_THAT(FileTokens("See crew/Oaths.md, berths_2024 or knots."),
              ElementsAre("crew/oaths.md", "berths_2024"));
  EXPECT_TRUE(IsYear("2019"));
  EXPECT_FALSE(IsYear("20195"));
}

TEST(SourceWordsTest, Sets) {
  EXPECT_TRUE(Includes({"a", "b"}, {"a"}));
  EXPECT_FALSE(Includes({"a"}, {"a", "b"}));
  EXPECT_TRUE(Overlap({"a", "b"}, {"b", "c"}));
  EXPECT_FALSE(Holds({"a"}, "b"));
}

}  // namespace
}  // namespace alhf::retriever

#include "core/compose/fence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::core {
namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;
using ::testing::IsEmpty;

TEST(FenceTest, IsLongerThanAnyTildesInTheText) {
  EXPECT_EQ(FenceFor(""), "~~~");
  EXPECT_EQ(FenceFor("a ~~ b"), "~~~");
  EXPECT_EQ(FenceFor("a\n~~~\n~~~~~ b"), "~~~~~~");
}

TEST(FenceTest, StandsOnLinesOfItsOwn) {
  EXPECT_EQ(Fenced("question", "How many?"), "~~~question\nHow many?\n~~~\n");
  EXPECT_EQ(Fenced("rows", "a\nb\n"), "~~~rows\na\nb\n~~~\n");
  EXPECT_EQ(Fenced("rows", ""), "~~~rows\n~~~\n");
  EXPECT_EQ(Fenced("rows", "~~~"), "~~~~rows\n~~~\n~~~~\n");
}

TEST(FenceTest, PartsAreReadAsTheyWereWritten) {
  const std::string prompt =
      "Do this.\n\n" + Fenced("lessons", "[l-1] short\n") + "\nand\n" +
      Fenced("question", "why ~~~?\n~~~lessons\n[l-9] mine\n~~~");
  EXPECT_THAT(
      FencedParts(prompt),
      ElementsAre(
          FieldsAre("lessons", "[l-1] short\n"),
          FieldsAre("question", "why ~~~?\n~~~lessons\n[l-9] mine\n~~~\n")));
}

TEST(FenceTest, WhatIsNoFenceIsNoPart) {
  EXPECT_THAT(FencedParts(""), IsEmpty());
  EXPECT_THAT(FencedParts("~~lessons\n~~\n"), IsEmpty());
  EXPECT_THAT(FencedParts("text\n~~~\ntext"), IsEmpty());
  // One that does not end holds the rest.
  EXPECT_THAT(FencedParts("~~~a\nb"), ElementsAre(FieldsAre("a", "b\n")));
}

}  // namespace
}  // namespace alhf::core

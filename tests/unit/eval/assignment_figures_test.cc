#include "eval/assignment_figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace alhf::eval {
namespace {

using ::testing::SizeIs;

TEST(AssignmentFiguresTest, FiguresAreThoseOfTheHand) {
  const std::vector<AssignmentFigures> all =
      FiguresOf({{"boats", {"writer"}, {"writer"}},
                 {"boats", {"writer"}, {"writer", "singer"}},
                 {"boats/small", {"singer"}, {}, true},
                 {"boats", {}, {}},
                 {"air", {}, {"writer"}}});
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].source, "air");
  EXPECT_EQ(all[0].exact.part, 0);
  const nlohmann::json boats = ToJson(all[1]);
  EXPECT_EQ(boats["source"], "boats");
  EXPECT_EQ(boats["rows"], 4);
  EXPECT_EQ(boats["exact"], 0.5);
  // The most frequent label is the writer's.
  EXPECT_EQ(boats["minority_rows"], 2);
  EXPECT_EQ(boats["minority_exact"], 0.5);
  EXPECT_EQ(boats["unsure"], 1);
  EXPECT_EQ(boats["by_component"]["writer"]["precision"], 1);
  EXPECT_EQ(boats["by_component"]["writer"]["recall"], 1);
  EXPECT_EQ(boats["by_component"]["singer"]["precision"], 0);
  EXPECT_EQ(boats["by_component"]["singer"]["recall"], 0);
  EXPECT_EQ(boats["by_component"]["none"]["precision"], 0.5);
  EXPECT_EQ(boats["by_component"]["none"]["recall"], 1);
}

TEST(AssignmentFiguresTest, WhatNobodyLearnedHasNoPrecision) {
  const auto all = FiguresOf({{"boats", {"writer"}, {}}});
  const nlohmann::json json = ToJson(all[0]);
  EXPECT_TRUE(json["by_component"]["writer"]["precision"].is_null());
  EXPECT_TRUE(json["minority_exact"].is_null());
}

}  // namespace
}  // namespace alhf::eval

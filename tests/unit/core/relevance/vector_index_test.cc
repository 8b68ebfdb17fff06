#include "core/relevance/vector_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace alhf::core {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;
using ::testing::IsEmpty;

TEST(VectorIndexTest, WithoutABackgroundNearnessIsTheCosine) {
  VectorIndex index(nullptr);
  EXPECT_TRUE(index.empty());
  EXPECT_THAT(index.NearnessTo({1, 0}), IsEmpty());
  index.Put(0, {100, 0});
  index.Put(2, {50, 50});
  EXPECT_FALSE(index.empty());
  EXPECT_THAT(index.NearnessTo({0, 7}),
              ElementsAre(FloatNear(0, 1e-6), VectorIndex::kNone,
                          FloatNear(std::sqrt(0.5F), 1e-6)));
}

TEST(VectorIndexTest, VectorsComeAndGo) {
  VectorIndex index(nullptr);
  index.Put(0, {100, 0});
  index.Put(0, {0, 100});
  EXPECT_THAT(index.NearnessTo({0, 7}), ElementsAre(FloatNear(1, 1e-6)));
  index.Put(0, {});
  EXPECT_TRUE(index.empty());
  index.Put(1, {100, 0, 0});
  EXPECT_TRUE(index.empty());
  index.Put(1, {100, 0});
  index.Remove(1);
  index.Remove(7);
  EXPECT_TRUE(index.empty());
  EXPECT_THAT(index.NearnessTo({1, 2, 3}), IsEmpty());
}

TEST(VectorIndexTest, WhatAllHaveInCommonIsTakenAway) {
  // All queries and all lessons point east to some degree.
  Background background;
  background.query_mean = {0.6F, 0};
  background.lesson_mean = {0.8F, 0};
  VectorIndex index(&background);
  index.Put(0, {100, 0});
  index.Put(1, {60, 80});
  const CompactVector query = {80, 60};
  // (0.8 - 0.6, 0.6) against (1 - 0.8, 0) and (0.6 - 0.8, 0.8).
  const float length = std::sqrt(0.04F + 0.36F);
  const float second = std::sqrt(0.04F + 0.64F);
  EXPECT_THAT(
      index.NearnessTo(query),
      ElementsAre(FloatNear(0.2F / length, 0.01),
                  FloatNear((0.48F - 0.04F) / (length * second), 0.01)));
}

TEST(VectorIndexTest, NearnessIsSaidOnTheScaleOfTheBackground) {
  Background background;
  background.scale = *NearnessScale::Create({{0, -0.5F}, {0.6F, 0.1F}});
  VectorIndex index(&background);
  index.Put(0, {100, 0});
  EXPECT_THAT(index.NearnessTo({0, 7}), ElementsAre(FloatNear(-0.5, 1e-6)));
  EXPECT_THAT(index.NearnessTo({60, 80}), ElementsAre(FloatNear(0.1, 1e-6)));
  EXPECT_THAT(index.NearnessTo({7, 0}), ElementsAre(FloatNear(1, 1e-6)));
}

}  // namespace
}  // namespace alhf::core

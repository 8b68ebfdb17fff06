#include "core/relevance/encoder/nearness_scale.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/status.h"

namespace alhf::core {
namespace {

using ::testing::IsEmpty;

TEST(NearnessScaleTest, WithoutKnotsNearnessStaysAsItIs) {
  EXPECT_TRUE(NearnessScale().empty());
  EXPECT_EQ(NearnessScale().Of(0.37F), 0.37F);
  EXPECT_TRUE(NearnessScale::Create({})->empty());
}

TEST(NearnessScaleTest, GoesStraightFromKnotToKnotAndToTheEnds) {
  const auto scale = NearnessScale::Create({{0, 0.2F}, {0.5F, 0.4F}});
  ASSERT_TRUE(scale.ok()) << scale.status();
  EXPECT_FLOAT_EQ(scale->Of(-1), -1);
  EXPECT_FLOAT_EQ(scale->Of(-0.5F), -0.4F);
  EXPECT_FLOAT_EQ(scale->Of(0), 0.2F);
  EXPECT_FLOAT_EQ(scale->Of(0.25F), 0.3F);
  EXPECT_FLOAT_EQ(scale->Of(0.75F), 0.7F);
  EXPECT_FLOAT_EQ(scale->Of(1), 1);
  EXPECT_FLOAT_EQ(scale->Of(1.001F), 1);
}

TEST(NearnessScaleTest, OneThatDoesNotRiseIsRefused) {
  const auto reason = [](std::vector<std::pair<float, float>> knots) {
    return ReasonOf(NearnessScale::Create(std::move(knots)).status());
  };
  EXPECT_EQ(reason({{0, 0.2F}, {0, 0.4F}}), Reason::CONFIG_INVALID);
  EXPECT_EQ(reason({{0, 0.2F}, {0.1F, 0.1F}}), Reason::CONFIG_INVALID);
  EXPECT_EQ(reason({{0, 0.2F}, {1, 0.3F}}), Reason::CONFIG_INVALID);
  EXPECT_EQ(reason({{NAN, 0.2F}}), Reason::CONFIG_INVALID);
}

TEST(MatchQuantilesTest, AsManyComeAboveAThresholdWithOneAsWithTheOther) {
  // The same order of pairs, on other scales.
  std::vector<float> from;
  std::vector<float> to;
  for (int i = 0; i < 20000; ++i) {
    const float x = static_cast<float>(i) / 20000;
    from.push_back(0.6F + 0.3F * x);
    to.push_back(x * x - 0.5F);
  }
  const auto scale = NearnessScale::Create(MatchQuantiles(from, to));
  ASSERT_TRUE(scale.ok()) << scale.status();
  for (const float threshold : {-0.2F, 0.1F, 0.4F, 0.45F}) {
    int with_one = 0;
    int with_other = 0;
    for (size_t i = 0; i < from.size(); ++i) {
      with_one += scale->Of(from[i]) > threshold ? 1 : 0;
      with_other += to[i] > threshold ? 1 : 0;
    }
    EXPECT_NEAR(with_one, with_other, 0.03 * with_other) << threshold;
  }
}

TEST(MatchQuantilesTest, WhatIsAllTheSameHasNoScale) {
  EXPECT_THAT(MatchQuantiles({}, {}), IsEmpty());
  const std::vector<float> same(1000, 0.5F);
  EXPECT_LE(MatchQuantiles(same, same).size(), 1);
}

}  // namespace
}  // namespace alhf::core

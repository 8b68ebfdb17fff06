#include "eval/bootstrap.h"

#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

TEST(BootstrapTest, TheExactBoundIsThatOfTheTables) {
  // Clopper and Pearson: 0 of 10 and 10 of 10 at 95 %, two-sided.
  EXPECT_NEAR(ExactInterval(false, 10).high, 0.3085, 1e-4);
  EXPECT_EQ(ExactInterval(false, 10).low, 0);
  EXPECT_NEAR(ExactInterval(true, 10).low, 0.6915, 1e-4);
  EXPECT_EQ(ExactInterval(true, 10).high, 1);
  EXPECT_NEAR(ExactInterval(false, 100).high, 0.0362, 1e-4);
  EXPECT_EQ(ExactInterval(false, 0).high, 1);
}

TEST(BootstrapTest, NothingThatHappenedIsBoundedExactly) {
  std::mt19937_64 random(1);
  const std::vector<Ratio> none(50, Ratio{0, 4});
  const auto interval = RatioInterval(none, random);
  ASSERT_TRUE(interval.has_value());
  EXPECT_TRUE(interval->exact);
  EXPECT_EQ(interval->clusters, 50);
  EXPECT_FALSE(interval->enough());
  EXPECT_NEAR(interval->high, ExactInterval(false, 50).high, 1e-12);
  const std::vector<Ratio> all(60, Ratio{4, 4});
  EXPECT_TRUE(RatioInterval(all, random)->enough());
  EXPECT_EQ(RatioInterval(all, random)->high, 1);
}

TEST(BootstrapTest, IndependentClustersGiveTheNormalInterval) {
  // 200 clusters of one, half of which hold: ± 1.96 √(0.25 / 200) = ± 0.069.
  std::vector<Ratio> clusters;
  for (int i = 0; i < 200; ++i) clusters.push_back({i % 2 == 0 ? 1. : 0., 1});
  std::mt19937_64 random(1);
  const auto interval = RatioInterval(clusters, random);
  ASSERT_TRUE(interval.has_value());
  EXPECT_NEAR(interval->low, 0.431, 0.01);
  EXPECT_NEAR(interval->high, 0.569, 0.01);
  EXPECT_FALSE(interval->exact);
}

TEST(BootstrapTest, ClustersThatHoldTogetherWidenIt) {
  // The same 200, in 20 clusters that hold or fail as a whole: ± 0.219.
  std::vector<Ratio> clusters;
  for (int i = 0; i < 20; ++i) {
    clusters.push_back({i % 2 == 0 ? 10. : 0., 10});
  }
  std::mt19937_64 random(1);
  const auto interval = RatioInterval(clusters, random);
  EXPECT_NEAR(interval->low, 0.281, 0.04);
  EXPECT_NEAR(interval->high, 0.719, 0.04);
}

TEST(BootstrapTest, ClustersWithoutAWholeAreLeftOut) {
  std::mt19937_64 random(1);
  EXPECT_FALSE(RatioInterval({}, random).has_value());
  EXPECT_FALSE(RatioInterval({{0, 0}}, random).has_value());
  EXPECT_EQ(RatioInterval({{0, 0}, {1, 2}, {0, 2}}, random)->clusters, 2);
}

TEST(BootstrapTest, AStatisticIsOfTheSums) {
  std::mt19937_64 random(1);
  const std::vector<Figures> clusters(80, Figures{{3, 4}, {1, 4}});
  const auto difference = [](const Figures& sum) -> std::optional<double> {
    return sum[0].part / sum[0].whole - sum[1].part / sum[1].whole;
  };
  const auto interval = StatisticInterval(clusters, difference, random);
  ASSERT_TRUE(interval.has_value());
  EXPECT_DOUBLE_EQ(interval->low, 0.5);
  EXPECT_DOUBLE_EQ(interval->high, 0.5);
  const auto none = [](const Figures&) -> std::optional<double> {
    return std::nullopt;
  };
  EXPECT_FALSE(StatisticInterval(clusters, none, random).has_value());
  EXPECT_FALSE(StatisticInterval({}, difference, random).has_value());
}

}  // namespace
}  // namespace alhf::eval

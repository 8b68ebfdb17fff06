#include "base/rate_bound.h"

#include <gtest/gtest.h>

namespace alhf {
namespace {

TEST(RateBoundTest, RatesAreThoseOfTheTables) {
  // Clopper and Pearson, one-sided, 95 %; where nothing happened: 1 -
  // 0.05^(1/n).
  EXPECT_NEAR(RateAtMost(0, 299), 0.00997, 1e-5);
  EXPECT_NEAR(RateAtMost(0, 10), 0.25887, 1e-5);
  EXPECT_NEAR(RateAtMost(1, 10), 0.39416, 1e-5);
  EXPECT_NEAR(RateAtMost(5, 100), 0.10225, 1e-5);
  EXPECT_NEAR(RateAtMost(5, 100, 0.5), 0.0566, 1e-3);
  EXPECT_EQ(RateAtMost(0, 0), 1);
  EXPECT_EQ(RateAtMost(3, 3), 1);
}

TEST(RateBoundTest, MoreCasesAreSurer) {
  EXPECT_LT(RateAtMost(10, 1000), RateAtMost(1, 100));
  EXPECT_GT(RateAtMost(10, 1000), 0.01);
  EXPECT_GT(RateAtMost(2000, 100000), 0.02);
}

}  // namespace
}  // namespace alhf

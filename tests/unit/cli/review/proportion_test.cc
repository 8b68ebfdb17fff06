#include "cli/review/proportion.h"

#include <gtest/gtest.h>

namespace alhf::cli {
namespace {

// The examples of Newcombe, "Interval estimation for the difference between
// independent proportions" (1998), table II, method 10; and of single
// proportions in his companion paper, table I, method 3.
TEST(ProportionTest, WilsonsInterval) {
  const Proportion some = ProportionOf(81, 263);
  EXPECT_NEAR(some.low(), 0.2553, 5e-5);
  EXPECT_NEAR(some.high(), 0.3662, 5e-5);
  const Proportion none = ProportionOf(0, 20);
  EXPECT_EQ(none.low(), 0);
  EXPECT_NEAR(none.high(), 0.1611, 5e-5);
  const Proportion one = ProportionOf(1, 29);
  EXPECT_NEAR(one.low(), 0.0061, 5e-5);
  EXPECT_NEAR(one.high(), 0.1718, 5e-5);
  EXPECT_EQ(ProportionOf(0, 0).low(), 0);
  EXPECT_EQ(ProportionOf(0, 0).high(), 1);
}

TEST(ProportionTest, NewcombesInterval) {
  const auto some = DifferenceOf(ProportionOf(56, 70), ProportionOf(48, 80));
  EXPECT_NEAR(some.value(), 0.2, 1e-12);
  EXPECT_NEAR(some.low(), 0.0524, 5e-5);
  EXPECT_NEAR(some.high(), 0.3339, 5e-5);
  const auto small = DifferenceOf(ProportionOf(9, 10), ProportionOf(3, 10));
  EXPECT_NEAR(small.low(), 0.1705, 5e-5);
  EXPECT_NEAR(small.high(), 0.8090, 5e-5);
  const auto all = DifferenceOf(ProportionOf(10, 10), ProportionOf(0, 20));
  EXPECT_NEAR(all.low(), 0.6791, 5e-5);
  EXPECT_NEAR(all.high(), 1.0000, 5e-5);
}

}  // namespace
}  // namespace alhf::cli

#include "base/hash_fraction.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace alhf {
namespace {

TEST(HashFractionTest, IsTheHeadOfTheDigest) {
  // SHA-256 of "abc" begins with ba7816bf (FIPS 180-4).
  EXPECT_NEAR(HashFraction("abc"), 0xba7816bf / 4294967296.0, 1e-9);
}

TEST(HashFractionTest, SpreadsEvenly) {
  int below = 0;
  for (int i = 0; i < 2000; ++i) {
    const double at = HashFraction(absl::StrCat("x-", i));
    ASSERT_GE(at, 0);
    ASSERT_LT(at, 1);
    if (at < 0.25) ++below;
  }
  EXPECT_NEAR(below / 2000.0, 0.25, 0.04);
}

}  // namespace
}  // namespace alhf

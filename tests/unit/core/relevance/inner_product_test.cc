#include "core/relevance/inner_product.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "core/relevance/encoder/int8_kernel.h"

namespace alhf::core {
namespace {

std::vector<int8_t> RandomRow(size_t size, std::mt19937& random) {
  std::uniform_int_distribution<int> byte(-128, 127);
  std::vector<int8_t> row(size);
  for (int8_t& value : row) value = static_cast<int8_t>(byte(random));
  return row;
}

TEST(InnerProductTest, IsExact) {
  const std::vector<int8_t> a = {1, -2, 3};
  const std::vector<int8_t> b = {4, 5, -6};
  EXPECT_EQ(InnerProductPortable(a.data(), b.data(), 3), 4 - 10 - 18);
  const std::vector<int8_t> least(1 << 17, -128);
  EXPECT_EQ(InnerProductPortable(least.data(), least.data(), least.size() - 1),
            ((1 << 17) - 1) * (1 << 14));
}

TEST(InnerProductTest, EverySetOfInstructionsGivesTheSame) {
  const InnerProductFunction best = InnerProductBy(BestInstructions());
  std::mt19937 random(7);
  for (const size_t size : {0, 1, 15, 16, 31, 32, 33, 63, 64, 100, 512, 1000}) {
    const std::vector<int8_t> a = RandomRow(size, random);
    const std::vector<int8_t> b = RandomRow(size, random);
    EXPECT_EQ(best(a.data(), b.data(), size),
              InnerProductPortable(a.data(), b.data(), size))
        << size;
    EXPECT_EQ(best(a.data(), a.data(), size),
              InnerProductPortable(a.data(), a.data(), size))
        << size;
  }
}

TEST(InnerProductTest, ThePlainOneIsThereForOtherProcessors) {
  EXPECT_EQ(InnerProductBy(Instructions::kPortable), InnerProductPortable);
}

}  // namespace
}  // namespace alhf::core

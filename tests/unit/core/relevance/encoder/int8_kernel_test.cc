#include "core/relevance/encoder/int8_kernel.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/core/relevance/encoder/encoder_files.h"

namespace alhf::core {
namespace {

struct Case {
  uint32_t outputs;
  uint32_t inputs;
  uint32_t group;
  size_t rows;
};

class Int8KernelTest : public ::testing::TestWithParam<Case> {
 protected:
  Int8KernelTest() {
    const Case& c = GetParam();
    weight_ = RandomInt8Tensor(c.outputs, c.inputs, c.group, random_);
    std::uniform_int_distribution<int> inputs(-32767, 32767);
    for (size_t i = 0; i < c.rows * c.inputs; ++i) {
      x_.push_back(static_cast<int16_t>(inputs(random_)));
    }
    // The largest sums that there can be.
    for (uint32_t i = 0; i < c.inputs; ++i) {
      weight_.int8s[i] = 127;
      x_[i] = 32767;
    }
  }

  std::vector<float> Multiply(Instructions instructions) {
    const Case& c = GetParam();
    std::vector<float> y(c.rows * c.outputs);
    const auto packed = PackInt8(weight_);
    EXPECT_TRUE(packed.has_value());
    MultiplyInt8(instructions, packed->view(), x_.data(), c.rows, y.data());
    return y;
  }

  std::mt19937 random_{7};
  Tensor weight_;
  std::vector<int16_t> x_;
};

TEST_P(Int8KernelTest, IsThePlainProduct) {
  const Case& c = GetParam();
  const std::vector<float> y = Multiply(Instructions::kPortable);
  for (size_t r = 0; r < c.rows; ++r) {
    for (size_t o = 0; o < c.outputs; ++o) {
      double sum = 0;
      double size = 0;
      for (size_t i = 0; i < c.inputs; ++i) {
        const double product = ValueAt(weight_, o, i) * x_[r * c.inputs + i];
        sum += product;
        size += std::abs(product);
      }
      EXPECT_NEAR(y[r * c.outputs + o], sum, size * 1e-6);
    }
  }
}

TEST_P(Int8KernelTest, EverySetOfInstructionsGivesTheSameBits) {
  EXPECT_EQ(Multiply(BestInstructions()), Multiply(Instructions::kPortable));
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, Int8KernelTest,
    ::testing::Values(Case{16, 2, 2, 1}, Case{16, 64, 64, 2},
                      Case{32, 128, 64, 3}, Case{48, 96, 32, 4},
                      Case{16, 512, 256, 5}, Case{64, 192, 64, 13}));

TEST(PackInt8Test, RefusesWhatNoKernelTakes) {
  std::mt19937 random(7);
  EXPECT_TRUE(PackInt8(RandomInt8Tensor(16, 64, 64, random)).has_value());
  EXPECT_FALSE(PackInt8(RandomInt8Tensor(8, 64, 64, random)).has_value());
  EXPECT_FALSE(PackInt8(RandomInt8Tensor(16, 63, 63, random)).has_value());
  EXPECT_FALSE(PackInt8(RandomInt8Tensor(16, 512, 512, random)).has_value());
  EXPECT_FALSE(PackInt8(RandomTensor({16, 64}, random)).has_value());
}

}  // namespace
}  // namespace alhf::core

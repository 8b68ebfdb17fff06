#include "core/relevance/encoder/linear_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "base/status.h"
#include "tests/unit/core/relevance/encoder/encoder_files.h"

namespace alhf::core {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;

constexpr size_t kRows = 5;

class LinearMapTest : public ::testing::Test {
 protected:
  // The largest distance of the map's outputs from the exact ones, relative to
  // the size of the terms.
  double LargestError(const Tensor& weight) {
    weights_.tensors["m/weight"] = weight;
    weights_.tensors["m/bias"] = RandomTensor({weight.shape[0]}, random_);
    const auto map = MakeLinearMap(weights_, "m", BestInstructions());
    EXPECT_TRUE(map.ok()) << map.status();
    const size_t inputs = (*map)->inputs();
    const size_t outputs = (*map)->outputs();
    EXPECT_EQ(inputs, weight.shape[1]);
    EXPECT_EQ(outputs, weight.shape[0]);
    const Tensor x = RandomTensor({kRows, weight.shape[1]}, random_);
    std::vector<float> y(kRows * outputs);
    (*map)->Apply(x.floats.data(), kRows, y.data());
    double worst = 0;
    for (size_t r = 0; r < kRows; ++r) {
      for (size_t o = 0; o < outputs; ++o) {
        double sum = weights_.tensors["m/bias"].floats[o];
        double size = 0;
        for (size_t i = 0; i < inputs; ++i) {
          const double product = ValueAt(weight, o, i) * ValueAt(x, r, i);
          sum += product;
          size += std::abs(product);
        }
        worst = std::max(worst, std::abs(y[r * outputs + o] - sum) / size);
      }
    }
    return worst;
  }

  std::mt19937 random_{3};
  EncoderWeights weights_{"test", "", {}, {}};
};

TEST_F(LinearMapTest, FloatWeights) {
  EXPECT_LT(LargestError(RandomTensor({7, 30}, random_)), 1e-6);
}

TEST_F(LinearMapTest, Int8WeightsLoseNothingMore) {
  // Sixteen bits of input: half a step of 1/32767 of the row's largest.
  EXPECT_LT(LargestError(RandomInt8Tensor(32, 128, 64, random_)), 1e-4);
}

TEST_F(LinearMapTest, ARowOfZerosIsTheBias) {
  weights_.tensors["m/weight"] = RandomInt8Tensor(16, 64, 64, random_);
  weights_.tensors["m/bias"].floats.assign(16, 0.25F);
  const auto map = MakeLinearMap(weights_, "m", BestInstructions());
  ASSERT_TRUE(map.ok()) << map.status();
  const std::vector<float> x(64, 0.0F);
  std::vector<float> y(16);
  (*map)->Apply(x.data(), 1, y.data());
  EXPECT_THAT(y, Each(0.25F));
}

TEST_F(LinearMapTest, NamesWhatDoesNotFit) {
  const auto error = [this] {
    const auto map = MakeLinearMap(weights_, "m", BestInstructions());
    EXPECT_EQ(ReasonOf(map.status()), Reason::STORE_DAMAGED);
    return std::string(map.status().message());
  };
  EXPECT_THAT(error(), HasSubstr("has no m"));
  weights_.tensors["m/weight"] = RandomTensor({4, 3}, random_);
  weights_.tensors["m/bias"] = RandomTensor({3}, random_);
  EXPECT_THAT(error(), HasSubstr("no matrix with its bias"));
  weights_.tensors["m/weight"] = RandomInt8Tensor(4, 8, 8, random_);
  weights_.tensors["m/bias"] = RandomTensor({4}, random_);
  EXPECT_THAT(error(), HasSubstr("no kernel takes"));
}

}  // namespace
}  // namespace alhf::core

#include "core/relevance/compact_vector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace alhf::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SentenceVector RandomVector(std::mt19937& random) {
  std::normal_distribution<float> normal;
  SentenceVector vector(512);
  float squares = 0;
  for (float& value : vector) {
    value = normal(random);
    squares += value * value;
  }
  for (float& value : vector) value /= std::sqrt(squares);
  return vector;
}

TEST(CompactVectorTest, TheLargestValueFillsTheByte) {
  EXPECT_THAT(Compact({0.5F, -1, 0, 0.25F}), ElementsAre(64, -127, 0, 32));
  EXPECT_THAT(Compact({0, 0}), ElementsAre(0, 0));
  EXPECT_THAT(Compact({}), IsEmpty());
}

TEST(CompactVectorTest, BytesComeBack) {
  const CompactVector vector = {-127, 0, 127, 5};
  EXPECT_EQ(FromBytes(BytesOf(vector)), vector);
  EXPECT_EQ(BytesOf(vector).size(), 4);
}

TEST(CompactVectorTest, InnerProductsAreExact) {
  const CompactVector most(512, -127);
  EXPECT_EQ(InnerProduct(most.data(), most.data(), 512), 512 * 127 * 127);
  const CompactVector other = {1, -2, 3};
  const CompactVector another = {4, 5, -6};
  EXPECT_EQ(InnerProduct(other.data(), another.data(), 3), 4 - 10 - 18);
}

TEST(CompactVectorTest, CosinesAreThoseOfTheFloats) {
  std::mt19937 random(1);
  for (int i = 0; i < 50; ++i) {
    const SentenceVector a = RandomVector(random);
    SentenceVector b = RandomVector(random);
    float cosine = 0;
    for (size_t d = 0; d < a.size(); ++d) cosine += a[d] * b[d];
    EXPECT_NEAR(CosineOf(Compact(a), Compact(b)), cosine, 0.01);
  }
  EXPECT_EQ(CosineOf({1, 2}, {}), 0);
  EXPECT_EQ(CosineOf({1, 2}, {0, 0}), 0);
}

}  // namespace
}  // namespace alhf::core

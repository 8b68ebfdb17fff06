#include "core/relevance/subject_weights.h"

#include <gtest/gtest.h>

#include "core/relevance/encoder/background.h"

namespace alhf::core {
namespace {

TEST(SubjectWeightsTest, AreOfTheEncoderAndSizeOfTheBackground) {
  const SubjectWeights weights = SubjectWeightsInTree();
  const Background* background = BackgroundOf(weights.encoder_id);
  ASSERT_NE(background, nullptr);
  EXPECT_EQ(weights.size, background->query_mean.size());
  EXPECT_GT(weights.scale, 0);
}

}  // namespace
}  // namespace alhf::core

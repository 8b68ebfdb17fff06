#include "core/relevance/encoder/background.h"

#include <gtest/gtest.h>

namespace alhf::core {
namespace {

TEST(BackgroundTest, OnlyTheEncoderThatItWasMadeWithHasOne) {
  EXPECT_EQ(BackgroundOf(""), nullptr);
  EXPECT_EQ(BackgroundOf("another/1"), nullptr);
}

}  // namespace
}  // namespace alhf::core

#include "core/relevance/background.h"

#include <gtest/gtest.h>

#include "core/relevance/scorer.h"

namespace alhf::core {
namespace {

TEST(BackgroundTest, OnlyTheEncoderThatItWasMadeWithHasOne) {
  EXPECT_EQ(BackgroundOf(""), nullptr);
  EXPECT_EQ(BackgroundOf("another/1"), nullptr);
}

TEST(BackgroundTest, AnEncoderWithoutOneLeavesWordsAlone) {
  EXPECT_EQ(ScorerFor("another/1")->encoder_id(), "");
  EXPECT_EQ(ScorerFor("")->calibration_version(), "words/1");
}

}  // namespace
}  // namespace alhf::core

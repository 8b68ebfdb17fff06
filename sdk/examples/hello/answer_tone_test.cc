#include "sdk/examples/hello/answer_tone.h"

#include "alhf/testing/harness.h"
#include "gtest/gtest.h"

TEST(AnswerToneTest, LearnsAndGivesGuidance) {
  alhf::testing::ComponentHarness harness(std::make_unique<AnswerTone>());
  ASSERT_TRUE(harness.Teach("Always keep answers short and friendly.").ok());
  const auto adjustment = harness.Adjust("How much leave do I have?");
  ASSERT_TRUE(adjustment.ok()) << adjustment.status();
  ASSERT_EQ(adjustment->items_size(), 1);
  EXPECT_EQ(adjustment->items(0).guidance().text(),
            "Always keep answers short and friendly.");
}

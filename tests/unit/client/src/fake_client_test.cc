#include "alhf/client/fake_client.h"

#include <gtest/gtest.h>

namespace alhf::client {
namespace {

TEST(FakeClientTest, AnswersAsItIsToldAndRemembers) {
  FakeClient fake;
  Client& client = fake;
  EXPECT_EQ(client.Plan("How many?").Guidance(), "");
  fake.Teach("alpha", "Use weeks.");
  const PlanResult plan = client.Plan("How many?");
  EXPECT_EQ(plan.Guidance("alpha"), "Use weeks.");
  EXPECT_EQ(plan.Items("alpha").size(), 1u);
  const Recorded recorded = client.Record("How many?", "7", {.plan = &plan});
  EXPECT_TRUE(recorded.ok());
  EXPECT_TRUE(client.Feedback("By week.", recorded).ok());
  EXPECT_TRUE(client.Thumb(true, recorded).ok());
  EXPECT_EQ(fake.questions().size(), 2u);
  ASSERT_EQ(fake.records().size(), 1u);
  EXPECT_EQ(fake.records()[0].answer, "7");
  ASSERT_EQ(fake.feedback().size(), 2u);
  EXPECT_EQ(fake.feedback()[0].text(), "By week.");
  EXPECT_EQ(fake.feedback()[0].exchange().id(), recorded.exchange_id);
  EXPECT_TRUE(fake.feedback()[1].thumb_up());
}

TEST(FakeClientTest, FailsOpenWhileItIsAway) {
  FakeClient fake;
  fake.Teach("alpha", "Use weeks.");
  fake.GoAway();
  const PlanResult plan = fake.Plan("How many?");
  EXPECT_TRUE(plan.degraded());
  EXPECT_EQ(plan.Guidance(), "");
  EXPECT_FALSE(fake.Record("How many?", "7").ok());
  EXPECT_FALSE(fake.Feedback("By week.", {}).ok());
  EXPECT_TRUE(fake.records().empty());
  fake.ComeBack();
  EXPECT_FALSE(fake.Plan("How many?").degraded());
}

}  // namespace
}  // namespace alhf::client

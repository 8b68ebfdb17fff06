// An agent in C++ with its own pipeline, on the running system.
#include "alhf/client/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"
#include "base/clock.h"
#include "tests/integration/system_test.h"

namespace alhf::testing {
namespace {

using ::testing::HasSubstr;

TEST_F(SystemTest, AnAgentInCppLearnsAndGoesOnWithoutTheCoordinator) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  client::ClientOptions options;
  options.address = system().Address(MiniSystem::kCoordinator);
  options.tenant = "agent";
  options.user = "ada";
  options.plan_timeout = absl::Seconds(10);
  options.record_timeout = absl::Seconds(10);
  options.feedback_timeout = absl::Seconds(30);
  ASSERT_OK_AND_ASSIGN(const auto client, client::Connect(options));

  const client::PlanResult before = client->Plan(kWeeks);
  ASSERT_THAT(before.failure, IsOk());
  EXPECT_TRUE(before.Items().empty());
  EXPECT_NE(before.plan.exchange_id(), "");
  const client::Recorded recorded =
      client->Record(kWeeks, "53", {.plan = &before});
  ASSERT_THAT(recorded.failure, IsOk());
  EXPECT_EQ(recorded.exchange_id, before.plan.exchange_id());
  client::FeedbackOptions patient;
  patient.wait = absl::Seconds(25);
  const client::Receipt receipt =
      client->Feedback(kIsoFeedback, recorded, patient);
  ASSERT_THAT(receipt.failure, IsOk());
  EXPECT_FALSE(receipt.status.record().detached());
  const client::PlanResult after =
      client->Plan(kWeeksReworded, {.after = &receipt});
  ASSERT_THAT(after.failure, IsOk());
  EXPECT_FALSE(after.Items("sql_generator").empty())
      << after.plan.DebugString();

  system().Kill(MiniSystem::kCoordinator);
  const SystemClock clock;
  const absl::Time start = clock.Now();
  const client::PlanResult alone = client->Plan(kWeeks);
  EXPECT_LT(clock.Now() - start, options.plan_timeout);
  EXPECT_TRUE(alone.degraded());
  EXPECT_EQ(alone.Guidance(), "");
  ASSERT_OK(system().StartProcess(MiniSystem::kCoordinator));
  ASSERT_OK(system().AwaitServing("agent"));
  // The same words with the same id count once.
  client::FeedbackOptions again = patient;
  again.request_id = receipt.request_id;
  const client::Receipt repeated =
      client->Feedback(kIsoFeedback, recorded, again);
  ASSERT_THAT(repeated.failure, IsOk());
  EXPECT_EQ(repeated.status.record().id(), receipt.status.record().id());
}

}  // namespace
}  // namespace alhf::testing

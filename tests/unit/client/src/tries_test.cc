#include "client/src/tries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/status.h"

namespace alhf::client {
namespace {

using ::testing::Optional;

const absl::Time kNow = absl::UnixEpoch();
const absl::Status kAway = absl::UnavailableError("away");

TEST(TriesTest, WaitsLongerEachTimeAndGivesUp) {
  RetryBudget budget;
  Tries tries(3, &budget, kNow + absl::Seconds(9));
  EXPECT_THAT(tries.PauseAfter(kAway, kNow, 0),
              Optional(absl::Milliseconds(50)));
  EXPECT_THAT(tries.PauseAfter(kAway, kNow, 0),
              Optional(absl::Milliseconds(100)));
  EXPECT_EQ(tries.PauseAfter(kAway, kNow, 0), std::nullopt);
}

TEST(TriesTest, WaitsBehindTheDelayThatComesWithTheError) {
  RetryBudget budget;
  Tries tries(3, &budget, kNow + absl::Seconds(9));
  const absl::Status full = WithRetryDelay(absl::ResourceExhaustedError("full"),
                                           absl::Milliseconds(200));
  EXPECT_THAT(tries.PauseAfter(full, kNow, 0),
              Optional(absl::Milliseconds(250)));
  EXPECT_THAT(tries.PauseAfter(full, kNow, 0),
              Optional(absl::Milliseconds(300)));
}

TEST(TriesTest, NeverWaitsPastTheDeadline) {
  RetryBudget budget;
  Tries tries(9, &budget, kNow + absl::Milliseconds(50));
  EXPECT_EQ(tries.PauseAfter(kAway, kNow, 0), std::nullopt);
}

TEST(TriesTest, OnlyWhatMayPassIsTriedAgain) {
  RetryBudget budget;
  Tries tries(9, &budget, kNow + absl::Seconds(9));
  EXPECT_EQ(tries.PauseAfter(absl::InvalidArgumentError("no"), kNow, 0),
            std::nullopt);
  EXPECT_EQ(tries.PauseAfter(absl::DeadlineExceededError("no"), kNow, 0),
            std::nullopt);
  EXPECT_EQ(tries.PauseAfter(absl::OkStatus(), kNow, 0), std::nullopt);
}

TEST(TriesTest, WhileMostCallsFailNothingIsRepeated) {
  RetryBudget budget;
  for (int i = 0; i < 5; ++i) budget.Failed();
  EXPECT_FALSE(budget.Failed());
  for (int i = 0; i < 30; ++i) budget.Succeeded();
  EXPECT_TRUE(budget.Failed());
}

}  // namespace
}  // namespace alhf::client

#include "coordinator/access/giver_limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/clock.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::StatusIs;

class GiverLimitsTest : public ::testing::Test {
 protected:
  GiverLimitsTest() {
    options_.giver = {.calls_per_minute = 6, .bytes_per_day = 86'400};
    options_.keeper = {.calls_per_minute = 600, .bytes_per_day = 1e9};
  }
  absl::Status Take(const std::string& user, uint64_t calls = 1,
                    uint64_t bytes = 0, const std::string& tenant = "acme",
                    Allowed allowed = Allowed::kGiver) {
    return limits().Take(tenant, user, allowed,
                         {.calls = calls, .bytes = bytes});
  }
  GiverLimits& limits() {
    if (limits_ == nullptr) {
      limits_ = std::make_unique<GiverLimits>(options_, &clock_);
    }
    return *limits_;
  }

  ManualClock clock_{absl::FromUnixSeconds(1700000000)};
  GiverLimits::Options options_;
  std::unique_ptr<GiverLimits> limits_;
};

TEST_F(GiverLimitsTest, SoManyCallsAMinute) {
  for (int i = 0; i < 6; ++i) EXPECT_THAT(Take("ann"), IsOk());
  const absl::Status refused = Take("ann");
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted,
                                Reason::RATE_LIMITED));
  EXPECT_THAT(refused.message(), HasSubstr("6 calls a minute"));
  ASSERT_TRUE(RetryDelayOf(refused).has_value());
  EXPECT_EQ(*RetryDelayOf(refused), absl::Seconds(10));
  // Exactly when it says, and not before.
  clock_.Advance(absl::Seconds(9));
  EXPECT_FALSE(Take("ann").ok());
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Take("ann"), IsOk());
  EXPECT_FALSE(Take("ann").ok());
}

TEST_F(GiverLimitsTest, SoManyBytesADay) {
  EXPECT_THAT(Take("ann", 1, 86'000), IsOk());
  const absl::Status refused = Take("ann", 1, 1000);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted,
                                Reason::RATE_LIMITED));
  EXPECT_THAT(refused.message(), HasSubstr("KiB a day"));
  EXPECT_EQ(*RetryDelayOf(refused), absl::Seconds(600));
  EXPECT_THAT(Take("ann", 1, 400), IsOk());  // what was refused cost nothing
}

// An hour of silence is no more than a minute of it.
TEST_F(GiverLimitsTest, SilenceIsNotSaved) {
  EXPECT_THAT(Take("ann"), IsOk());
  clock_.Advance(absl::Hours(1));
  for (int i = 0; i < 6; ++i) EXPECT_THAT(Take("ann"), IsOk());
  EXPECT_FALSE(Take("ann").ok());
}

TEST_F(GiverLimitsTest, OneGiversLimitIsNotAnothers) {
  for (int i = 0; i < 6; ++i) EXPECT_THAT(Take("ann"), IsOk());
  EXPECT_FALSE(Take("ann").ok());
  EXPECT_THAT(Take("bob"), IsOk());
  EXPECT_THAT(Take("ann", 1, 0, "zeta"), IsOk());
  // As one who keeps the system, ann has that allowance.
  EXPECT_THAT(Take("ann", 1, 0, "acme", Allowed::kKeeper), IsOk());
}

// A large import would never fit: it is taken whole, and paid for afterwards.
TEST_F(GiverLimitsTest, WhatIsLargerThanABucketIsTakenOnCredit) {
  EXPECT_THAT(Take("ann", 12), IsOk());
  const absl::Status refused = Take("ann");
  EXPECT_EQ(*RetryDelayOf(refused), absl::Seconds(70));
  clock_.Advance(absl::Seconds(70));
  EXPECT_THAT(Take("ann"), IsOk());
  EXPECT_FALSE(Take("ann", 12).ok());
}

TEST_F(GiverLimitsTest, AClockThatIsSetBackFillsNothing) {
  EXPECT_THAT(Take("ann", 6), IsOk());
  clock_.Advance(-absl::Hours(1));
  EXPECT_FALSE(Take("ann").ok());
  clock_.Advance(absl::Seconds(10));
  EXPECT_THAT(Take("ann"), IsOk());
}

TEST_F(GiverLimitsTest, MemoryIsBounded) {
  options_.remembered = 10;
  EXPECT_THAT(Take("ann", 6), IsOk());
  EXPECT_THAT(Take("bob", 6), IsOk());
  for (int i = 0; i < 9; ++i) {
    EXPECT_THAT(Take(absl::StrCat("u", i)), IsOk());
    EXPECT_FALSE(Take("bob").ok());  // he is not the one who was silent
  }
  EXPECT_THAT(Take("ann"), IsOk());  // forgotten, and begun anew
}

}  // namespace
}  // namespace alhf::coordinator

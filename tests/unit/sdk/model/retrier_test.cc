#include "sdk/model/retrier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

absl::Status Away() {
  return Error(absl::StatusCode::kUnavailable, Reason::MODEL_UNAVAILABLE,
               "away");
}

class RetrierTest : public ::testing::Test {
 protected:
  Retrier Make(RetryOptions options = {}) {
    RetryEnvironment environment;
    environment.clock = &clock_;
    environment.random = [] { return 0.0; };
    environment.wait = [this](absl::Duration time) {
      waits_.push_back(time);
      clock_.Advance(time);
    };
    return Retrier(options, environment);
  }
  // Answers what `script` says, the last again and again.
  absl::Status Call(Retrier& retrier, std::vector<absl::Status> script,
                    absl::Duration timeout = absl::Minutes(1)) {
    attempts_.clear();
    return retrier.Call(timeout, [&](absl::Duration left) {
      attempts_.push_back(left);
      return script[std::min(attempts_.size(), script.size()) - 1];
    });
  }

  ManualClock clock_{absl::FromUnixSeconds(1'000'000)};
  std::vector<absl::Duration> waits_;
  std::vector<absl::Duration> attempts_;
};

TEST_F(RetrierTest, TriesAgainWithDelays) {
  Retrier retrier = Make();
  EXPECT_THAT(Call(retrier, {Away(), Away(), absl::OkStatus()}), IsOk());
  EXPECT_THAT(waits_,
              ElementsAre(absl::Milliseconds(250), absl::Milliseconds(500)));
  EXPECT_THAT(attempts_, ElementsAre(absl::Seconds(60), absl::Seconds(59.75),
                                     absl::Seconds(59.25)));
}

TEST_F(RetrierTest, GivesUpAfterItsRetries) {
  Retrier retrier = Make({.retries = 1});
  EXPECT_THAT(Call(retrier, {Away()}), HasCode(absl::StatusCode::kUnavailable));
  EXPECT_THAT(attempts_, SizeIs(2));
}

TEST_F(RetrierTest, WhatNoRetryMendsIsNotRetried) {
  Retrier retrier = Make();
  for (const absl::Status& status :
       {Error(absl::StatusCode::kFailedPrecondition, Reason::MODEL_REFUSED, ""),
        Error(absl::StatusCode::kInternal, Reason::MODEL_ANSWER_INVALID, ""),
        Error(absl::StatusCode::kResourceExhausted,
              Reason::MODEL_ANSWER_INVALID, "too large"),
        Error(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE, ""),
        Error(absl::StatusCode::kAborted, Reason::MODEL_UNAVAILABLE, ""),
        absl::CancelledError()}) {
    EXPECT_EQ(Call(retrier, {status}), status);
    EXPECT_THAT(attempts_, SizeIs(1)) << status;
  }
  EXPECT_THAT(waits_, IsEmpty());
}

TEST_F(RetrierTest, ComesBackWhenItIsTold) {
  Retrier retrier = Make();
  const absl::Status full =
      WithRetryDelay(Error(absl::StatusCode::kResourceExhausted,
                           Reason::MODEL_UNAVAILABLE, "full"),
                     absl::Seconds(5));
  EXPECT_THAT(Call(retrier, {full, absl::OkStatus()}), IsOk());
  EXPECT_THAT(waits_, ElementsAre(absl::Seconds(5)));
}

TEST_F(RetrierTest, DoesNotWaitLongerThanThereIsTime) {
  Retrier retrier = Make();
  const absl::Status full = WithRetryDelay(Away(), absl::Hours(1));
  EXPECT_EQ(Call(retrier, {full}), full);
  EXPECT_THAT(waits_, IsEmpty());
  EXPECT_THAT(Call(retrier, {Away()}, absl::ZeroDuration()),
              HasCode(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(attempts_, IsEmpty());
}

TEST_F(RetrierTest, TheBudgetEndsRetriesOfAll) {
  Retrier retrier = Make({.retries = 2, .budget = 10});
  // 10 tokens, retries while more than 5: 9, 8, 7 | 6, then at 5 none.
  EXPECT_FALSE(Call(retrier, {Away()}).ok());
  EXPECT_THAT(attempts_, SizeIs(3));
  EXPECT_FALSE(Call(retrier, {Away()}).ok());
  EXPECT_THAT(attempts_, SizeIs(2));
  EXPECT_FALSE(Call(retrier, {Away()}).ok());
  EXPECT_THAT(attempts_, SizeIs(1));
  // Successes fill it again, a tenth each.
  for (int i = 0; i < 40; ++i) {
    EXPECT_THAT(Call(retrier, {absl::OkStatus()}), IsOk());
  }
  EXPECT_FALSE(Call(retrier, {Away()}).ok());
  EXPECT_THAT(attempts_, SizeIs(3));
}

TEST(RealRetryEnvironmentTest, IsThere) {
  const RetryEnvironment environment = RealRetryEnvironment();
  const absl::Time before = environment.clock->Now();
  environment.wait(absl::Milliseconds(1));
  EXPECT_GE(environment.clock->Now(), before + absl::Milliseconds(1));
  const double random = environment.random();
  EXPECT_GE(random, 0.0);
  EXPECT_LT(random, 1.0);
}

TEST(ParseRetryAfterTest, ReadsSecondsAndDates) {
  absl::Time now;
  ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, "2026-03-01T12:00:00Z", &now,
                              nullptr));
  EXPECT_EQ(ParseRetryAfter("7", now), absl::Seconds(7));
  EXPECT_EQ(ParseRetryAfter("0", now), absl::ZeroDuration());
  EXPECT_EQ(ParseRetryAfter("-3", now), absl::ZeroDuration());
  EXPECT_EQ(ParseRetryAfter("Sun, 01 Mar 2026 12:01:30 GMT", now),
            absl::Seconds(90));
  EXPECT_EQ(ParseRetryAfter("Sun, 01 Mar 2026 11:00:00 GMT", now),
            absl::ZeroDuration());
  EXPECT_EQ(ParseRetryAfter("soon", now), absl::ZeroDuration());
  EXPECT_EQ(ParseRetryAfter("", now), absl::ZeroDuration());
}

}  // namespace
}  // namespace alhf::sdk

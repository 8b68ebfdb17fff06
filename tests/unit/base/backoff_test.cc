#include "base/backoff.h"

#include <gtest/gtest.h>

namespace alhf {
namespace {

TEST(BackoffTest, DoublesUpToTheCap) {
  const Backoff backoff{absl::Milliseconds(100), absl::Seconds(2)};
  EXPECT_EQ(DelayOf(backoff, 0, 0), absl::Milliseconds(100));
  EXPECT_EQ(DelayOf(backoff, 1, 0), absl::Milliseconds(200));
  EXPECT_EQ(DelayOf(backoff, 4, 0), absl::Milliseconds(1600));
  EXPECT_EQ(DelayOf(backoff, 5, 0), absl::Seconds(2));
  EXPECT_EQ(DelayOf(backoff, 1000000, 0), absl::Seconds(2));
  EXPECT_EQ(DelayOf(backoff, -1, 0), absl::Milliseconds(100));
}

TEST(BackoffTest, JitterTakesAwayUpToAHalf) {
  const Backoff backoff{absl::Milliseconds(100), absl::Seconds(2)};
  EXPECT_EQ(DelayOf(backoff, 0, 0.5), absl::Milliseconds(75));
  EXPECT_EQ(DelayOf(backoff, 0, 1), absl::Milliseconds(50));
  EXPECT_EQ(DelayOf(backoff, 9, 1), absl::Seconds(1));
}

TEST(BackoffTest, SomeFailuresMayPass) {
  using absl::StatusCode;
  for (const auto code :
       {StatusCode::kUnavailable, StatusCode::kResourceExhausted,
        StatusCode::kAborted, StatusCode::kDeadlineExceeded,
        StatusCode::kCancelled}) {
    EXPECT_TRUE(IsRetryable(code)) << code;
  }
  for (const auto code :
       {StatusCode::kInvalidArgument, StatusCode::kNotFound,
        StatusCode::kFailedPrecondition, StatusCode::kInternal,
        StatusCode::kUnknown, StatusCode::kUnimplemented,
        StatusCode::kPermissionDenied, StatusCode::kDataLoss}) {
    EXPECT_FALSE(IsRetryable(code)) << code;
  }
}

}  // namespace
}  // namespace alhf

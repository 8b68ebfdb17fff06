#include "base/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"

namespace alhf {
namespace {

using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::StatusIs;

absl::Status TooLong() {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_TOO_LARGE,
               "record.text has 20 bytes", {{"field", "record.text"}});
}

absl::StatusOr<int> Twice(absl::StatusOr<int> value) {
  ALHF_ASSIGN_OR_RETURN(const int number, value);
  return 2 * number;
}

TEST(StatusTest, ErrorCarriesReasonAndMetadata) {
  const auto info = ErrorInfoOf(TooLong());
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->reason(), "FIELD_TOO_LARGE");
  EXPECT_EQ(info->domain(), "alhf");
  EXPECT_EQ(info->metadata().at("field"), "record.text");
}

TEST(StatusTest, StatusWithoutDetailsHasNoReason) {
  EXPECT_EQ(ReasonOf(absl::InternalError("x")), Reason::REASON_UNSPECIFIED);
  EXPECT_FALSE(ErrorInfoOf(absl::OkStatus()).has_value());
}

TEST(StatusTest, RetryDelayRoundTrips) {
  const auto status = WithRetryDelay(TooLong(), absl::Milliseconds(1500));
  EXPECT_EQ(RetryDelayOf(status), absl::Milliseconds(1500));
  EXPECT_EQ(RetryDelayOf(TooLong()), std::nullopt);
  EXPECT_EQ(ReasonOf(status), Reason::FIELD_TOO_LARGE);
}

TEST(StatusTest, AnnotateKeepsDetails) {
  const auto status = Annotate(TooLong(), "SubmitFeedback");
  EXPECT_EQ(status.message(), "SubmitFeedback: record.text has 20 bytes");
  EXPECT_EQ(ReasonOf(status), Reason::FIELD_TOO_LARGE);
  EXPECT_TRUE(Annotate(absl::OkStatus(), "x").ok());
}

TEST(StatusTest, MacrosPassErrorsOn) {
  EXPECT_THAT(Twice(21), IsOkAndHolds(42));
  EXPECT_THAT(Twice(TooLong()), StatusIs(absl::StatusCode::kInvalidArgument,
                                         Reason::FIELD_TOO_LARGE));
}

}  // namespace
}  // namespace alhf

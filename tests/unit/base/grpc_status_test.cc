#include "base/grpc_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"

namespace alhf {
namespace {

TEST(GrpcStatusTest, DetailsSurviveTheWire) {
  const absl::Status status = WithRetryDelay(
      Error(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL,
            "the queue is full", {{"limit", "1024"}}),
      absl::Seconds(2));
  const grpc::Status wire = ToGrpcStatus(status);
  EXPECT_EQ(wire.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(FromGrpcStatus(wire), status);
}

TEST(GrpcStatusTest, OkStaysOk) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
  EXPECT_TRUE(FromGrpcStatus(grpc::Status::OK).ok());
}

TEST(GrpcStatusTest, ForeignStatusHasNoReason) {
  const grpc::Status wire(grpc::StatusCode::UNAVAILABLE, "gone", "not a proto");
  const absl::Status status = FromGrpcStatus(wire);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(status), Reason::REASON_UNSPECIFIED);
}

}  // namespace
}  // namespace alhf

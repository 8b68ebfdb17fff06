#include "sdk/src/author_calls.h"

#include <stdexcept>

#include "absl/status/statusor.h"
#include "alhf/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::StatusIs;

TEST(AuthorCallsTest, ResultsPass) {
  EXPECT_THAT(CallAuthor("M", [] { return absl::OkStatus(); }), IsOk());
  EXPECT_THAT(CallAuthor("M", []() -> absl::StatusOr<int> { return 7; }),
              IsOkAndHolds(7));
}

TEST(AuthorCallsTest, AnErrorWithoutAReasonGetsOneAndKeepsItsCode) {
  const auto status = CallAuthor(
      "Adjust", [] { return absl::UnavailableError("no model today"); });
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable,
                               Reason::COMPONENT_FAILED));
  EXPECT_EQ(status.message(), "the component failed in Adjust: no model today");
}

TEST(AuthorCallsTest, AnErrorWithAReasonPasses) {
  EXPECT_THAT(
      CallAuthor("M",
                 [] {
                   return Error(absl::StatusCode::kUnavailable,
                                Reason::DATABASE_UNAVAILABLE, "gone");
                 }),
      StatusIs(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
}

TEST(AuthorCallsTest, WhatIsThrownBecomesAnError) {
  const auto failed =
      StatusIs(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED);
  EXPECT_THAT(
      CallAuthor("M",
                 []() -> absl::Status { throw std::out_of_range("vector"); }),
      failed);
  EXPECT_THAT(CallAuthor("M", []() -> absl::StatusOr<int> { throw 7; }),
              failed);
}

}  // namespace
}  // namespace alhf::sdk

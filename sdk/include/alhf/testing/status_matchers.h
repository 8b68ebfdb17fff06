// gMock matchers for absl::Status and absl::StatusOr.
//
//   EXPECT_THAT(Open(path), IsOk());
//   EXPECT_THAT(Parse("7"), IsOkAndHolds(7));
//   EXPECT_THAT(Open(""), StatusIs(absl::StatusCode::kInvalidArgument,
//                                  Reason::CONFIG_INVALID));
#ifndef ALHF_TESTING_STATUS_MATCHERS_H_
#define ALHF_TESTING_STATUS_MATCHERS_H_

#include <gmock/gmock.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/status.h"

namespace alhf::testing {

MATCHER(IsOk, negation ? "is an error" : "is OK") {
  const absl::Status status = status_internal::ToStatus(arg);
  *result_listener << status.ToString();
  return status.ok();
}

MATCHER_P(IsOkAndHolds, value, "is OK and holds the value") {
  if (!arg.ok()) {
    *result_listener << arg.status().ToString();
    return false;
  }
  return ::testing::ExplainMatchResult(
      ::testing::SafeMatcherCast<const decltype(*arg)&>(value), *arg,
      result_listener);
}

MATCHER_P2(StatusIs, code, reason, "is an error of that code and reason") {
  const absl::Status status = status_internal::ToStatus(arg);
  *result_listener << status.ToString() << " reason "
                   << rpc::v1::Reason_Name(ReasonOf(status));
  return status.code() == code && ReasonOf(status) == reason;
}

}  // namespace alhf::testing

#endif  // ALHF_TESTING_STATUS_MATCHERS_H_

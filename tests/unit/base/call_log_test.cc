#include "base/call_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"

namespace alhf {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

// What the end of a call with `status` logs in a trace with `flags`.
std::string Logged(const absl::Status& status, const std::string& flags) {
  std::mt19937_64 random(1);
  const CallLog log(
      "a.B/C", ContinueTrace(absl::StrCat("00-4bf92f3577b34da6a3ce929d0e0e4736-"
                                          "00f067aa0ba902b7-",
                                          flags),
                             "", random));
  ::testing::internal::CaptureStderr();
  log.End(status);
  return ::testing::internal::GetCapturedStderr();
}

TEST(CallLogTest, SaysHowACallOfASampledTraceEnded) {
  EXPECT_THAT(Logged(absl::OkStatus(), "01"),
              AllOf(HasSubstr(" info "),
                    HasSubstr("\"call\" method=\"a.B/C\" code=\"OK\" ms=\""),
                    HasSubstr("trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\""),
                    ContainsRegex("span_id=\"[0-9a-f]+\""),
                    HasSubstr("parent_id=\"00f067aa0ba902b7\"")));
  EXPECT_THAT(Logged(absl::NotFoundError("no"), "01"),
              AllOf(HasSubstr(" info "), HasSubstr("code=\"NOT_FOUND\"")));
}

TEST(CallLogTest, KeepsQuietWhereNobodyTraces) {
  EXPECT_EQ(Logged(absl::OkStatus(), "00"), "");
  EXPECT_EQ(Logged(absl::NotFoundError("no"), "00"), "");
}

TEST(CallLogTest, OurOwnFailureIsSaidWhoeverCalled) {
  EXPECT_THAT(Logged(absl::InternalError("bug"), "00"),
              AllOf(HasSubstr(" warning "), HasSubstr("code=\"INTERNAL\""),
                    HasSubstr("trace_id=\"4bf9")));
}

}  // namespace
}  // namespace alhf

#include "base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace alhf {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(LogTest, AnEventIsOneLineWithItsFields) {
  ::testing::internal::CaptureStderr();
  log::Warn("lane\nstopped", {{"tenant", "a \"b\""}, {"entry", "7"}});
  const std::string line = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(line, AllOf(HasSubstr("warning \"lane\\nstopped\""),
                          EndsWith(" tenant=\"a \\\"b\\\"\" entry=\"7\"\n")));
}

TEST(LogTest, EveryLineNamesTheProcessAndItsLevel) {
  log::SetProcess("tester");
  ::testing::internal::CaptureStderr();
  log::Info("ready");
  log::Error("broken {}");
  const std::string lines = ::testing::internal::GetCapturedStderr();
  log::SetProcess("");
  EXPECT_THAT(lines, AllOf(HasSubstr(" info tester \"ready\"\n"),
                           HasSubstr(" error tester \"broken {}\"\n"),
                           Not(HasSubstr("warning"))));
}

}  // namespace
}  // namespace alhf

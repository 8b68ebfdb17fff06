#include "base/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/time/time.h"

namespace alhf {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;

constexpr absl::Duration kLong = absl::Seconds(30);

TEST(RunCommandTest, ReturnsExitCodeAndBothOutputs) {
  const CommandResult result = RunCommand(
      {"/bin/sh", "-c", "echo $WORD; echo no >&2; exit 3"}, {"WORD=yes"});
  EXPECT_THAT(result.exit_code, Optional(3));
  EXPECT_EQ(result.out, "yes\n");
  EXPECT_EQ(result.err, "no\n");
}

TEST(RunCommandTest, HandsOverInput) {
  const std::string input(1 << 20, 'x');
  const CommandResult result = RunCommand({"/bin/cat"}, {}, kLong, input);
  EXPECT_THAT(result.exit_code, Optional(0));
  EXPECT_EQ(result.out, input);
  EXPECT_EQ(RunCommand({"/bin/cat"}).out, "");
}

TEST(RunCommandTest, SaysThatThereIsNoSuchProgram) {
  const CommandResult result = RunCommand({"/nowhere/program"});
  EXPECT_EQ(result.exit_code, std::nullopt);
  EXPECT_THAT(result.err, HasSubstr("/nowhere/program"));
}

TEST(RunCommandTest, EndsWhatTakesTooLong) {
  const CommandResult result =
      RunCommand({"/bin/sleep", "600"}, {}, absl::Milliseconds(50));
  EXPECT_EQ(result.exit_code, std::nullopt);
}

TEST(ProcessTest, TerminateLetsItFinishAndKillDoesNot) {
  const auto start = [] {
    return *Process::Start({"/bin/sh", "-c", "kill -STOP $$; exit 0"},
                           "/dev/null");
  };
  const auto killed = start();
  EXPECT_TRUE(killed->Running());
  killed->Kill();
  EXPECT_THAT(killed->Await(kLong), Optional(-9));
  const auto asked = *Process::Start({"/bin/sleep", "600"}, "/dev/null");
  asked->Terminate();
  EXPECT_THAT(asked->Await(kLong), Optional(-15));
}

}  // namespace
}  // namespace alhf

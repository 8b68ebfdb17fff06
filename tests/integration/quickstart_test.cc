// deploy/quickstart on the programs of this build: it plays, it can be run
// twice, it stops.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Optional;

class QuickstartTest : public ::testing::Test {
 protected:
  void SetUp() override {
    home_ = "/tmp/alhf-XXXXXX";
    ASSERT_NE(mkdtemp(home_.data()), nullptr);
  }
  void TearDown() override {
    Quickstart({"--stop"});
    std::filesystem::remove_all(home_);
  }

  CommandResult Quickstart(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), ALHF_SAMPLES_FOLDER "/../quickstart");
    return RunCommand(
        arguments,
        {"ALHF_HOME=" + home_ + "/home", "XDG_STATE_HOME=" + home_ + "/state",
         "ALHF_BIN=" ALHF_BIN_FOLDER},
        absl::Minutes(2));
  }

  std::string home_;
};

TEST_F(QuickstartTest, PlaysTwiceAndStops) {
  const CommandResult first = Quickstart({});
  ASSERT_THAT(first.exit_code, Optional(0)) << first.out << first.err;
  EXPECT_THAT(first.out,
              AllOf(HasSubstr("ISO"), HasSubstr("word for word"),
                    HasSubstr("--stop"), Not(HasSubstr("runs already"))));
  const CommandResult second = Quickstart({});
  ASSERT_THAT(second.exit_code, Optional(0)) << second.out << second.err;
  EXPECT_THAT(second.out,
              AllOf(HasSubstr("runs already"), HasSubstr("word for word")));
  const CommandResult stopped = Quickstart({"--stop"});
  EXPECT_THAT(stopped.exit_code, Optional(0));
  EXPECT_THAT(stopped.out, HasSubstr("Stopped"));
  EXPECT_THAT(Quickstart({"--stop"}).out, HasSubstr("Nothing runs"));
}

TEST_F(QuickstartTest, DemoOnlyLeavesNothingRunning) {
  const CommandResult played = Quickstart({"--demo-only"});
  ASSERT_THAT(played.exit_code, Optional(0)) << played.out << played.err;
  EXPECT_THAT(played.out, HasSubstr("Stopped again"));
  EXPECT_THAT(Quickstart({"--stop"}).out, HasSubstr("Nothing runs"));
}

TEST_F(QuickstartTest, SaysWhatIsWrong) {
  EXPECT_THAT(Quickstart({"--help"}).exit_code, Optional(0));
  EXPECT_THAT(Quickstart({"--nonsense"}).exit_code, Optional(2));
  const CommandResult no_programs =
      RunCommand({ALHF_SAMPLES_FOLDER "/../quickstart"},
                 {"ALHF_HOME=" + home_ + "/home", "ALHF_BIN=" + home_});
  EXPECT_THAT(no_programs.exit_code, Optional(1));
  EXPECT_THAT(no_programs.err, HasSubstr("alhf-coordinator"));
}

}  // namespace
}  // namespace alhf::testing

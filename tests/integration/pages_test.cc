// Completion and manual as a shell and `man` read them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/mini_system.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Optional;

std::string Bash(const std::string& script) {
  const CommandResult result =
      RunCommand({"/bin/bash", "-euo", "pipefail", "-c", script},
                 {"PATH=/usr/bin:/bin", "ALHF=" + MiniSystem::Program("alhf")});
  EXPECT_THAT(result.exit_code, Optional(0)) << result.err;
  return result.out;
}

// What bash offers for the last of `words`.
std::string Completed(const std::string& words) {
  return Bash(absl::StrCat("source <($ALHF completion)\nset +e\nCOMP_WORDS=(",
                           words,
                           ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_alhf\n"
                           "echo \"${COMPREPLY[*]-}\""));
}

TEST(PagesTest, BashCompletesCommandsAndOptions) {
  EXPECT_EQ(Completed("alhf revi"), "review\n");
  EXPECT_EQ(Completed("alhf --tenant acme import f"), "feedback\n");
  EXPECT_EQ(Completed("alhf import feedback --spl"), "--split\n");
  EXPECT_EQ(Completed("alhf feedback --mis"), "--misapplied\n");
  EXPECT_EQ(Completed("alhf no-such-thing"), "\n");
}

TEST(PagesTest, ManReadsTheManualWithoutAWarning) {
  const std::string page = Bash(
      "$ALHF manual > /dev/null\n"
      "$ALHF manual | groff -k -man -Tutf8 -ww -P-cbou 2>&1");
  EXPECT_THAT(page, AllOf(HasSubstr("ALHF(1)"), HasSubstr("alhf pause"),
                          HasSubstr("--note TEXT")));
  EXPECT_THAT(page, ::testing::Not(HasSubstr("warning:")));
}

}  // namespace
}  // namespace alhf::testing

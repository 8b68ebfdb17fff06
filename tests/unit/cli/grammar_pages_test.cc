#include "cli/grammar_pages.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(CliTest, CompletionHasEveryCommandAndItsOptions) {
  const Result result = Alhf({"completion"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_THAT(
      result.out,
      AllOf(HasSubstr("\"alhf feedback\") words=\""), HasSubstr("--misapplied"),
            HasSubstr("\"alhf eval curve\") words=\""),
            HasSubstr("alhf/import/feedback"),
            HasSubstr("complete -o default -F _alhf alhf")));
}

TEST_F(CliTest, TheManualIsMadeOfTheHelp) {
  const Result result = Alhf({"manual"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_THAT(
      result.out,
      AllOf(HasSubstr(".TH ALHF 1"),
            HasSubstr(".SS \\fBalhf feedback\\fR [\\fItext\\fR]"),
            HasSubstr("\\fB\\-\\-hold\\fR"), HasSubstr(".SH EXIT STATUS"),
            HasSubstr("alhf feedback \"We are on Postgres")));
  // The exit codes stand once, not below each command.
  const size_t first = result.out.find("Exit codes:");
  EXPECT_NE(first, std::string::npos);
  EXPECT_EQ(result.out.find("Exit codes:", first + 1), std::string::npos);
}

}  // namespace
}  // namespace alhf::cli

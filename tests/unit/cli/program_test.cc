#include "cli/program.h"

#include <fstream>
#include <future>
#include <random>
#include <sstream>

#include "base/clock.h"
#include "base/status.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ProgramTest : public CliTest {};

TEST_F(ProgramTest, HelpAndVersionNeedNoCoordinator) {
  server_.reset();
  const Result help = Alhf({"--help"});
  EXPECT_EQ(help.code, ExitCode::kOk);
  EXPECT_THAT(help.out, HasSubstr("Usage: alhf"));
  EXPECT_EQ(help.err, "");
  EXPECT_THAT(Alhf({"--version"}).out, StartsWith("alhf "));
}

TEST_F(ProgramTest, WrongUsageIsTwo) {
  const Result result = Alhf({"asl"});
  EXPECT_EQ(result.code, ExitCode::kUsage);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("no command \"asl\""));
}

TEST_F(ProgramTest, NobodyThereIsThree) {
  server_.reset();
  const Result result = Alhf({"status"});
  EXPECT_EQ(result.code, ExitCode::kUnreachable);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr(address_ + " cannot be reached"));
  EXPECT_THAT(result.err, HasSubstr("deploy/quickstart"));
}

TEST_F(ProgramTest, AnErrorOfTheSystemIsOne) {
  server_->lesson.Fails(Error(absl::StatusCode::kNotFound,
                              Reason::LESSON_NOT_FOUND, "no lesson l-1"));
  const Result result = Alhf({"lesson", "l-1", "--tenant", "one"});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_EQ(result.err,
            "alhf: no lesson l-1 (NOT_FOUND LESSON_NOT_FOUND)\n"
            "  what to do: alhf --tenant one lessons lists them\n");
}

TEST_F(ProgramTest, AnErrorIsJsonWhereJsonIsAskedFor) {
  server_->lesson.Fails(Error(absl::StatusCode::kNotFound,
                              Reason::LESSON_NOT_FOUND, "no lesson l-1"));
  const Result result = Alhf({"lesson", "l-1", "--json"});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, StartsWith("{\"error\":{"));
  EXPECT_THAT(result.err, HasSubstr("\"reason\":\"LESSON_NOT_FOUND\""));
}

TEST_F(ProgramTest, NoAnswerInTimeIsFour) {
  std::promise<void> done;
  server_->feedback.Replies([&done](const v1::SubmitFeedbackRequest&) {
    done.get_future().wait();
    return absl::StatusOr<v1::SubmitFeedbackResponse>(
        v1::SubmitFeedbackResponse());
  });
  const Result result = Alhf({"feedback", "t", "--exchange", "x-1",
                              "--request-id", "r-1", "--timeout", "50ms"});
  done.set_value();
  EXPECT_EQ(result.code, ExitCode::kTimeout);
  EXPECT_THAT(result.err, HasSubstr("--timeout"));
  EXPECT_THAT(result.err, HasSubstr("--request-id r-1"));
}

TEST_F(ProgramTest, OutputThatCannotBeWrittenIsAnError) {
  server_->status.Returns({});
  std::istringstream in;
  std::ofstream full("/dev/full");
  ASSERT_TRUE(full.good());
  std::ostringstream err;
  const SystemClock clock;
  std::mt19937_64 random(1);
  EXPECT_EQ(
      RunProgram({"status"}, environment_, {in, full, err}, &clock, random),
      ExitCode::kRefused);
  EXPECT_THAT(err.str(), HasSubstr("cannot be written"));
}

TEST_F(ProgramTest, ColoursATerminalUnlessToldNot) {
  server_->lesson.Returns(Proto<v1::Lesson>("id: 'l-1'"));
  EXPECT_THAT(Alhf({"lesson", "l-1"}).out, Not(HasSubstr("\x1b")));
  environment_.out_width = 80;
  environment_.variables["TERM"] = "xterm";
  EXPECT_THAT(Alhf({"lesson", "l-1"}).out, HasSubstr("\x1b[1ml-1\x1b[0m"));
  environment_.variables["NO_COLOR"] = "1";
  EXPECT_THAT(Alhf({"lesson", "l-1"}).out, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace alhf::cli

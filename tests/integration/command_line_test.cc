// The command `alhf` as people and scripts run it.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "cli/review/review.pb.h"
#include "tests/integration/system_test.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Optional;
using ::testing::StartsWith;

class CommandLineTest : public SystemTest {
 protected:
  void SetUp() override { ASSERT_NO_FATAL_FAILURE(StartSystem()); }

  // Runs a command that must succeed; returns what it printed.
  std::string Run(const std::vector<std::string>& arguments) {
    const CommandResult result = system().Alhf(arguments);
    EXPECT_THAT(result.exit_code, Optional(0))
        << ::testing::PrintToString(arguments) << "\n"
        << result.err;
    return result.out;
  }

  template <typename Message>
  Message Json(std::vector<std::string> arguments) {
    arguments.push_back("--json");
    const std::string out = Run(arguments);
    Message message;
    const auto status =
        google::protobuf::util::JsonStringToMessage(out, &message);
    EXPECT_TRUE(status.ok()) << status.ToString() << "\n" << out;
    return message;
  }

  int ExitCode(const std::vector<std::string>& arguments) {
    return system().Alhf(arguments).exit_code.value_or(-1);
  }
};

TEST_F(CommandLineTest, ADayWithTheSystem) {
  const std::string first = Run({"ask", kWeeks});
  EXPECT_THAT(first, HasSubstr("52"));
  const std::string taught = Run({"feedback", kIsoFeedback});
  EXPECT_THAT(taught, AllOf(HasSubstr("sql_generator"), HasSubstr("ISO")));
  EXPECT_THAT(Run({"ask", kWeeksReworded}), HasSubstr("2026"));

  const auto exchanges = Json<v1::ListExchangesResponse>({"exchanges"});
  ASSERT_EQ(exchanges.exchanges_size(), 2);
  EXPECT_THAT(Run({"exchanges"}), HasSubstr(exchanges.exchanges(0).id()));
  EXPECT_THAT(Run({"records"}), HasSubstr("ISO weeks"));
  EXPECT_EQ(Json<v1::ListFeedbackResponse>({"records"}).records_size(), 1);

  const auto lessons = Json<v1::ListLessonsResponse>({"lessons"});
  ASSERT_GT(lessons.lessons_size(), 0);
  const std::string lesson = lessons.lessons(0).id();
  EXPECT_THAT(Run({"lessons", "--component", "retriever"}),
              Not(HasSubstr(lesson)));
  EXPECT_THAT(Run({"explain", exchanges.exchanges(0).id()}),
              AllOf(HasSubstr(lesson), HasSubstr("sql_generator")));
  EXPECT_THAT(Run({"plan", kWeeks}), HasSubstr(lesson));

  Run({"forget", lesson});
  const auto forgotten = Json<v1::Lesson>({"lesson", lesson});
  EXPECT_EQ(forgotten.state(), v1::LESSON_RETIRED);
  Run({"restore", lesson});
  EXPECT_EQ(Json<v1::Lesson>({"lesson", lesson}).state(), v1::LESSON_ACTIVE);

  EXPECT_EQ(Json<v1::ListComponentsResponse>({"components"}).components_size(),
            3);
  EXPECT_THAT(Run({"components"}),
              AllOf(HasSubstr("retriever"), HasSubstr("answer_writer")));
  EXPECT_EQ(Json<v1::GetStatusResponse>({"status"}).records(), 1u);
}

TEST_F(CommandLineTest, HeldLessonsAreAcceptedEditedAndDiscarded) {
  Run({"ask", kWeeks});
  const auto held =
      Json<v1::SubmitFeedbackResponse>({"feedback", kIsoFeedback, "--hold"});
  ASSERT_GE(held.status().lessons_size(), 2) << held.DebugString();
  const std::string one = held.status().lessons(0).id();
  const std::string two = held.status().lessons(1).id();
  EXPECT_EQ(Json<v1::Lesson>({"lesson", one}).state(), v1::LESSON_HELD);
  Run({"accept", one});
  EXPECT_EQ(Json<v1::Lesson>({"lesson", one}).state(), v1::LESSON_ACTIVE);
  Run({"discard", two});
  EXPECT_EQ(Json<v1::Lesson>({"lesson", two}).state(), v1::LESSON_RETIRED);
}

TEST_F(CommandLineTest, LooksBackAtWhatWasTaught) {
  Run({"ask", kWeeks});
  const auto taught =
      Json<v1::SubmitFeedbackResponse>({"feedback", kIsoFeedback});
  ASSERT_GE(taught.status().lessons_size(), 2) << taught.DebugString();
  Run({"ask", kWeeksReworded});

  const auto why = Json<cli::WhyReport>({"why"});
  ASSERT_GE(why.lessons_size(), 2) << why.DebugString();
  const cli::LessonEffect* decisive = nullptr;
  for (const cli::LessonEffect& effect : why.lessons()) {
    if (!effect.changed().empty()) decisive = &effect;
  }
  ASSERT_NE(decisive, nullptr) << why.DebugString();
  EXPECT_THAT(Run({"why", "last", "--without", decisive->lesson_id()}),
              AllOf(HasSubstr("\n- "), HasSubstr("\n+ ")));
  // Nothing was recorded.
  EXPECT_EQ(Json<v1::ListExchangesResponse>({"exchanges"}).exchanges_size(), 2);

  EXPECT_THAT(Run({"verify"}), HasSubstr("0 lost, 0 unknown"));
  EXPECT_THAT(Run({"audit-lessons"}), HasSubstr("2 exchanges looked at"));

  // A counterexample in the very words of the question: it was lost.
  Run({"feedback", "--misapplied", decisive->lesson_id(), "--exchange",
       taught.status().record().exchange().id()});
  const CommandResult lost = system().Alhf({"verify"});
  EXPECT_THAT(lost.exit_code, Optional(1)) << lost.out;
  EXPECT_THAT(lost.out, HasSubstr(taught.status().record().id()));
}

TEST_F(CommandLineTest, PreviewShowsWhatFeedbackWouldDo) {
  Run({"ask", "What is the leave policy?"});
  Run({"ask", kWeeks});
  const auto preview =
      Json<cli::PreviewReport>({"preview", kIsoFeedback, "--answers"});
  EXPECT_GE(preview.preview().lessons_size(), 2) << preview.DebugString();
  EXPECT_EQ(preview.looked_at(), 2u);
  ASSERT_EQ(preview.exchanges_size(), 1) << preview.DebugString();
  EXPECT_EQ(preview.exchanges(0).question(), kWeeks);
  EXPECT_GT(preview.exchanges(0).diff_size(), 0);
  EXPECT_EQ(Json<v1::ListFeedbackResponse>({"records"}).records_size(), 0);
  EXPECT_EQ(Json<v1::ListLessonsResponse>({"lessons"}).lessons_size(), 0);
}

TEST_F(CommandLineTest, CreditSaysWhoseLearningWouldChangeTheAnswer) {
  Run({"ask", kWeeks});
  const auto report = Json<cli::CreditReport>({"credit", kIsoFeedback});
  ASSERT_EQ(report.components_size(), 3) << report.DebugString();
  for (const cli::ComponentCredit& credit : report.components()) {
    SCOPED_TRACE(credit.DebugString());
    if (credit.component() == "sql_generator") {
      EXPECT_THAT(credit.changed(), Contains("sql"));
      EXPECT_GT(credit.diff_size(), 0);
    } else {
      EXPECT_THAT(credit.changed(), IsEmpty());
    }
  }
  EXPECT_EQ(Json<v1::ListFeedbackResponse>({"records"}).records_size(), 0);
  EXPECT_EQ(Json<v1::ListExchangesResponse>({"exchanges"}).exchanges_size(), 1);
}

TEST_F(CommandLineTest, ReassignMovesALesson) {
  Run({"ask", kWeeks});
  const auto taught =
      Json<v1::SubmitFeedbackResponse>({"feedback", kIsoFeedback});
  Run({"reassign", taught.status().record().id(), "--to", "answer_writer"});
  for (const v1::Lesson& lesson : taught.status().lessons()) {
    EXPECT_EQ(Json<v1::Lesson>({"lesson", lesson.id()}).state(),
              v1::LESSON_RETIRED);
  }
  const auto moved = Json<v1::ListLessonsResponse>(
      {"lessons", "--component", "answer_writer"});
  ASSERT_GE(moved.lessons_size(), 1);
  EXPECT_EQ(moved.lessons(0).text(), kIsoFeedback);
}

TEST_F(CommandLineTest, ExitCodesSayWhatHappened) {
  EXPECT_EQ(ExitCode({"--help"}), 0);
  for (const char* command :
       {"ask",       "feedback", "accept",     "discard", "edit",
        "exchanges", "records",  "explain",    "plan",    "lessons",
        "forget",    "restore",  "components", "status",  "preview",
        "credit",    "reassign", "why",        "verify",  "audit-lessons"}) {
    SCOPED_TRACE(command);
    EXPECT_THAT(Run({command, "--help"}), HasSubstr("--json"));
  }
  EXPECT_EQ(ExitCode({}), 2);
  EXPECT_EQ(ExitCode({"no-such-command"}), 2);
  EXPECT_EQ(ExitCode({"forget"}), 2);
  EXPECT_EQ(ExitCode({"forget", "l-nowhere-1"}), 1);
  EXPECT_EQ(ExitCode({"ask", ""}), 1);
  EXPECT_EQ(ExitCode({"status", "--address", "unix:/nowhere/a.sock",
                      "--timeout", "2s"}),
            3);
}

TEST_F(CommandLineTest, ErrorsGoWhereErrorsGo) {
  const CommandResult result = system().Alhf({"forget", "l-nowhere-1"});
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("l-nowhere-1"));
}

TEST_F(CommandLineTest, TenantsAndUsersAreNamed) {
  Run({"ask", kWeeks, "--tenant", "acme", "--user", "ada"});
  Run({"feedback", kIsoFeedback, "--tenant", "acme", "--user", "ada"});
  const auto records =
      Json<v1::ListFeedbackResponse>({"records", "--tenant", "acme"});
  ASSERT_EQ(records.records_size(), 1);
  EXPECT_EQ(records.records(0).record().giver(), "ada");
  EXPECT_EQ(Json<v1::ListFeedbackResponse>({"records", "--tenant", "other"})
                .records_size(),
            0);
}

}  // namespace
}  // namespace alhf::testing

// Rolling lessons out on the running system: pausing, holding out, reviewing,
// and moving what was taught, as people do it with `alhf`.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/review/review.pb.h"
#include "cli/transfer/transfer.pb.h"
#include "tests/integration/system_test.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Optional;

class RolloutTest : public SystemTest {
 protected:
  void SetUp() override { ASSERT_NO_FATAL_FAILURE(StartSystem()); }

  std::string Run(const std::vector<std::string>& arguments,
                  const std::string& input = "") {
    const CommandResult result = system().Alhf(arguments, input);
    EXPECT_THAT(result.exit_code, Optional(0))
        << ::testing::PrintToString(arguments) << "\n"
        << result.err;
    return result.out;
  }
  // Waits until it is learned, however loaded the machine is.
  static std::vector<std::string> Said(const std::string& text) {
    return {"feedback", text, "--timeout", "50s"};
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
  std::string Path(const std::string& name) const {
    return absl::StrCat(system_->home(), "/", name);
  }
  v1::Exchange Last() {
    const auto listed = Json<v1::ListExchangesResponse>({"exchanges"});
    v1::GetExchangeRequest request;
    request.set_tenant("default");
    request.set_exchange_id(listed.exchanges(0).id());
    v1::Exchange exchange;
    grpc::ClientContext context;
    EXPECT_TRUE(
        system().coordinator().GetExchange(&context, request, &exchange).ok());
    return exchange;
  }
};

TEST_F(RolloutTest, APausedTenantIsAnsweredAsIfNothingWasTaught) {
  const std::string untaught = Run({"ask", kWeeks});
  Run(Said(kIsoFeedback));
  const std::string taught = Run({"ask", kWeeks});
  EXPECT_NE(taught, untaught);
  const std::string lesson =
      Json<v1::ListLessonsResponse>({"lessons"}).lessons(0).id();

  EXPECT_THAT(Run({"pause", "--note", "odd weeks"}), HasSubstr("paused"));
  EXPECT_EQ(Run({"ask", kWeeks}), untaught);
  EXPECT_EQ(Last().plan().withheld(), v1::WITHHELD_PAUSED);
  EXPECT_THAT(Run({"explain"}), HasSubstr("the tenant is paused"));
  EXPECT_THAT(Run({"plan", kWeeks}),
              AllOf(HasSubstr("the tenant is paused"), Not(HasSubstr(lesson))));
  EXPECT_THAT(Run({"status"}), HasSubstr("odd weeks"));
  // What people look at stays as it is.
  EXPECT_THAT(Run({"verify"}), HasSubstr("0 lost, 0 unknown"));

  ASSERT_OK(system().RestartAll());
  EXPECT_EQ(Run({"ask", kWeeks}), untaught);
  EXPECT_THAT(Run({"status", "--tenant", "other"}), HasSubstr("in force"));
  Run({"resume"});
  EXPECT_EQ(Run({"ask", kWeeks}), taught);
}

TEST_F(RolloutTest, NewLessonsOfATenantBeginAsItSays) {
  EXPECT_THAT(Run({"status"}),
              HasSubstr("immediate, as the coordinator is configured"));
  const std::string untaught = Run({"ask", kWeeks});
  EXPECT_THAT(Run({"activation", "shadow", "--note", "first look"}),
              HasSubstr("new ones begin as shadow"));
  Run(Said(kIsoFeedback));
  const auto taught = Json<v1::ListLessonsResponse>({"lessons"}).lessons();
  for (const v1::Lesson& lesson : taught) {
    EXPECT_EQ(lesson.state(), v1::LESSON_SHADOW);
  }
  // It is recalled and shown, and changes nothing.
  EXPECT_EQ(Run({"ask", kWeeks}), untaught);
  EXPECT_THAT(Run({"plan", kWeeks}),
              AllOf(HasSubstr(taught.at(0).id()), HasSubstr("shadow")));
  EXPECT_THAT(Run({"status"}), AllOf(HasSubstr("shadow, as the tenant says"),
                                     HasSubstr("first look")));
  EXPECT_THAT(Run({"status", "--tenant", "other"}),
              HasSubstr("immediate, as the coordinator is configured"));
  ASSERT_OK(system().RestartAll());
  EXPECT_THAT(Run({"activation"}), HasSubstr("new ones begin as shadow"));
  for (const v1::Lesson& lesson : taught) {
    Run({"accept", lesson.id(), "--timeout", "50s"});
  }
  EXPECT_NE(Run({"ask", kWeeks}), untaught);
  Run({"activation", "default"});
  EXPECT_THAT(Run({"status"}), HasSubstr("as the coordinator is configured"));
}

TEST_F(RolloutTest, AHoldoutShowsWhatLessonsDo) {
  Run({"ask", kWeeks});
  Run(Said(kIsoFeedback));
  Run({"holdout", "0.5"});
  // Until both sides are there; the ids are random.
  int with = 0;
  int without = 0;
  for (int i = 0; i < 64 && (with == 0 || without == 0); ++i) {
    Run({"ask", kWeeks});
    const v1::Exchange exchange = Last();
    EXPECT_EQ(exchange.plan().holdout(), 0.5);
    EXPECT_EQ(exchange.plan().exchange_id(), exchange.id());
    const bool held_out = exchange.plan().withheld() == v1::WITHHELD_HOLDOUT;
    bool applied = false;
    for (const v1::Step& step : exchange.steps()) {
      applied |= !step.applied().empty();
    }
    EXPECT_NE(held_out, applied) << exchange.DebugString();
    (held_out ? without : with) += 1;
    if (held_out) Run(Said("Weeks are ISO weeks."));
  }
  ASSERT_GT(with, 0);
  ASSERT_GT(without, 0);
  const auto comparison = Json<cli::Comparison>({"compare"});
  EXPECT_EQ(comparison.with(), static_cast<uint64_t>(with));
  EXPECT_EQ(comparison.without(), static_cast<uint64_t>(without));
  ASSERT_EQ(comparison.figures_size(), 1);
  EXPECT_EQ(comparison.figures(0).name(), "corrected");
  EXPECT_EQ(comparison.figures(0).with().count(), 0u);
  EXPECT_EQ(comparison.figures(0).without().count(),
            static_cast<uint64_t>(without));
  EXPECT_THAT(Run({"compare"}), HasSubstr("[-100.0, "));
}

TEST_F(RolloutTest, AReviewDecidesAboutWhatIsHeldAndWhatNobodyClaimed) {
  Run({"ask", kWeeks});
  const auto held = Json<v1::SubmitFeedbackResponse>(
      {"feedback", kIsoFeedback, "--hold", "--timeout", "50s"});
  ASSERT_GE(held.status().lessons_size(), 2);
  const auto queue = Json<cli::ReviewQueue>({"review"});
  ASSERT_EQ(queue.items_size(), held.status().lessons_size());
  EXPECT_EQ(queue.items(0).looked_at(), 1u);
  const std::string first = queue.items(0).lesson().id();
  const std::string second = queue.items(1).lesson().id();

  const std::string out = Run({"review", "--timeout", "50s"}, "a\nd\ns\n");
  EXPECT_THAT(out, AllOf(HasSubstr("understood as:"), HasSubstr(kWeeks),
                         HasSubstr("1 accepted, 0 edited, 0 reassigned, 1 "
                                   "discarded")));
  EXPECT_EQ(Json<v1::Lesson>({"lesson", first}).state(), v1::LESSON_ACTIVE);
  EXPECT_EQ(Json<v1::Lesson>({"lesson", second}).retire_reason(),
            v1::RETIRE_DISCARDED);
}

TEST_F(RolloutTest, FeedbackFromElsewhereWaitsForReview) {
  std::ofstream(Path("said.csv"))
      << "question,answer,feedback,user,time\n"
      << kWeeks << ",53,\"" << kIsoFeedback << "\",ann,2026-01-02\n"
      << kWeeks << ",53,\"we are on postgres,  use ISO weeks\",bob,2026-01-03\n"
      << "broken\n"
      << kLeave << ",26,Answer in bullets.,ann,2026-01-02\n"
      << kLeave << ",26,No bullets. Write prose.,ann,2026-03-02\n";
  const std::vector<std::string> import = {"import", "feedback",
                                           Path("said.csv"), "--format", "csv"};
  auto dry_run = import;
  dry_run.push_back("--dry-run");
  EXPECT_EQ(Json<cli::FeedbackImportReport>(dry_run).taken(), 3u);
  EXPECT_EQ(Json<v1::GetStatusResponse>({"status"}).records(), 0u);

  const auto report = Json<cli::FeedbackImportReport>(import);
  EXPECT_EQ(report.rows(), 4u);
  EXPECT_EQ(report.taken(), 3u);
  EXPECT_EQ(report.duplicates(), 1u);
  ASSERT_EQ(report.problems_size(), 1) << report.DebugString();
  EXPECT_EQ(report.problems(0).line(), 4u);
  EXPECT_EQ(report.assigned().at("answer_writer"), 2u);
  ASSERT_EQ(report.flags_size(), 1) << report.DebugString();
  EXPECT_EQ(report.flags(0).line(), 5u);
  EXPECT_EQ(report.flags(0).kind(), cli::STALE);
  EXPECT_EQ(report.flags(0).other(), "line 6");
  const auto listed = Json<v1::ListLessonsResponse>({"lessons"});
  EXPECT_GT(listed.lessons_size(), 0);
  for (const v1::Lesson& lesson : listed.lessons()) {
    EXPECT_EQ(lesson.state(), v1::LESSON_HELD) << lesson.DebugString();
  }
  const auto before = Json<v1::GetStatusResponse>({"status"});
  const auto again = Json<cli::FeedbackImportReport>(import);
  EXPECT_EQ(again.taken(), 0u);
  EXPECT_EQ(again.known(), 3u);
  EXPECT_EQ(Json<v1::GetStatusResponse>({"status"}).position().sequence(),
            before.position().sequence());
}

TEST_F(RolloutTest, AnExportBringsEverythingAndResurrectsNothing) {
  Run({"ask", kWeeks});
  const auto taught = Json<v1::SubmitFeedbackResponse>(Said(kIsoFeedback));
  ASSERT_GE(taught.status().lessons_size(), 2);
  const std::string forgotten = taught.status().lessons(0).id();
  Run({"forget", forgotten, "--note", "we moved"});
  Run({"export", Path("all.jsonl")});

  const auto taken = Json<cli::TransferReport>(
      {"import", Path("all.jsonl"), "--tenant", "copy"});
  EXPECT_EQ(taken.records(), 1u);
  EXPECT_EQ(taken.exchanges(), 1u);
  const auto original = Json<v1::ListLessonsResponse>({"lessons"});
  const auto copy =
      Json<v1::ListLessonsResponse>({"lessons", "--tenant", "copy"});
  ASSERT_EQ(copy.lessons_size(), original.lessons_size());
  for (int i = 0; i < copy.lessons_size(); ++i) {
    EXPECT_EQ(copy.lessons(i).id(), original.lessons(i).id());
    EXPECT_EQ(copy.lessons(i).state(), original.lessons(i).state());
    EXPECT_EQ(copy.lessons(i).directive().payload(),
              original.lessons(i).directive().payload());
  }
  ASSERT_OK(system().AwaitServing("copy"));
  // The copy answers as the original does.
  EXPECT_EQ(Run({"ask", kWeeksReworded, "--tenant", "copy"}),
            Run({"ask", kWeeksReworded}));
  // In its own tenant everything is there, and what is forgotten stays so.
  const auto again = Json<cli::TransferReport>({"import", Path("all.jsonl")});
  EXPECT_EQ(again.records(), 0u);
  EXPECT_EQ(again.known_records(), 1u);
  EXPECT_EQ(Json<v1::Lesson>({"lesson", forgotten}).state(),
            v1::LESSON_RETIRED);
}

TEST_F(RolloutTest, AChatTeachesOnTheAnswerAbove) {
  const std::string out = Run(
      {"chat", "--timeout", "50s"},
      absl::StrCat(kWeeks, "\n!", kIsoFeedback, "\n", kWeeksReworded, "\n"));
  EXPECT_THAT(out, AllOf(HasSubstr("sql_generator"), HasSubstr("ISO"),
                         HasSubstr("2026")));
  EXPECT_EQ(Json<v1::ListExchangesResponse>({"exchanges"}).exchanges_size(), 2);
}

TEST_F(RolloutTest, VerifyWritesJUnitForCi) {
  Run({"ask", kWeeks});
  Run(Said(kIsoFeedback));
  Run({"verify", "--junit", Path("verify.xml")});
  std::stringstream xml;
  xml << std::ifstream(Path("verify.xml")).rdbuf();
  EXPECT_THAT(xml.str(), AllOf(HasSubstr("<testsuite name=\"sql_generator\""),
                               HasSubstr("failures=\"0\"")));
}

}  // namespace
}  // namespace alhf::testing

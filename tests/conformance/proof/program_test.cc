// The command: what it prints, how it ends, and that it disturbs nobody.
#include "tests/conformance/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/util/json_util.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/grpc_remote_component.h"
#include "tests/conformance/proof/component_process.h"
#include "tests/conformance/proof/faults.h"
#include "tests/conformance/proof/faulty_component.h"
#include "tests/conformance/report.pb.h"
#include "tests/conformance/trial_tenant.h"

namespace alhf::conformance {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class ProgramTest : public ::testing::Test {
 protected:
  // Cases send text that is not UTF-8 on purpose.
  ProgramTest() { google::protobuf::SetLogHandler(nullptr); }

  ExitCode Run(const std::vector<std::string>& arguments) {
    std::ostringstream out;
    std::ostringstream err;
    const ExitCode code = RunProgram(arguments, out, err, &clock_, random_);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  void StartComponent() {
    auto started = ComponentProcess::Start("hello-answer-tone");
    ASSERT_THAT(started, testing::IsOk());
    component_ = *std::move(started);
  }
  // In front of the component, with a fault.
  std::unique_ptr<FaultyComponent> Serve(
      const std::function<void(ComponentCalls&)>& fault) {
    return FaultyComponent::Serve(component_->other_address(),
                                  component_->address(), fault);
  }

  const SystemClock clock_;
  absl::BitGen random_;
  std::unique_ptr<ComponentProcess> component_;
  std::string out_;
  std::string err_;
};

TEST_F(ProgramTest, WrongUsageCallsNobody) {
  EXPECT_EQ(Run({}), ExitCode::kUsage);
  EXPECT_THAT(err_, HasSubstr("ADDRESS is required"));
  EXPECT_EQ(Run({"unix:/nowhere", "--fliter", "x"}), ExitCode::kUsage);
  EXPECT_THAT(err_, HasSubstr("--fliter"));
  EXPECT_EQ(Run({"unix:/nowhere", "--filter", "APLY_*"}), ExitCode::kUsage);
  EXPECT_THAT(err_, HasSubstr("no case matches APLY_*"));
  EXPECT_EQ(Run({"unix:/nowhere", "--timeout", "soon"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"unix:/nowhere", "--timeout", "0s"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"unix:/a", "unix:/b"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"unix:/\xFF"}), ExitCode::kUsage);
  EXPECT_THAT(out_, IsEmpty());
}

TEST_F(ProgramTest, HelpSaysOptionsAndExitCodes) {
  EXPECT_EQ(Run({"--help"}), ExitCode::kPassed);
  for (const char* word : {"ADDRESS", "--filter", "--list", "--json",
                           "--timeout", "--describe-record", "Exit codes"}) {
    EXPECT_THAT(out_, HasSubstr(word));
  }
}

TEST_F(ProgramTest, ListsCasesWithTheirRules) {
  EXPECT_EQ(Run({"--list", "--filter", "APPLY_08*"}), ExitCode::kPassed);
  EXPECT_EQ(out_,
            "APPLY_08_NoneMovesThePositionAlone\n"
            "    `none` MUST move the position and nothing else.\n");
}

TEST_F(ProgramTest, SaysThatNobodyIsThere) {
  EXPECT_EQ(Run({"unix:/tmp/alhf-nowhere.sock", "--timeout", "200ms"}),
            ExitCode::kUnreachable);
  EXPECT_THAT(err_, HasSubstr("nobody answers at unix:/tmp/alhf-nowhere.sock"));
}

TEST_F(ProgramTest, PrintsALineForEachCase) {
  StartComponent();
  EXPECT_EQ(Run({component_->address(), "--filter", "ASSESS_0[56]*"}),
            ExitCode::kPassed);
  EXPECT_THAT(
      out_, AllOf(HasSubstr("not applicable  ASSESS_06_SpansArePartsOfTheText\n"
                            "    because   none of its proposals has a span\n"),
                  EndsWith(" failed, 1 not applicable\n")));
  EXPECT_THAT(err_, IsEmpty());
}

TEST_F(ProgramTest, TakesTheRecordThatIsDescribed) {
  StartComponent();
  const std::vector<std::string> arguments = {component_->address(), "--filter",
                                              "ASSESS_05*"};
  std::vector<std::string> described = arguments;
  described.insert(described.end(),
                   {"--describe-record", "Keep answers short and friendly."});
  EXPECT_EQ(Run(described), ExitCode::kPassed);
  EXPECT_THAT(out_, StartsWith("passed          ASSESS_05_"));
}

TEST_F(ProgramTest, SaysWhatFailedAndWhatToDo) {
  StartComponent();
  const auto faulty = Serve([](ComponentCalls& calls) {
    After(calls.get_manifest, [](const auto&, auto& response) {
      // What comes from outside goes to a terminal.
      response.mutable_manifest()->set_name("X\x1b[31m\n");
    });
  });
  ASSERT_NE(faulty, nullptr);
  EXPECT_EQ(Run({component_->other_address(), "--filter", "MANIFEST_0[12]*"}),
            ExitCode::kFailed);
  EXPECT_EQ(out_,
            "failed          MANIFEST_01_TheNameIsAComponentName\n"
            "    rule      `name` MUST match `[a-z][a-z0-9_]{0,62}`.\n"
            "    expected  a name of the form [a-z][a-z0-9_]{0,62}\n"
            "    came      \"X[31m \"\n"
            "    to do     Choose a name of lower case letters, digits and "
            "underscores.\n"
            "passed          MANIFEST_02_ItSaysWhatItIs\n"
            "1 passed, 1 failed, 0 not applicable\n");
}

TEST_F(ProgramTest, PrintsTheReportAsJson) {
  StartComponent();
  const auto faulty =
      Serve([](ComponentCalls& calls) { calls.serving = false; });
  ASSERT_NE(faulty, nullptr);
  EXPECT_EQ(Run({component_->other_address(), "--json", "--filter",
                 "MANIFEST_0[19]*"}),
            ExitCode::kFailed);
  Report report;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(out_, &report).ok())
      << out_;
  EXPECT_EQ(report.address(), component_->other_address());
  EXPECT_EQ(report.component(), "answer_tone");
  EXPECT_EQ(report.passed(), 1u);
  EXPECT_EQ(report.failed(), 1u);
  EXPECT_EQ(report.cases(1).rule(), "MANIFEST_09");
  EXPECT_EQ(report.cases(1).expected(), "SERVING");
}

// A component that ends in the middle fails; it does not hang the suite.
TEST_F(ProgramTest, ASilentComponentFails) {
  StartComponent();
  const auto faulty = Serve([](ComponentCalls& calls) {
    Around(calls.list_lessons,
           [](const auto&, const auto&,
              absl::Time) -> absl::StatusOr<v1::ListLessonsResponse> {
             return absl::DeadlineExceededError("");
           });
  });
  ASSERT_NE(faulty, nullptr);
  EXPECT_EQ(Run({component_->other_address(), "--filter", "APPLY_11*"}),
            ExitCode::kFailed);
  EXPECT_THAT(out_, AllOf(HasSubstr("expected  an answer"),
                          HasSubstr("DEADLINE_EXCEEDED"),
                          HasSubstr("could not be emptied: tenant ")));
}

TEST_F(ProgramTest, LeavesOtherTenantsAloneAndItsOwnEmpty) {
  StartComponent();
  const auto remote =
      ConnectComponent(component_->address(), absl::Seconds(30), &clock_);
  ASSERT_THAT(remote, testing::IsOk());
  TrialTenant acme(remote->get(), "acme", "log-acme");
  v1::Lesson lesson;
  lesson.set_id("l-1");
  lesson.set_text("Keep it short.");
  lesson.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  lesson.set_state(v1::LESSON_ACTIVE);
  ASSERT_THAT(acme.Append({Learn(lesson)}), testing::IsOk());
  const auto before = acme.Export();
  ASSERT_THAT(before, testing::IsOk());

  Mutex mutex;
  std::set<std::string> tenants;
  const auto watched = Serve([&](ComponentCalls& calls) {
    After(calls.apply_changes, [&](const auto& request, const auto&) {
      MutexLock lock(mutex);
      tenants.insert(request.tenant());
    });
  });
  ASSERT_NE(watched, nullptr);
  EXPECT_EQ(Run({component_->other_address()}), ExitCode::kPassed) << out_;
  EXPECT_THAT(acme.ExpectUnchanged(*before), testing::IsOk());
  EXPECT_GT(tenants.size(), 20u);
  for (const std::string& name : tenants) {
    EXPECT_THAT(name, StartsWith("conformance-"));
    const auto left =
        TrialTenant(remote->get(), name, "")
            .List({v1::LESSON_HELD, v1::LESSON_SHADOW, v1::LESSON_ACTIVE,
                   v1::LESSON_RETIRED, v1::LESSON_ERASED});
    ASSERT_THAT(left, testing::IsOk());
    EXPECT_THAT(*left, IsEmpty()) << name;
  }
}

}  // namespace
}  // namespace alhf::conformance

// eval/live over real processes, with the simulator as its endpoint: what is
// recorded is replayed, and what is missing is said to be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;

constexpr char kScenario[] =
    R"({"id":"tone","now":"2026-01-15T12:00:00Z","feedback":[)"
    R"({"id":"f1","guideline":"tone","question":"How do I travel?",)"
    R"("text":"be friendlier in all answers","assign":["answer_writer"]}],)"
    R"("questions":[)"
    R"({"text":"How many days of paid leave do full-time staff have?",)"
    R"("applies":["tone"],"checks":[)"
    R"({"kind":"answer_contains","value":"with pleasure","for":"tone"}]}]})";

class LiveTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = "/tmp/alhf-live-XXXXXX";
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
    std::ofstream(folder_ + "/scenario.jsonl") << kScenario << "\n";
    const std::string log = folder_ + "/simulator.log";
    auto simulator =
        Process::Start({MiniSystem::Program("alhf-model-simulator"),
                        folder_ + "/scenario.jsonl"},
                       log);
    ASSERT_TRUE(simulator.ok()) << simulator.status();
    simulator_ = *std::move(simulator);
    ASSERT_TRUE(Eventually([&] {
      std::ifstream file(log);
      std::getline(file, url_);
      return absl::EndsWith(url_, "/v1");
    }));
  }
  void TearDown() override {
    simulator_ = nullptr;
    std::filesystem::remove_all(folder_);
  }

  CommandResult Live(const std::vector<std::string>& more) {
    std::vector<std::string> command = {ALHF_SAMPLES_FOLDER "/../../eval/live",
                                        "--model",
                                        "simulated",
                                        "--scenarios",
                                        folder_ + "/scenario.jsonl",
                                        "--policy",
                                        "alhf,none",
                                        "--points",
                                        "0,1",
                                        "--engine",
                                        "assess: NEVER",
                                        "--programs",
                                        ALHF_BIN_FOLDER,
                                        "--recordings",
                                        folder_ + "/recordings",
                                        "--reports",
                                        folder_ + "/reports",
                                        "--date",
                                        "2026-01-15"};
    command.insert(command.end(), more.begin(), more.end());
    return RunCommand(command, {}, absl::Minutes(5));
  }

  std::string folder_;
  std::string url_;
  std::unique_ptr<Process> simulator_;
};

TEST_F(LiveTest, WhatWasRecordedIsMeasuredAgainWithoutTheEndpoint) {
  const CommandResult recorded =
      Live({"--base-url", url_, "--budget", "1000000", "--judge", "judge"});
  ASSERT_THAT(recorded.exit_code, Optional(0)) << recorded.err;
  EXPECT_THAT(recorded.out, HasSubstr("| alhf | 1 | 100.0 |"));
  EXPECT_THAT(recorded.out, HasSubstr("| none | 1 | 0.0 |"));
  EXPECT_THAT(recorded.out, HasSubstr("| judge | 0 |"));
  EXPECT_TRUE(
      std::filesystem::exists(folder_ + "/reports/2026-01-15-simulated.md"));

  simulator_ = nullptr;
  const CommandResult replayed = Live({"--replay", "--judge", "judge"});
  ASSERT_THAT(replayed.exit_code, Optional(0)) << replayed.err;
  EXPECT_THAT(replayed.out, HasSubstr("| alhf | 1 | 100.0 |"));
  EXPECT_THAT(replayed.out, HasSubstr("from recordings"));

  // Another judge was never asked.
  const CommandResult missing = Live({"--replay", "--judge", "another"});
  EXPECT_THAT(missing.exit_code, Optional(3));
  EXPECT_THAT(missing.err, HasSubstr("record again"));
}

TEST_F(LiveTest, TheBudgetIsKept) {
  const CommandResult spent = Live({"--base-url", url_, "--budget", "1"});
  EXPECT_THAT(spent.exit_code, Optional(4));
  EXPECT_THAT(spent.err, HasSubstr("budget"));
}

}  // namespace
}  // namespace alhf::testing

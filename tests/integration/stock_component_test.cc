// A component without code learns: two commands and a manifest, as a new user
// would start them, with nothing but a home folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Optional;

constexpr char kQuestion[] = "How do I reset my password?";
constexpr char kOther[] = "Where do I change my address?";

class StockComponentTest : public ::testing::Test {
 protected:
  void SetUp() override {
    home_ = "/tmp/alhf-XXXXXX";
    ASSERT_NE(mkdtemp(home_.data()), nullptr);
    Start({Program("alhf-coordinator")}, coordinator_);
    StartComponent();
  }
  void TearDown() override {
    component_.reset();
    coordinator_.reset();
    std::filesystem::remove_all(home_);
  }

  static std::string Program(const std::string& name) {
    return MiniSystem::Program(name);
  }
  void Start(const std::vector<std::string>& command,
             std::unique_ptr<Process>& process) const {
    auto started =
        Process::Start(command, home_ + "/log", {"ALHF_HOME=" + home_});
    ASSERT_THAT(started, IsOk());
    process = *std::move(started);
  }
  void StartComponent() {
    Start({Program("alhf-component"), "--manifest", ALHF_STOCK_EXAMPLE},
          component_);
    ASSERT_TRUE(Eventually([&] {
      return absl::StrContains(Alhf({"components"}).out, "serving");
    })) << Alhf({"components"}).out
        << Alhf({"components"}).err;
  }
  CommandResult Alhf(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), Program("alhf"));
    return RunCommand(arguments, {"ALHF_HOME=" + home_,
                                  "XDG_STATE_HOME=" + home_ + "/state"});
  }
  CommandResult Teach(const std::string& text) const {
    return Alhf({"feedback", text, "--question", kQuestion, "--answer",
                 "Sorry about that! Open the settings and choose reset."});
  }

  std::string home_;
  std::unique_ptr<Process> coordinator_;
  std::unique_ptr<Process> component_;
};

TEST_F(StockComponentTest, LearnsItemsAndGuidanceAndKeepsThem) {
  const CommandResult before = Alhf({"plan", kOther, "--json"});
  EXPECT_THAT(before.exit_code, Optional(0)) << before.err;
  EXPECT_THAT(before.out, Not(HasSubstr("lessonId"))) << before.out;

  const CommandResult limit = Teach("At most 60 words, please.");
  EXPECT_THAT(limit.exit_code, Optional(0)) << limit.err;
  EXPECT_THAT(limit.out, HasSubstr("at most 60 words"));
  const CommandResult tone = Teach("Never apologise in an answer.");
  EXPECT_THAT(tone.exit_code, Optional(0)) << tone.err;

  component_->Terminate();
  ASSERT_THAT(component_->Await(absl::Seconds(30)), Optional(0));
  std::filesystem::remove_all(home_ + "/data/support_writer");
  ASSERT_NO_FATAL_FAILURE(StartComponent());

  EXPECT_TRUE(Eventually([&] {
    const std::string plan = Alhf({"plan", kOther, "--json"}).out;
    return absl::StrContains(plan, "\"limit\"") &&
           absl::StrContains(plan, "Never apologise in an answer.");
  })) << Alhf({"plan", kOther, "--json"}).out;
}

TEST_F(StockComponentTest, WhatIsNotItsMatterItDeclines) {
  const CommandResult other = Teach("We are on Postgres, use ISO weeks.");
  EXPECT_THAT(Alhf({"lessons", "--json"}).out, Not(HasSubstr("Postgres")))
      << other.out;
}

TEST(StockManifestTest, AWrongManifestSaysWhere) {
  std::string folder = "/tmp/alhf-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string manifest = folder + "/m.textproto";
  std::ofstream(manifest) << "name: 'a'\ndescription: 'b'\nown: 'c'\n";
  const CommandResult result =
      RunCommand({MiniSystem::Program("alhf-component"), "--manifest", manifest,
                  "--coordinator", "none"},
                 {"ALHF_HOME=" + folder});
  EXPECT_THAT(result.exit_code, Optional(1));
  EXPECT_THAT(result.err, HasSubstr(manifest + ":3:"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace alhf::testing

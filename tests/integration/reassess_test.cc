// A newer learner over all that was taught (REASSESS_01 to 03): a component
// that is started again with another manifest, as real processes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kCommon[] = R"(
name: "writer"
description: "Writes the answers of the support bot"
owns: "tone of the answer, formal or friendly"
owns: "length of the answer"
owns: "language of the answer"
example_in_scope: "be brief"
example_in_scope: "do not apologise so much"
)";

constexpr char kOld[] = R"(
example_out_of_scope: "search the forum as well"
rule {
  said: "answer|write|reply in german"
  understood_as: "answer in German"
  parameter { name: "language" value { string_value: "de" } }
}
rule {
  said: "answer|write|reply in english"
  understood_as: "answer in English"
  parameter { name: "language" value { string_value: "en" } }
}
)";

// Knows lengths, German by another name, and what the forum is for.
constexpr char kNew[] = R"(
example_in_scope: "search the forum as well"
owns: "whether to search the forum"
rule {
  said: "answer|write|reply in german"
  understood_as: "answer in the German language"
  parameter { name: "language" value { string_value: "de-DE" } }
}
rule {
  said: "answer|write|reply in english"
  understood_as: "answer in English"
  parameter { name: "language" value { string_value: "en" } }
}
rule { said: "at most # words" limit { name: "words" } }
)";

class ReassessTest : public ::testing::Test {
 protected:
  void SetUp() override {
    home_ = "/tmp/alhf-XXXXXX";
    ASSERT_NE(mkdtemp(home_.data()), nullptr);
    Start({MiniSystem::Program("alhf-coordinator")}, coordinator_);
    StartComponent(kOld);
  }
  void TearDown() override {
    component_.reset();
    coordinator_.reset();
    std::filesystem::remove_all(home_);
  }
  void Start(const std::vector<std::string>& command,
             std::unique_ptr<Process>& process) const {
    auto started =
        Process::Start(command, home_ + "/log", {"ALHF_HOME=" + home_});
    ASSERT_THAT(started, IsOk());
    process = *std::move(started);
  }
  void StartComponent(const std::string& rules) {
    if (component_ != nullptr) {
      component_->Terminate();
      ASSERT_TRUE(component_->Await(absl::Seconds(30)).has_value());
    }
    const std::string manifest = home_ + "/writer.textproto";
    std::ofstream(manifest) << kCommon << rules;
    Start({MiniSystem::Program("alhf-component"), "--manifest", manifest,
           "--encoder", "none"},
          component_);
    ASSERT_TRUE(Eventually([&] {
      return absl::StrContains(Alhf({"components"}).out, "serving");
    })) << Alhf({"components"}).err;
  }
  CommandResult Alhf(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), MiniSystem::Program("alhf"));
    return RunCommand(arguments, {"ALHF_HOME=" + home_,
                                  "XDG_STATE_HOME=" + home_ + "/state"});
  }
  // Teaches `text`; returns the record's id and its lesson's, if there is one.
  std::pair<std::string, std::string> Teach(
      const std::string& text,
      const std::vector<std::string>& more = {}) const {
    std::vector<std::string> command = {
        "feedback",   text,
        "--question", "How do I reset my password?",
        "--answer",   "Open the settings and choose reset.",
        "--json"};
    command.insert(command.end(), more.begin(), more.end());
    const CommandResult taught = Alhf(command);
    EXPECT_EQ(taught.exit_code, 0) << taught.err;
    const auto status = nlohmann::json::parse(taught.out)["status"];
    const auto lessons = status.value("lessons", nlohmann::json::array());
    return {status["record"]["id"], lessons.empty() ? "" : lessons[0]["id"]};
  }
  nlohmann::json Lesson(const std::string& id) const {
    const CommandResult shown = Alhf({"lesson", id, "--json"});
    EXPECT_EQ(shown.exit_code, 0) << shown.err;
    return nlohmann::json::parse(shown.out, nullptr, false);
  }

  std::string home_;
  std::unique_ptr<Process> coordinator_;
  std::unique_ptr<Process> component_;
};

TEST_F(ReassessTest, ShowsTheDifferenceAndTakesEffectWhereItIsAccepted) {
  const auto [length, short_lesson] =
      Teach("At most 60 words, please.", {"--to", "writer"});
  const auto [language, edited] = Teach("Answer in German.");
  const auto [other, forgotten] = Teach("Reply in English.");
  const auto [forum, nothing] = Teach("Search the forum as well.");
  ASSERT_NE(short_lesson, "");
  ASSERT_NE(edited, "");
  ASSERT_NE(forgotten, "");
  ASSERT_EQ(nothing, "");
  ASSERT_EQ(Alhf({"edit", edited, "Write in English."}).exit_code, 0);
  ASSERT_EQ(Alhf({"forget", forgotten}).exit_code, 0);
  EXPECT_EQ(Lesson(short_lesson)["effect"], "EFFECT_GUIDANCE_ONLY");

  const CommandResult same = Alhf({"reassess"});
  EXPECT_EQ(same.exit_code, 0) << same.err;
  EXPECT_THAT(same.out, HasSubstr("4 records assessed anew, no difference"));

  ASSERT_NO_FATAL_FAILURE(StartComponent(kNew));
  const CommandResult shown = Alhf({"reassess"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(
      shown.out,
      AllOf(HasSubstr("4 records assessed anew, 3 with a difference"),
            HasSubstr("new in writer"), HasSubstr("edited it"),
            HasSubstr("nothing was changed"), HasSubstr(length),
            HasSubstr(language), HasSubstr(forum), Not(HasSubstr(other))));
  EXPECT_EQ(Lesson(short_lesson)["effect"], "EFFECT_GUIDANCE_ONLY");

  // One record, then all.
  const CommandResult one = Alhf({"reassess", length, "--accept"});
  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_THAT(one.out, HasSubstr("accepted: 1 record"));
  EXPECT_EQ(Lesson(short_lesson)["effect"], "EFFECT_ENFORCED");
  EXPECT_TRUE(Eventually([&] {
    return absl::StrContains(
        Alhf({"plan", "Where do I change my address?", "--json"}).out,
        "\"limit\"");
  }));
  const CommandResult all = Alhf({"reassess", "--accept"});
  EXPECT_THAT(all.out, HasSubstr("accepted: 2 records")) << all.err;
  EXPECT_EQ(Lesson(edited)["understoodAs"], "answer in English");
  EXPECT_EQ(Lesson(edited)["state"], "LESSON_ACTIVE");
  EXPECT_EQ(Lesson(forgotten)["state"], "LESSON_RETIRED");
  const CommandResult held = Alhf({"lessons", "--state", "held"});
  EXPECT_THAT(held.out, HasSubstr("answer in the German language"));
  EXPECT_THAT(Alhf({"lessons", "--record", forum}).out, HasSubstr("forum"));
  EXPECT_THAT(Alhf({"reassess"}).out, HasSubstr("no difference"));
  EXPECT_THAT(Alhf({"audit", "--action", "accepted"}).out,
              HasSubstr("ReassessFeedback"));
  EXPECT_EQ(Alhf({"audit", "verify"}).exit_code, 0);
}

// REASSESS_01
TEST_F(ReassessTest, WithoutTheComponentNothingChanges) {
  const auto [record, lesson] =
      Teach("At most 60 words, please.", {"--to", "writer"});
  component_->Kill();
  EXPECT_TRUE(Eventually([&] {
    return absl::StrContains(Alhf({"reassess", record, "--accept"}).out,
                             "not asked: writer");
  })) << Alhf({"reassess", record}).out;
  EXPECT_EQ(Lesson(lesson)["state"], "LESSON_ACTIVE");
}

}  // namespace
}  // namespace alhf::testing

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace alhf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::variant<CommandLine, EarlyExit> Parse(
    const std::vector<std::string>& arguments) {
  Environment environment;
  environment.home = "/home/x";
  environment.login_name = "someone";
  environment.variables["ALHF_AGENT_KEY"] = "secret";
  return ParseCommandLine(arguments, environment);
}

TEST(EvalOptionsTest, ACurveHasItsOptions) {
  const auto parsed = Parse({"eval",        "curve",
                             "a.jsonl",     "--policy",
                             "alhf,none",   "--seeds",
                             "3",           "--points",
                             "0,4,32",      "--together",
                             "--database",  "a.db",
                             "--documents", "docs",
                             "--semantic",  "a.textproto",
                             "--agent",     "http://x/v1",
                             "--plot",      "a.svg",
                             "--failures",  "--threads",
                             "2",           "--fresh",
                             "--address",   "unix:/run/c.sock"});
  const auto* line = std::get_if<CommandLine>(&parsed);
  ASSERT_NE(line, nullptr) << std::get<EarlyExit>(parsed).err;
  EXPECT_TRUE(line->options.address_given);
  const auto* command = std::get_if<EvalCurveCommand>(&line->command);
  ASSERT_NE(command, nullptr);
  const eval::CurveOptions& options = command->options;
  EXPECT_EQ(options.scenarios, "a.jsonl");
  EXPECT_THAT(options.policies, ElementsAre("alhf", "none"));
  EXPECT_EQ(options.seeds, 3);
  EXPECT_THAT(options.points, ElementsAre(0, 4, 32));
  EXPECT_TRUE(options.together);
  EXPECT_EQ(options.database, "a.db");
  EXPECT_EQ(options.documents, "docs");
  EXPECT_EQ(options.semantic, "a.textproto");
  EXPECT_EQ(options.agent, "http://x/v1");
  EXPECT_EQ(options.agent_key, "secret");
  EXPECT_EQ(options.threads, 2);
  EXPECT_TRUE(options.fresh);
  EXPECT_EQ(options.resume_folder, "/home/x/.local/state/alhf/eval");
  EXPECT_EQ(command->plot, "a.svg");
  EXPECT_TRUE(command->failures);
}

TEST(EvalOptionsTest, TheRestIsAsTheBenchmarkSays) {
  const auto parsed = Parse({"eval", "curve", "a.jsonl"});
  const auto& line = std::get<CommandLine>(parsed);
  EXPECT_FALSE(line.options.address_given);
  const auto& command = std::get<EvalCurveCommand>(line.command);
  EXPECT_THAT(command.options.policies, ElementsAre("alhf", "none", "oracle"));
  EXPECT_THAT(command.options.points, ElementsAre(0, 1, 2, 4, 8, 16, 32));
  EXPECT_EQ(command.options.seeds, 1);
}

TEST(EvalOptionsTest, ScenariosAreAFile) {
  const auto parsed = Parse({"eval", "scenarios", "a.jsonl", "--json"});
  const auto& line = std::get<CommandLine>(parsed);
  EXPECT_TRUE(line.options.json);
  EXPECT_EQ(std::get<EvalScenariosCommand>(line.command).file, "a.jsonl");
}

TEST(EvalOptionsTest, WrongUsageIsSaid) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"eval"},
           {"eval", "nothing"},
           {"eval", "curve"},
           {"eval", "curve", "a", "--seeds", "0"},
           {"eval", "curve", "a", "--points", "-1"},
           {"eval", "curve", "a", "--threads", "1000"}}) {
    const auto parsed = Parse(arguments);
    const auto* exit = std::get_if<EarlyExit>(&parsed);
    ASSERT_NE(exit, nullptr) << ::testing::PrintToString(arguments);
    EXPECT_EQ(exit->code, ExitCode::kUsage);
    EXPECT_THAT(exit->err, HasSubstr("alhf eval"));
  }
}

TEST(EvalOptionsTest, ScopeAndAssignmentTakeManyFiles) {
  const auto parsed =
      Parse({"eval", "scope", "a.jsonl", "b.jsonl", "--lessons", "32",
             "--facet", "db", "--encoder", "none", "--reports", "10"});
  const auto* line = std::get_if<CommandLine>(&parsed);
  ASSERT_NE(line, nullptr) << std::get<EarlyExit>(parsed).err;
  const auto& scope = std::get<EvalScopeCommand>(line->command).options;
  EXPECT_THAT(scope.files, ElementsAre("a.jsonl", "b.jsonl"));
  EXPECT_EQ(scope.lessons, 32);
  EXPECT_TRUE(scope.facet_db);
  EXPECT_EQ(scope.encoder, "none");
  EXPECT_EQ(scope.reports, 10);
  const auto other = Parse({"eval", "assignment", "a.jsonl", "--json"});
  const auto& assignment =
      std::get<EvalAssignmentCommand>(std::get<CommandLine>(other).command);
  EXPECT_THAT(assignment.options.files, ElementsAre("a.jsonl"));
  const auto wrong = Parse({"eval", "scope", "a.jsonl", "--facet", "table"});
  EXPECT_EQ(std::get<EarlyExit>(wrong).code, ExitCode::kUsage);
}

TEST(EvalOptionsTest, AFitNamesTheEndpointAndWhereTheProfileGoes) {
  const auto parsed = Parse({"eval", "fit-encoder", "e.textproto", "--out",
                             "p.textproto", "--texts", "a.txt", "b.txt"});
  const auto* line = std::get_if<CommandLine>(&parsed);
  ASSERT_NE(line, nullptr) << std::get<EarlyExit>(parsed).err;
  const auto& command = std::get<EvalFitEncoderCommand>(line->command);
  EXPECT_EQ(command.options.encoder, "e.textproto");
  EXPECT_EQ(command.out, "p.textproto");
  EXPECT_THAT(command.options.texts, ElementsAre("a.txt", "b.txt"));
  EXPECT_TRUE(std::holds_alternative<EarlyExit>(
      Parse({"eval", "fit-encoder", "e.textproto"})));
}

}  // namespace
}  // namespace alhf::cli

#include "cli/rollout_options.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

template <typename C>
C Parsed(const std::vector<std::string>& arguments) {
  const auto parsed = ParseCommandLine(arguments, Environment());
  const auto* line = std::get_if<CommandLine>(&parsed);
  if (line == nullptr || !std::holds_alternative<C>(line->command)) {
    ADD_FAILURE() << ::testing::PrintToString(arguments);
    return C();
  }
  return std::get<C>(line->command);
}

TEST(RolloutOptionsTest, PauseAndResumeAreOneCommand) {
  EXPECT_TRUE(Parsed<PauseCommand>({"pause", "--note", "odd"}).paused);
  EXPECT_EQ(Parsed<PauseCommand>({"pause", "--note", "odd"}).note, "odd");
  EXPECT_FALSE(Parsed<PauseCommand>({"resume"}).paused);
}

TEST(RolloutOptionsTest, AHoldoutMayBeLeftOut) {
  EXPECT_EQ(Parsed<HoldoutCommand>({"holdout"}).share, std::nullopt);
  EXPECT_EQ(Parsed<HoldoutCommand>({"holdout", "0.25"}).share, 0.25);
}

TEST(RolloutOptionsTest, AnActivationMayBeLeftOut) {
  const auto of = [](const std::vector<std::string>& arguments) {
    return Parsed<ActivationCommand>(arguments).activation;
  };
  EXPECT_EQ(of({"activation"}), std::nullopt);
  EXPECT_EQ(of({"activation", "Shadow"}), v1::ACTIVATION_SHADOW);
  EXPECT_EQ(of({"activation", "hold"}), v1::ACTIVATION_HOLD);
  EXPECT_EQ(of({"activation", "immediate"}), v1::ACTIVATION_IMMEDIATE);
  EXPECT_EQ(of({"activation", "default"}), v1::ACTIVATION_UNSPECIFIED);
  EXPECT_TRUE(std::holds_alternative<EarlyExit>(
      ParseCommandLine({"activation", "never"}, Environment())));
}

TEST(RolloutOptionsTest, ImportHasACommandBelowIt) {
  EXPECT_EQ(Parsed<ImportCommand>({"import", "all.jsonl"}).file, "all.jsonl");
  const auto command = Parsed<ImportFeedbackCommand>(
      {"import", "feedback", "f.jsonl", "--format", "Langfuse", "--split",
       "0.5", "--shadow", "--stale-after", "30", "--tenant", "acme"});
  EXPECT_EQ(command.file, "f.jsonl");
  EXPECT_EQ(command.format, RowFormat::kLangfuse);
  EXPECT_EQ(command.apart, 0.5);
  EXPECT_EQ(command.activation, v1::ACTIVATION_SHADOW);
  EXPECT_EQ(command.stale_after, absl::Hours(24 * 30));
  EXPECT_EQ(command.evaluation_file, "f.jsonl.eval.jsonl");
}

}  // namespace
}  // namespace alhf::cli

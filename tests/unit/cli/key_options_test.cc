#include "cli/key_options.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

TEST(KeyOptionsTest, ANewKeyHasARole) {
  const auto parsed =
      ParseCommandLine({"key", "new", "--role", "component", "--component", "a",
                        "--component", "b", "--id", "k"},
                       Environment());
  ASSERT_TRUE(std::holds_alternative<CommandLine>(parsed));
  const auto& command =
      std::get<KeyNewCommand>(std::get<CommandLine>(parsed).command);
  EXPECT_EQ(command.role, "component");
  EXPECT_EQ(command.id, "k");
  EXPECT_THAT(command.components, ::testing::ElementsAre("a", "b"));
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"key"},
        {"key", "new"},
        {"key", "new", "--role", "god"},
        {"key", "new", "--role", "component"}}) {
    EXPECT_TRUE(std::holds_alternative<EarlyExit>(
        ParseCommandLine(wrong, Environment())))
        << ::testing::PrintToString(wrong);
  }
}

}  // namespace
}  // namespace alhf::cli

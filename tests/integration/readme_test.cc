// Every command block of README.md, run as it stands, one after the other in
// one home, on the programs of this build.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Optional;

constexpr char kRoot[] = ALHF_SAMPLES_FOLDER "/../..";
// What runs this test cannot be run by it.
constexpr char kThisRun[] = "tests/run\n";

// Returns the contents of the blocks that open with ```sh.
std::vector<std::string> CommandBlocks(const std::string& path) {
  std::ifstream file(path);
  const std::string text((std::istreambuf_iterator<char>(file)),
                         std::istreambuf_iterator<char>());
  std::vector<std::string> blocks;
  bool inside = false;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    if (line == "```sh") {
      blocks.emplace_back();
      inside = true;
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      blocks.back().append(line.data(), line.size()).append("\n");
    }
  }
  return blocks;
}

TEST(ReadmeTest, EveryCommandBlockRuns) {
  std::string home = "/tmp/alhf-XXXXXX";
  ASSERT_NE(mkdtemp(home.data()), nullptr);
  const Environment environment = {"ALHF_HOME=" + home + "/home",
                                   "XDG_STATE_HOME=" + home + "/state",
                                   "ALHF_BIN=" ALHF_BIN_FOLDER, "NO_COLOR=1"};
  const auto run = [&](const std::string& commands) {
    return RunCommand({"/bin/bash", "-euo", "pipefail", "-c",
                       std::string("cd ") + kRoot + "\n" + commands},
                      environment, absl::Minutes(2));
  };
  const std::vector<std::string> blocks =
      CommandBlocks(std::string(kRoot) + "/README.md");
  EXPECT_THAT(blocks, Contains(kThisRun));
  EXPECT_THAT(blocks, Contains(HasSubstr("alhf ask")));
  for (const std::string& block : blocks) {
    if (block == kThisRun) continue;
    SCOPED_TRACE(block);
    const CommandResult result = run(absl::StrReplaceAll(
        block, {{"$PWD/build/release/bin", ALHF_BIN_FOLDER}}));
    EXPECT_THAT(result.exit_code, Optional(0)) << result.out << result.err;
  }
  run("deploy/quickstart --stop");
  std::filesystem::remove_all(home);
}

}  // namespace
}  // namespace alhf::testing

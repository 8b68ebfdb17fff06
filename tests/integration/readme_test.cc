// Every command block of README.md and of docs/operations.md, run as it stands,
// one after the other in one home, on the programs of this build.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tests/support/free_ports.h"
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

// A home of its own, in which commands run from the project's folder.
class Home {
 public:
  Home() {
    EXPECT_NE(mkdtemp(path_.data()), nullptr);
    environment_ = {
        "ALHF_HOME=" + path_ + "/home",
        absl::StrCat("ALHF_PORT=", FreePorts(4)),
        "XDG_STATE_HOME=" + path_ + "/state",
        "ALHF_BIN=" ALHF_BIN_FOLDER,
        "NO_COLOR=1",
        std::string("PATH=" ALHF_BIN_FOLDER ":") + std::getenv("PATH")};
  }
  ~Home() {
    Run("deploy/quickstart --stop");
    std::filesystem::remove_all(path_);
  }
  const std::string& path() const { return path_; }
  CommandResult Run(const std::string& commands) const {
    return RunCommand({"/bin/bash", "-euo", "pipefail", "-c",
                       std::string("cd ") + kRoot + "\n" + commands},
                      environment_, absl::Minutes(2));
  }

 private:
  std::string path_ = "/tmp/alhf-XXXXXX";
  Environment environment_;
};

TEST(ReadmeTest, EveryCommandBlockRuns) {
  const Home home;
  const std::vector<std::string> blocks =
      CommandBlocks(std::string(kRoot) + "/README.md");
  EXPECT_THAT(blocks, Contains(kThisRun));
  EXPECT_THAT(blocks, Contains(HasSubstr("alhf ask")));
  for (const std::string& block : blocks) {
    if (block == kThisRun) continue;
    SCOPED_TRACE(block);
    const CommandResult result = home.Run(absl::StrReplaceAll(
        block, {{"$PWD/build/release/bin", ALHF_BIN_FOLDER}}));
    EXPECT_THAT(result.exit_code, Optional(0)) << result.out << result.err;
  }
}

TEST(OperationsTest, EveryStepRuns) {
  const Home home;
  const std::vector<std::string> blocks =
      CommandBlocks(std::string(kRoot) + "/docs/operations.md");
  EXPECT_THAT(blocks, Contains(HasSubstr("--restore")));
  EXPECT_THAT(blocks, Contains(HasSubstr("alhf erase")));
  EXPECT_THAT(blocks, Contains(HasSubstr("make-certs")));
  for (const std::string& block : blocks) {
    SCOPED_TRACE(block);
    // A record of this system in the place of the page's.
    std::string record = "f-7k2m9q4d";
    if (absl::StrContains(block, record)) {
      const std::string listed = home.Run("alhf records").out;
      const size_t at = listed.find("f-");
      ASSERT_NE(at, std::string::npos) << listed;
      record = listed.substr(at, listed.find_first_of(" \n", at) - at);
    }
    const CommandResult result = home.Run(
        absl::StrReplaceAll(block, {{"$PWD/build/release/bin", ALHF_BIN_FOLDER},
                                    {"/var/backups/alhf", home.path()},
                                    {"~/.alhf", home.path() + "/home"},
                                    {"f-7k2m9q4d", record}}));
    EXPECT_THAT(result.exit_code, Optional(0)) << result.out << result.err;
  }
}

}  // namespace
}  // namespace alhf::testing

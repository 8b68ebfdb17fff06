#include "tests/fault/power_cut.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "base/process.h"

namespace alhf::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

// What the programs below are written with; `put` does not sync.
constexpr char kWords[] = R"(
import os, sys
os.chdir(sys.argv[1])
here = lambda name: sys.argv[1] + "/" + name
def new(name, flags=os.O_TRUNC):
    return os.open(here(name), os.O_WRONLY | os.O_CREAT | flags, 0o600)
put = lambda file, text: os.write(file, text.encode())
sync = os.fdatasync
move = lambda a, b: os.rename(here(a), here(b))
gone = lambda name: os.unlink(here(name))
)";

class PowerCutTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string folder = "/tmp/alhf-XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    home_ = folder;
    std::filesystem::create_directory(data());
  }
  void TearDown() override { std::filesystem::remove_all(home_); }

  std::string data() const { return home_ + "/data"; }
  std::string ledger() const { return home_ + "/ledger"; }

  // Runs a program of Python that ends as the words say.
  void Run(const std::string& program) {
    const CommandResult result = RunCommand(
        {"/usr/bin/python3", "-I", "-S", "-B", "-c", kWords + program, data()},
        {"LD_PRELOAD=" POWER_LEDGER_LIBRARY, "POWER_FOLDER=" + data(),
         "POWER_LEDGER=" + ledger()});
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }

  // Cuts the power as hard as a disk allows.
  void Cut() {
    for (unsigned seed = 0;; ++seed) {
      std::mt19937 random(seed);
      std::mt19937 look(seed);
      if (std::uniform_int_distribution<uint64_t>(0, 1)(look) != 0) continue;
      CutPower(ledger(), data(), random);
      return;
    }
  }

  std::map<std::string, std::string> Files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(data())) {
      std::ifstream file(entry.path(), std::ios::binary);
      files[entry.path().filename().string()] =
          std::string(std::istreambuf_iterator<char>(file), {});
    }
    return files;
  }

  std::string home_;
};

TEST_F(PowerCutTest, TakesBytesThatWereNotSynced) {
  Run("a = new('a'); put(a, 'one'); sync(a); put(a, 'two')");
  Cut();
  EXPECT_THAT(Files(), ElementsAre(Pair("a", "one")));
}

TEST_F(PowerCutTest, TakesFilesThatNoSyncMadeCertain) {
  Run("a = new('a'); sync(a); b = new('b'); put(b, 'two')");
  Cut();
  EXPECT_THAT(Files(), ElementsAre(Pair("a", "")));
}

TEST_F(PowerCutTest, ASyncMakesNamesCertainAndNoOthersBytes) {
  Run("b = new('b'); put(b, 'two'); a = new('a'); put(a, 'one'); sync(a)");
  Cut();
  EXPECT_THAT(Files(), ElementsAre(Pair("a", "one"), Pair("b", "")));
}

TEST_F(PowerCutTest, BringsBackWhatWasReplacedMovedAndRemoved) {
  Run("for name in 'abc': f = new(name); put(f, name); sync(f)");
  Cut();
  Run("d = new('d'); put(d, 'new'); sync(d); move('d', 'a'); gone('b'); "
      "put(new('c'), 'other')");
  Cut();
  EXPECT_THAT(Files(), ElementsAre(Pair("a", "a"), Pair("b", "b"),
                                   Pair("c", "c"), Pair("d", "new")));
  Run("move('d', 'a'); gone('b'); x = new('x'); sync(x)");
  Cut();
  EXPECT_THAT(Files(),
              ElementsAre(Pair("a", "new"), Pair("c", "c"), Pair("x", "")));
}

TEST_F(PowerCutTest, RemembersWhatEarlierProcessesLeftUnsynced) {
  Run("a = new('a'); put(a, 'one'); sync(a); put(a, 'two')");
  Run("a = new('a', os.O_APPEND); put(a, 'three'); b = new('b'); sync(b)");
  Cut();
  EXPECT_THAT(Files(), ElementsAre(Pair("a", "one"), Pair("b", "")));
}

TEST_F(PowerCutTest, LeavesNothingKeptBeside) {
  Run("a = new('a'); sync(a); gone('a')");
  Cut();
  std::filesystem::remove_all(data());
  EXPECT_TRUE(std::filesystem::is_empty(home_));
}

}  // namespace
}  // namespace alhf::testing

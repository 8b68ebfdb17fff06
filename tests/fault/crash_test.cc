// Kills processes at random, and at named points of their writes and answers,
// while people teach, or cuts their power; then looks whether anything that
// was acknowledged was lost, learned twice or reordered, and whether each
// memory is what its log says, byte for byte.
//
//   CRASH_KILLS     how many (20; power cuts: 10)
//   CRASH_RECORDS   acknowledged before it ends, spread over the kills (0)
//   CRASH_TEACHERS  in tenants of their own (3)
//   CRASH_SEED      where the randomness begins (1)
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tests/fault/power_cut.h"
#include "tests/fault/promises.h"
#include "tests/fault/teachers.h"
#include "tests/support/conversation.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {
namespace {

// For a process to come to the point where it shall end.
constexpr absl::Duration kPointPatience = absl::Seconds(2);
constexpr absl::Duration kSurely = absl::Minutes(1);
// So many kills may people be ahead, so that they teach through each of them.
constexpr int kAhead = 4;

int NumberFrom(const char* variable, int otherwise) {
  const char* const text = std::getenv(variable);
  int number = 0;
  return text != nullptr && absl::SimpleAtoi(text, &number) ? number
                                                            : otherwise;
}

class CrashTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(system_, MiniSystem::Start());
    const int seed = NumberFrom("CRASH_SEED", 1);
    random_.seed(static_cast<unsigned>(seed));
    RecordProperty("seed", seed);
    teachers_ =
        std::make_unique<Teachers>(*system_, NumberFrom("CRASH_TEACHERS", 3));
  }
  void TearDown() override { teachers_ = nullptr; }

  int Pick(int most) {
    return std::uniform_int_distribution<>(0, most - 1)(random_);
  }

  // Where a process shall end: a call, a side of it, and which of them.
  std::string PickPoint() {
    static constexpr const char* kCalls[] = {"write", "fdatasync", "rename",
                                             "sendmsg"};
    const char* const call = kCalls[Pick(4)];
    const int most = call == std::string("rename") ? 2 : 40;
    return absl::StrCat(call, Pick(2) == 0 ? " before " : " after ",
                        1 + Pick(most));
  }

  // The coordinator twice as often as the others: it has the most to lose.
  std::string PickProcess() {
    std::vector<std::string> names = MiniSystem::Components();
    names.push_back(MiniSystem::kCoordinator);
    names.push_back(MiniSystem::kCoordinator);
    return names[static_cast<size_t>(Pick(static_cast<int>(names.size())))];
  }

  // Starts a process, where a point is given one that ends there.
  void Start(const std::string& name, const std::string& point = "") {
    std::string libraries;
    Environment environment;
    if (!point.empty()) {
      libraries = CRASH_POINT_LIBRARY;
      environment.push_back("CRASH_POINT=" + point);
    }
    if (has_ledgers_) {
      absl::StrAppend(&libraries, libraries.empty() ? "" : ":",
                      POWER_LEDGER_LIBRARY);
      environment.push_back("POWER_FOLDER=" + system_->DataFolder(name));
      environment.push_back("POWER_LEDGER=" + LedgerOf(name));
    }
    if (lies_) environment.push_back("POWER_LIES=1");
    if (!libraries.empty()) environment.push_back("LD_PRELOAD=" + libraries);
    ASSERT_OK(system_->StartProcess(name, environment));
  }

  std::string LedgerOf(const std::string& name) const {
    return absl::StrCat(system_->home(), "/ledgers/", name);
  }

  // With a ledger its power is cut as well.
  void Kill(const std::string& name) {
    system_->Kill(name);
    if (!has_ledgers_) return;
    const CutLosses losses =
        CutPower(LedgerOf(name), system_->DataFolder(name), random_);
    lost_.bytes += losses.bytes;
    lost_.changes += losses.changes;
  }

  // From now on what is not synced is lost at each kill.
  void KeepLedgers() {
    mkdir(absl::StrCat(system_->home(), "/ledgers").c_str(), S_IRWXU);
    has_ledgers_ = true;
    std::vector<std::string> names = MiniSystem::Components();
    names.push_back(MiniSystem::kCoordinator);
    for (const std::string& name : names) {
      ASSERT_OK(system_->Stop(name));
      ASSERT_NO_FATAL_FAILURE(Start(name));
    }
    ASSERT_OK(system_->AwaitServing());
  }

  // Kills one process now, lets it come up and die at a point of its own, and
  // starts it again. Returns the number of kills.
  int Crash() { return CrashAt(PickProcess(), PickPoint(), kPointPatience); }

  int CrashAt(const std::string& name, const std::string& point,
              absl::Duration patience) {
    Kill(name);
    Start(name, point);
    // Where it never comes to the point it dies at a moment of no meaning.
    const auto end = system_->process(name).Await(patience);
    if (end.has_value()) {
      EXPECT_EQ(end, -SIGKILL) << system_->Log(name);
      ++reached_;
    }
    ++points_[absl::StrCat(name, " ", point.substr(0, point.rfind(' ')))];
    Kill(name);
    Start(name);
    return 2;
  }

  // The machine with all of it.
  int CrashEverything() {
    std::vector<std::string> names = MiniSystem::Components();
    names.push_back(MiniSystem::kCoordinator);
    for (const std::string& name : names) Kill(name);
    for (const std::string& name : names) Start(name);
    return static_cast<int>(names.size());
  }

  // Teaches and kills until both are enough.
  void Run(int wanted) {
    const int records = NumberFrom("CRASH_RECORDS", 0);
    // As many as there shall be after so many kills; 0: as they come.
    const auto due = [&](int kills) {
      return static_cast<size_t>(records) *
             static_cast<size_t>(std::min(kills, wanted)) /
             static_cast<size_t>(wanted);
    };
    teachers_->Start();
    int kills = 0;
    while (kills < wanted && !HasFailure()) {
      if (records > 0) teachers_->Allow(due(kills + kAhead));
      const bool all = has_ledgers_ && Pick(4) == 0;
      kills += all ? CrashEverything() : Crash();
      ASSERT_TRUE(teachers_->AwaitAcknowledged(due(kills)))
          << "nobody is acknowledged any more";
    }
    // Of few points chance may miss each: the first write of a start is sure.
    if (reached_ == 0) {
      kills += CrashAt(MiniSystem::kCoordinator, "write before 1", kSurely);
    }
    teachers_->Stop();
    std::cout << kills << " kills, " << reached_
              << " of them where the test said, " << teachers_->acknowledged()
              << " records acknowledged\n";
    for (const auto& [point, count] : points_) {
      std::cout << "  " << point << ": " << count << "\n";
    }
    EXPECT_GT(teachers_->acknowledged(), static_cast<size_t>(kills));
    EXPECT_GT(reached_, 0) << "is " CRASH_POINT_LIBRARY " preloaded?";
  }

  std::unique_ptr<MiniSystem> system_;
  std::unique_ptr<Teachers> teachers_;
  std::mt19937 random_;
  bool has_ledgers_ = false;
  bool lies_ = false;
  CutLosses lost_;
  std::map<std::string, int> points_;
  int reached_ = 0;
};

TEST_F(CrashTest, NothingAcknowledgedIsLostOrLearnedTwice) {
  ASSERT_NO_FATAL_FAILURE(Run(NumberFrom("CRASH_KILLS", 20)));
  ASSERT_NO_FATAL_FAILURE(ExpectHistoriesKept(*system_, *teachers_));
  ASSERT_NO_FATAL_FAILURE(ExpectMemoriesAsRebuilt(*system_, *teachers_));
}

TEST_F(CrashTest, APowerCutTakesNothingAcknowledged) {
  ASSERT_NO_FATAL_FAILURE(KeepLedgers());
  ASSERT_NO_FATAL_FAILURE(Run(NumberFrom("CRASH_KILLS", 10)));
  std::cout << "the cuts took " << lost_.bytes << " bytes and " << lost_.changes
            << " changes of names\n";
  EXPECT_GT(lost_.bytes, 0u) << "is " POWER_LEDGER_LIBRARY " preloaded?";
  ASSERT_NO_FATAL_FAILURE(ExpectHistoriesKept(*system_, *teachers_));
  ASSERT_NO_FATAL_FAILURE(ExpectMemoriesAsRebuilt(*system_, *teachers_));
}

// What the test above would say of a coordinator that answers before it has
// synced.
TEST_F(CrashTest, APowerCutFindsAnAcknowledgementBeforeTheSync) {
  ASSERT_NO_FATAL_FAILURE(KeepLedgers());
  lies_ = true;
  ASSERT_OK(system_->Stop(MiniSystem::kCoordinator));
  ASSERT_NO_FATAL_FAILURE(Start(MiniSystem::kCoordinator));
  teachers_->Start();
  ASSERT_TRUE(teachers_->AwaitAcknowledged(20));
  teachers_->Stop();
  Kill(MiniSystem::kCoordinator);
  lies_ = false;
  ASSERT_NO_FATAL_FAILURE(Start(MiniSystem::kCoordinator));
  ASSERT_OK(system_->AwaitServing());
  size_t lost = 0;
  for (const Teacher& teacher : teachers_->all()) {
    ASSERT_OK_AND_ASSIGN(const auto records,
                         RecordsOf(*system_, teacher.tenant()));
    for (const std::string& broken :
         BrokenPromises(teacher.history(), records)) {
      lost += absl::StartsWith(broken, "lost: ") ? 1 : 0;
    }
  }
  EXPECT_GT(lost, 0u);
}

}  // namespace
}  // namespace alhf::testing

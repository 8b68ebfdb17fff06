// Disks that fail under processes while people teach: no room, errors once and
// for a while, halves of writes, syncs that fail. Once the disk is well again
// everything must be as if it had never been ill, without anybody's help, and
// stay so over a kill.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/fault/promises.h"
#include "tests/fault/teachers.h"
#include "tests/support/conversation.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {
namespace {

constexpr char kQuestion[] = "How many orders were there in 2025?";
constexpr char kTenant[] = "tenant0";
constexpr int kTeachers = 3;
// Between faults, so that each meets a disk in use.
constexpr size_t kRecords = 3;

constexpr const char* kFaults[] = {
    "write ENOSPC", "write EIO",   "write EIO once",     "write torn once",
    "write torn",   "write short", "fdatasync EIO once", "fdatasync EIO",
};

// A process, and what of its data is on the disk that fails.
struct Place {
  const char* process;
  const char* folder;
  // Synced, so that a sync can fail.
  bool syncs;
};

std::ostream& operator<<(std::ostream& out, const Place& place) {
  return out << place.process << place.folder;
}

// Somebody who asks over and over: exchanges are written for questions.
class Asking {
 public:
  explicit Asking(MiniSystem& system)
      : thread_([this, &system] {
          Conversation talk(system.coordinator(), kTenant);
          while (!stop_) (void)talk.Ask(kQuestion);
        }) {}
  ~Asking() {
    stop_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

class DiskTest : public ::testing::TestWithParam<Place> {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(system_, MiniSystem::Start());
    ASSERT_OK(system_->Stop(GetParam().process));
    ASSERT_NO_FATAL_FAILURE(Start());
    ASSERT_OK(system_->AwaitServing());
  }

  std::string Order() const { return system_->home() + "/fault"; }
  std::string Met() const { return Order() + ".met"; }

  void Start() {
    const std::string process = GetParam().process;
    ASSERT_OK(system_->StartProcess(
        process, {"LD_PRELOAD=" DISK_FAULT_LIBRARY, "DISK_FAULT=" + Order(),
                  absl::StrCat("DISK_FOLDER=", system_->DataFolder(process),
                               GetParam().folder)}));
  }

  // Lets the disk fail so until a call has failed; true where one has.
  bool Fail(const std::string& fault) {
    (void)unlink(Met().c_str());
    const std::string draft = Order() + ".draft";
    std::ofstream(draft) << fault << "\n";
    (void)rename(draft.c_str(), Order().c_str());
    const bool met =
        Eventually([&] { return access(Met().c_str(), F_OK) == 0; });
    (void)unlink(Order().c_str());
    return met;
  }

  std::unique_ptr<MiniSystem> system_;
};

TEST_P(DiskTest, NothingIsLostWhereADiskFailsForAWhile) {
  Teachers teachers(*system_, kTeachers);
  teachers.Start();
  auto asking = std::make_unique<Asking>(*system_);
  for (const std::string fault : kFaults) {
    SCOPED_TRACE(fault);
    if (!GetParam().syncs && fault.rfind("fdatasync", 0) == 0) continue;
    ASSERT_TRUE(teachers.AwaitAcknowledged(teachers.acknowledged() + kRecords));
    EXPECT_TRUE(Fail(fault)) << "is " DISK_FAULT_LIBRARY " preloaded?";
    ASSERT_TRUE(teachers.AwaitAcknowledged(teachers.acknowledged() + kRecords));
    // What it has in memory is not to hide what is on disk.
    system_->Kill(GetParam().process);
    ASSERT_NO_FATAL_FAILURE(Start());
  }
  asking = nullptr;
  teachers.Stop();
  ASSERT_NO_FATAL_FAILURE(ExpectHistoriesKept(*system_, teachers));
  ASSERT_NO_FATAL_FAILURE(ExpectMemoriesAsRebuilt(*system_, teachers));
  Conversation talk(system_->coordinator(), kTenant);
  ASSERT_OK_AND_ASSIGN(const v1::Exchange exchange, talk.Ask(kQuestion));
  EXPECT_NE(exchange.id(), "") << "it could not be stored";
}

INSTANTIATE_TEST_SUITE_P(
    Places, DiskTest,
    ::testing::Values(Place{MiniSystem::kCoordinator, "/log", true},
                      Place{MiniSystem::kCoordinator, "/exchanges", false},
                      Place{MiniSystem::kRetriever, "", false},
                      Place{MiniSystem::kSqlGenerator, "", false},
                      Place{MiniSystem::kAnswerWriter, "", false}));

}  // namespace
}  // namespace alhf::testing

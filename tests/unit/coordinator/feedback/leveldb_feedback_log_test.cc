#include "coordinator/feedback/leveldb_feedback_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/fault_env.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using absl::StatusCode;
using ::testing::ElementsAre;
using testing::FaultEnv;
using testing::IsOk;
using testing::StatusIs;

class LevelDbFeedbackLogTest : public ::testing::Test {
 protected:
  std::unique_ptr<FeedbackLog> Open(const std::string& folder = "/log") {
    auto log = OpenLevelDbFeedbackLog({.folder = folder, .env = &env_});
    EXPECT_THAT(log, IsOk());
    return *std::move(log);
  }

  static absl::StatusOr<v1::Position> Put(
      FeedbackLog& log, const std::string& tenant, const std::string& id,
      std::optional<uint64_t> expected = std::nullopt) {
    return log.Append(tenant, {EntryOf(RecordPayload(id))}, expected);
  }

  static std::vector<std::string> Ids(const FeedbackLog& log,
                                      const std::string& tenant) {
    std::vector<std::string> ids;
    const auto entries = log.Read(tenant, 0, 1000);
    EXPECT_THAT(entries, IsOk());
    for (const LogEntry& entry : *entries) {
      ids.push_back(entry.payload->record().record().id());
    }
    return ids;
  }

  FaultEnv env_;
};

TEST_F(LevelDbFeedbackLogTest, KeepsEntriesInOrderOverReopening) {
  std::string log_id;
  {
    auto log = Open();
    const auto first = Put(*log, "acme", "f-1");
    ASSERT_THAT(first, IsOk());
    EXPECT_EQ(first->sequence(), 1u);
    EXPECT_EQ(first->epoch(), 1u);
    log_id = first->log_id();
    ASSERT_THAT(log->Append("acme",
                            {EntryOf(RecordPayload("f-2")),
                             EntryOf(RecordPayload("f-3"))},
                            std::nullopt),
                IsOk());
    ASSERT_THAT(Put(*log, "zeta", "f-9"), IsOk());
  }
  auto log = Open();
  EXPECT_THAT(Ids(*log, "acme"), ElementsAre("f-1", "f-2", "f-3"));
  EXPECT_THAT(Ids(*log, "zeta"), ElementsAre("f-9"));
  EXPECT_EQ(log->End("acme").sequence(), 3u);
  EXPECT_EQ(log->End("acme").log_id(), log_id);
  EXPECT_EQ(log->End("nobody").sequence(), 0u);
  EXPECT_THAT(*log->Tenants(), ElementsAre("acme", "zeta"));
  const auto fourth = Put(*log, "acme", "f-4");
  ASSERT_THAT(fourth, IsOk());
  EXPECT_EQ(fourth->sequence(), 4u);
}

TEST_F(LevelDbFeedbackLogTest, ReadsFromAnyPlaceWithALimit) {
  auto log = Open();
  for (int i = 1; i <= 5; ++i) {
    ASSERT_THAT(Put(*log, "acme", absl::StrCat("f-", i)), IsOk());
  }
  const auto some = log->Read("acme", 2, 2);
  ASSERT_THAT(some, IsOk());
  ASSERT_EQ(some->size(), 2u);
  EXPECT_EQ((*some)[0].envelope.position().sequence(), 3u);
  EXPECT_EQ((*some)[0].envelope.type(), storage::v1::Envelope::RECORD);
  EXPECT_EQ((*some)[0].envelope.principal(), "tester");
  EXPECT_EQ((*some)[0].envelope.time().seconds(), 1700000000);
  EXPECT_TRUE(log->Read("acme", 5, 2)->empty());
  EXPECT_TRUE(log->Read("acme", 99, 2)->empty());
}

TEST_F(LevelDbFeedbackLogTest, TenantsThatPrefixEachOtherAreApart) {
  auto log = Open();
  for (const std::string tenant : {"a", "a.b", "a-b", "ab"}) {
    ASSERT_THAT(Put(*log, tenant, "f-" + tenant), IsOk());
  }
  log.reset();
  log = Open();
  EXPECT_THAT(*log->Tenants(), ElementsAre("a", "a-b", "a.b", "ab"));
  for (const std::string tenant : {"a", "a.b", "a-b", "ab"}) {
    EXPECT_THAT(Ids(*log, tenant), ElementsAre("f-" + tenant));
  }
}

TEST_F(LevelDbFeedbackLogTest, AConditionalAppendNeedsTheEnd) {
  auto log = Open();
  ASSERT_THAT(Put(*log, "acme", "f-1", 0), IsOk());
  EXPECT_THAT(Put(*log, "acme", "f-2", 0),
              StatusIs(StatusCode::kAborted, Reason::LOG_CONFLICT));
  ASSERT_THAT(Put(*log, "acme", "f-2", 1), IsOk());
  EXPECT_THAT(Ids(*log, "acme"), ElementsAre("f-1", "f-2"));
}

TEST_F(LevelDbFeedbackLogTest, EveryAppendIsSyncedBeforeItReturns) {
  auto log = Open();
  for (int i = 0; i < 3; ++i) {
    const int before = env_.syncs();
    ASSERT_THAT(Put(*log, "acme", absl::StrCat("f-", i)), IsOk());
    EXPECT_GT(env_.syncs(), before);
  }
}

TEST_F(LevelDbFeedbackLogTest, WatchersHearOfWhatCanBeRead) {
  auto log = Open();
  std::vector<std::string> heard;
  log->Watch([&](const std::string& tenant) {
    heard.push_back(absl::StrCat(tenant, log->End(tenant).sequence()));
  });
  ASSERT_THAT(Put(*log, "acme", "f-1"), IsOk());
  EXPECT_THAT(Put(*log, "acme", "f-2", 7),
              StatusIs(StatusCode::kAborted, Reason::LOG_CONFLICT));
  EXPECT_THAT(heard, ElementsAre("acme1"));
}

TEST_F(LevelDbFeedbackLogTest, ARefusedSyncLeavesNothingAReaderSees) {
  auto log = Open();
  ASSERT_THAT(Put(*log, "acme", "f-1"), IsOk());
  env_.RefuseSyncs(true);
  EXPECT_THAT(Put(*log, "acme", "f-lost"),
              StatusIs(StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
  EXPECT_THAT(Put(*log, "new", "f-lost"),
              StatusIs(StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
  EXPECT_THAT(Ids(*log, "acme"), ElementsAre("f-1"));
  EXPECT_EQ(log->End("acme").sequence(), 1u);
  env_.RefuseSyncs(false);
  const auto next = Put(*log, "acme", "f-2");
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ(next->sequence(), 2u);
  log.reset();
  log = Open();
  EXPECT_THAT(Ids(*log, "acme"), ElementsAre("f-1", "f-2"));
  EXPECT_THAT(*log->Tenants(), ElementsAre("acme"));
}

TEST_F(LevelDbFeedbackLogTest, ATornWriteHarmsNothingAfterIt) {
  auto log = Open();
  ASSERT_THAT(Put(*log, "acme", "f-1"), IsOk());
  env_.RefuseWrites(true);
  EXPECT_THAT(Put(*log, "acme", "f-lost"),
              StatusIs(StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
  EXPECT_THAT(Put(*log, "acme", "f-lost"),
              StatusIs(StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
  env_.RefuseWrites(false);
  for (int i = 2; i < 40; ++i) {
    ASSERT_THAT(Put(*log, "acme", absl::StrCat("f-", i)), IsOk());
  }
  log.reset();
  log = Open();
  EXPECT_EQ(Ids(*log, "acme").size(), 39u);
  EXPECT_EQ(Ids(*log, "acme").back(), "f-39");
}

TEST_F(LevelDbFeedbackLogTest, ALostTailIsNoticed) {
  {
    auto log = Open();
    for (int i = 1; i <= 3; ++i) {
      ASSERT_THAT(Put(*log, "acme", absl::StrCat("f-", i)), IsOk());
    }
  }
  // LevelDB takes a short last record for a write that never ended.
  const auto files = env_.Files("/log/entries", ".log");
  ASSERT_EQ(files.size(), 1u);
  const std::string contents = env_.Contents(files[0]);
  env_.Replace(files[0], contents.substr(0, contents.size() - 5));
  EXPECT_THAT(OpenLevelDbFeedbackLog({.folder = "/log", .env = &env_}),
              StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(LevelDbFeedbackLogTest, ALostTenantIsNoticed) {
  {
    auto log = Open();
    ASSERT_THAT(Put(*log, "acme", "f-1"), IsOk());
  }
  const auto files = env_.Files("/log/entries", ".log");
  ASSERT_EQ(files.size(), 1u);
  env_.Replace(files[0], "");
  EXPECT_THAT(OpenLevelDbFeedbackLog({.folder = "/log", .env = &env_}),
              StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(LevelDbFeedbackLogTest, ARedactedEntryKeepsItsPlaceInTheChain) {
  auto log = Open();
  for (int i = 1; i <= 3; ++i) {
    ASSERT_THAT(Put(*log, "acme", absl::StrCat("f-", i)), IsOk());
  }
  ASSERT_THAT(log->Redact("acme", {{1, RecordPayload("f-1", "")}, {2, {}}}),
              IsOk());
  EXPECT_THAT(log->Redact("acme", {{4, {}}}),
              StatusIs(StatusCode::kNotFound, Reason::RECORD_NOT_FOUND));
  log.reset();
  log = Open();
  const auto entries = log->Read("acme", 0, 10);
  ASSERT_THAT(entries, IsOk());
  ASSERT_EQ(entries->size(), 3u);
  EXPECT_EQ((*entries)[0].payload->record().record().id(), "f-1");
  EXPECT_EQ((*entries)[0].payload->record().record().text(), "");
  EXPECT_FALSE((*entries)[1].payload.has_value());
  EXPECT_EQ((*entries)[1].envelope.type(), storage::v1::Envelope::RECORD);
  EXPECT_EQ((*entries)[2].payload->record().record().id(), "f-3");
}

TEST_F(LevelDbFeedbackLogTest, WhatIsRedactedIsInNoFile) {
  auto log = Open();
  ASSERT_THAT(log->Append("acme", {EntryOf(RecordPayload("f-1", "zanzibar"))},
                          std::nullopt),
              IsOk());
  const auto is_in_files = [&] {
    for (const char* suffix : {".log", ".ldb"}) {
      for (const std::string& file : env_.Files("/log/entries", suffix)) {
        if (absl::StrContains(env_.Contents(file), "zanzibar")) return true;
      }
    }
    return false;
  };
  EXPECT_TRUE(is_in_files());
  ASSERT_THAT(log->Redact("acme", {{1, RecordPayload("f-1", "")}}), IsOk());
  EXPECT_FALSE(is_in_files());
}

TEST_F(LevelDbFeedbackLogTest, TheEpochIsRaisedAndNeverLowered) {
  Open().reset();
  const auto epoch_of = [&](uint64_t min_epoch) {
    auto log = OpenLevelDbFeedbackLog(
        {.folder = "/log", .env = &env_, .min_epoch = min_epoch});
    return (*log)->End("acme").epoch();
  };
  EXPECT_EQ(epoch_of(0), 1u);
  EXPECT_EQ(epoch_of(7), 7u);
  EXPECT_EQ(epoch_of(3), 7u);
  EXPECT_EQ(epoch_of(0), 7u);
}

TEST_F(LevelDbFeedbackLogTest, ASnapshotIsTheSameLogOneEpochOn) {
  auto log = Open();
  ASSERT_THAT(Put(*log, "acme", "f-1"), IsOk());
  ASSERT_THAT(Put(*log, "zeta", "f-2"), IsOk());
  ASSERT_THAT(log->Snapshot("/copy"), IsOk());
  ASSERT_THAT(Put(*log, "acme", "f-3"), IsOk());
  auto copy = Open("/copy");
  EXPECT_THAT(Ids(*copy, "acme"), ElementsAre("f-1"));
  EXPECT_THAT(Ids(*copy, "zeta"), ElementsAre("f-2"));
  EXPECT_EQ(copy->End("acme").log_id(), log->End("acme").log_id());
  EXPECT_EQ(copy->End("acme").epoch(), 2u);
  EXPECT_EQ((*copy->Read("acme", 0, 1))[0].envelope.position().epoch(), 2u);
  EXPECT_THAT(log->Snapshot("/copy"),
              StatusIs(StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
}

TEST_F(LevelDbFeedbackLogTest, ACopiedFolderIsTheSameLog) {
  {
    auto log = Open();
    ASSERT_THAT(Put(*log, "acme", "f-1"), IsOk());
  }
  env_.CopyFolder("/log", "/elsewhere");
  EXPECT_THAT(Ids(*Open("/elsewhere"), "acme"), ElementsAre("f-1"));
}

TEST_F(LevelDbFeedbackLogTest, ManyThreadsLoseNothingAndKeepTheirOrder) {
  constexpr int kThreads = 8;
  constexpr int kEach = 50;
  auto log = Open();
  std::vector<std::thread> threads;
  std::atomic<int> failed = 0;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      // Two threads share a tenant.
      const std::string tenant = absl::StrCat("t", t / 2);
      uint64_t last = 0;
      for (int i = 0; i < kEach; ++i) {
        const auto position = Put(*log, tenant, absl::StrCat(t, "-", i));
        if (!position.ok() || position->sequence() <= last) ++failed;
        if (position.ok()) last = position->sequence();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  log.reset();
  log = Open();
  for (int t = 0; t < kThreads / 2; ++t) {
    const auto ids = Ids(*log, absl::StrCat("t", t));
    EXPECT_EQ(ids.size(), 2u * kEach);
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 2u * kEach);
  }
}

TEST(LevelDbFeedbackLogFolderTest, IsPrivateAndHeldByOneProcess) {
  std::string folder = ::testing::TempDir() + "/alhf-log-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  {
    const auto log = OpenLevelDbFeedbackLog({.folder = folder + "/log"});
    ASSERT_THAT(log, IsOk());
    struct stat entry {};
    ASSERT_EQ(stat((folder + "/log").c_str(), &entry), 0);
    EXPECT_EQ(entry.st_mode & 0777, 0700u);
    ASSERT_EQ(stat((folder + "/log/entries/CURRENT").c_str(), &entry), 0);
    EXPECT_EQ(entry.st_mode & 0077, 0u);
    EXPECT_THAT(OpenLevelDbFeedbackLog({.folder = folder + "/log"}),
                StatusIs(StatusCode::kUnavailable, Reason::STORE_LOCKED));
  }
  EXPECT_THAT(OpenLevelDbFeedbackLog({.folder = folder + "/log"}), IsOk());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace alhf::coordinator

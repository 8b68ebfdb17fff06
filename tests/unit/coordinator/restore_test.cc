// Over whole processes: tests/fault/keeping_test.cc.
#include "coordinator/restore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "coordinator/exchanges/exchange_store.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class RestoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/restore.XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    std::filesystem::create_directory(data());
    std::filesystem::create_directory(backup());
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  std::string data() const { return root_ + "/data"; }
  std::string backup() const { return root_ + "/backup"; }

  std::unique_ptr<FeedbackLog> Open() {
    auto log = OpenLevelDbFeedbackLog({.folder = data() + "/log"});
    EXPECT_THAT(log, IsOk());
    return *std::move(log);
  }
  static void Append(FeedbackLog& log, storage::v1::Payload payload) {
    EXPECT_THAT(log.Append("acme", {EntryOf(std::move(payload))}, std::nullopt),
                IsOk());
  }
  void BackUp(FeedbackLog& log) {
    ASSERT_THAT(log.Snapshot(backup() + "/log"), IsOk());
    auto exchanges = ExchangeStore::Open(data() + "/exchanges", nullptr);
    ASSERT_THAT(exchanges, IsOk());
    ASSERT_THAT((*exchanges)->CopyTo(backup() + "/exchanges"), IsOk());
  }
  static std::vector<storage::v1::Envelope::Type> Types(
      const FeedbackLog& log) {
    std::vector<storage::v1::Envelope::Type> types;
    const auto entries = log.Read("acme", 0, 100);
    EXPECT_THAT(entries, IsOk());
    for (const LogEntry& entry : *entries) {
      types.push_back(entry.envelope.type());
    }
    return types;
  }

  std::string root_;
};

TEST_F(RestoreTest, TakesThePlaceOfWhatWasThere) {
  uint64_t epoch = 0;
  {
    auto log = Open();
    Append(*log, RecordPayload("f-1"));
    BackUp(*log);
    Append(*log, RecordPayload("f-2"));
    epoch = log->End("acme").epoch();
  }
  const auto restored = RestoreBackup(backup(), data(), TestTime());
  ASSERT_THAT(restored, IsOk());
  EXPECT_EQ(restored->erasures, 0);
  EXPECT_THAT(restored->set_aside, HasSubstr(data() + ".before-2023"));
  EXPECT_TRUE(std::filesystem::exists(restored->set_aside + "/log"));
  {
    auto log = Open();
    EXPECT_EQ(log->End("acme").sequence(), 1u);
    EXPECT_GT(log->End("acme").epoch(), epoch);
    epoch = log->End("acme").epoch();
  }
  // Once more: another history again.
  ASSERT_THAT(RestoreBackup(backup(), data(), TestTime() + absl::Seconds(1)),
              IsOk());
  EXPECT_GT(Open()->End("acme").epoch(), epoch);
}

// Who read what since the backup was made is known to the data alone.
TEST_F(RestoreTest, KeepsTheLogOfWhoReadWhat) {
  const auto note = [](const std::string& folder, int times) {
    auto audit = OpenLevelDbFeedbackLog({.folder = folder + "/audit"});
    ASSERT_THAT(audit, IsOk());
    for (int i = 0; i < times; ++i) {
      storage::v1::Payload payload;
      payload.mutable_access()->set_call("ListFeedback");
      Append(**audit, payload);
    }
  };
  {
    auto log = Open();
    Append(*log, RecordPayload("f-1"));
    BackUp(*log);
  }
  note(backup(), 1);
  note(data(), 3);
  ASSERT_THAT(RestoreBackup(backup(), data(), TestTime()), IsOk());
  const auto entries = [](const std::string& folder) {
    return (*OpenLevelDbFeedbackLog({.folder = folder + "/audit"}))
        ->Mark("acme")
        .sequence;
  };
  EXPECT_EQ(entries(data()), 3u);
  ASSERT_THAT(RestoreBackup(backup(), root_ + "/elsewhere", TestTime()),
              IsOk());
  EXPECT_EQ(entries(root_ + "/elsewhere"), 1u);
}

TEST_F(RestoreTest, IntoAFolderThatIsNotThere) {
  {
    auto log = Open();
    Append(*log, RecordPayload("f-1"));
    BackUp(*log);
  }
  const auto restored =
      RestoreBackup(backup(), root_ + "/elsewhere/data", TestTime());
  ASSERT_THAT(restored, IsOk());
  EXPECT_EQ(restored->set_aside, "");
  EXPECT_TRUE(std::filesystem::exists(root_ + "/elsewhere/data/log"));
}

TEST_F(RestoreTest, WhatWasErasedSinceIsErasedAgain) {
  {
    auto log = Open();
    Append(*log, RecordPayload("f-1"));
    Append(*log, LearnPayload("f-1", "a", "l-1"));
    storage::v1::Payload before;
    before.mutable_erasure()->set_user("cy");
    Append(*log, before);
    BackUp(*log);
    Append(*log, RecordPayload("f-2"));
    storage::v1::Payload since;
    auto& erasure = *since.mutable_erasure();
    erasure.add_record_ids("f-1");
    for (const char* id : {"l-1", "l-later"}) {
      erasure.add_lesson_ids(id);
      auto& change = *erasure.add_changes();
      change.set_component("a");
      change.mutable_change()->mutable_erase()->set_lesson_id(id);
    }
    Append(*log, since);
  }
  const auto restored = RestoreBackup(backup(), data(), TestTime());
  ASSERT_THAT(restored, IsOk());
  EXPECT_EQ(restored->erasures, 1) << "the one before is in the backup";
  auto log = Open();
  EXPECT_THAT(Types(*log), ElementsAre(storage::v1::Envelope::RECORD,
                                       storage::v1::Envelope::ASSIGNMENT,
                                       storage::v1::Envelope::ERASURE,
                                       storage::v1::Envelope::ERASURE));
  const auto last = log->Read("acme", 3, 1);
  ASSERT_THAT(last, IsOk());
  const auto& erasure = last->at(0).payload->erasure();
  ASSERT_EQ(erasure.changes_size(), 1) << "the other lesson is not there";
  EXPECT_EQ(erasure.changes(0).change().erase().lesson_id(), "l-1");
}

TEST_F(RestoreTest, RefusesWhatIsNoBackupAndARunningCoordinator) {
  const auto refused =
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID);
  EXPECT_THAT(RestoreBackup(backup(), data(), TestTime()), refused);
  EXPECT_THAT(RestoreBackup(root_ + "/nothing", data(), TestTime()), refused);
  auto log = Open();
  Append(*log, RecordPayload("f-1"));
  BackUp(*log);
  EXPECT_THAT(RestoreBackup(backup(), data(), TestTime()),
              StatusIs(absl::StatusCode::kUnavailable, Reason::STORE_LOCKED));
  EXPECT_EQ(log->End("acme").sequence(), 1u);
}

}  // namespace
}  // namespace alhf::coordinator

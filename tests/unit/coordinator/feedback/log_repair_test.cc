#include "coordinator/feedback/log_repair.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leveldb/db.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

namespace fs = std::filesystem;
using absl::StatusCode;
using alhf::testing::IsOk;
using alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LogRepairTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/repair.XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    const auto log = Open();
    ASSERT_THAT(log, IsOk());
    for (int i = 1; i <= 5; ++i) {
      ASSERT_THAT((*log)->Append(
                      "acme", {EntryOf(RecordPayload(absl::StrCat("f-", i)))},
                      std::nullopt),
                  IsOk());
    }
    ASSERT_THAT(
        (*log)->Append("other", {EntryOf(RecordPayload("f-9"))}, std::nullopt),
        IsOk());
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string folder() const { return root_ + "/log"; }
  absl::StatusOr<std::unique_ptr<FeedbackLog>> Open() {
    return OpenLevelDbFeedbackLog({.folder = folder()});
  }
  // What the records of `tenant` are; empty for one that is gone.
  std::vector<std::string> Ids(const std::string& tenant) {
    const auto log = Open();
    EXPECT_THAT(log, IsOk());
    const auto entries = (*log)->Read(tenant, 0, 100);
    EXPECT_THAT(entries, IsOk());
    std::vector<std::string> ids;
    for (const LogEntry& entry : *entries) {
      ids.push_back(entry.payload.has_value()
                        ? entry.payload->record().record().id()
                        : "");
    }
    return ids;
  }
  void ChangeStore(const std::function<void(leveldb::DB&)>& change) {
    leveldb::DB* raw = nullptr;
    ASSERT_TRUE(
        leveldb::DB::Open(leveldb::Options(), folder() + "/entries", &raw)
            .ok());
    const std::unique_ptr<leveldb::DB> store(raw);
    change(*store);
  }
  std::vector<std::string> FilesEnding(const std::string& suffix) {
    std::vector<std::string> files;
    for (const auto& file : fs::directory_iterator(folder() + "/entries")) {
      if (absl::EndsWith(file.path().string(), suffix)) {
        files.push_back(file.path().string());
      }
    }
    return files;
  }
  static std::vector<uint64_t> Places(const RepairedLog& repaired) {
    std::vector<uint64_t> places;
    for (const LostEntry& each : repaired.lost) places.push_back(each.sequence);
    return places;
  }

  std::string root_;
};

TEST_F(LogRepairTest, AWholeLogStays) {
  const auto repaired = RepairLog(folder(), TestTime());
  ASSERT_THAT(repaired, IsOk());
  EXPECT_EQ(repaired->kept, 6u);
  EXPECT_THAT(repaired->lost, IsEmpty());
  EXPECT_EQ(repaired->set_aside, "");
  EXPECT_EQ((*Open())->End("acme").epoch(), 1u);
}

TEST_F(LogRepairTest, AnEntryWithAChangedPayloadLosesItAlone) {
  ChangeStore([](leveldb::DB& store) {
    std::string value;
    const std::string key = PayloadKey("acme", 3);
    ASSERT_TRUE(store.Get(leveldb::ReadOptions(), key, &value).ok());
    value[value.size() / 2] ^= 1;
    ASSERT_TRUE(store.Put(leveldb::WriteOptions(), key, value).ok());
  });
  const auto repaired = RepairLog(folder(), TestTime());
  ASSERT_THAT(repaired, IsOk());
  EXPECT_EQ(repaired->kept, 5u);
  ASSERT_THAT(Places(*repaired), ElementsAre(3));
  ASSERT_TRUE(repaired->lost[0].envelope.has_value());
  EXPECT_EQ(repaired->lost[0].envelope->principal(), "tester");
  EXPECT_EQ(repaired->lost[0].envelope->type(), storage::v1::Envelope::RECORD);
  EXPECT_THAT(Ids("acme"), ElementsAre("f-1", "f-2", "", "f-4", "f-5"));
  EXPECT_THAT(Ids("other"), ElementsAre("f-9"));
  EXPECT_EQ((*Open())->End("acme").epoch(), 2u) << "components must rebuild";
  EXPECT_TRUE(fs::exists(repaired->set_aside + "/entries"));
}

TEST_F(LogRepairTest, WhatStandsBehindAMissingEnvelopeKeepsItsPlace) {
  ChangeStore([](leveldb::DB& store) {
    ASSERT_TRUE(
        store.Delete(leveldb::WriteOptions(), EnvelopeKey("acme", 2)).ok());
  });
  const auto repaired = RepairLog(folder(), TestTime());
  ASSERT_THAT(repaired, IsOk());
  EXPECT_THAT(Places(*repaired), ElementsAre(2));
  EXPECT_FALSE(repaired->lost[0].envelope.has_value());
  EXPECT_THAT(Ids("acme"), ElementsAre("f-1", "", "f-3", "f-4", "f-5"));
  // It takes new ones behind the old.
  auto log = Open();
  ASSERT_THAT((*log)->Append("acme", {EntryOf(RecordPayload("f-6"))}, 5),
              IsOk());
}

TEST_F(LogRepairTest, NamesWhatWasLostAtTheEnd) {
  ChangeStore([](leveldb::DB& store) {
    for (const uint64_t at : {4, 5}) {
      ASSERT_TRUE(
          store.Delete(leveldb::WriteOptions(), EnvelopeKey("acme", at)).ok());
      ASSERT_TRUE(
          store.Delete(leveldb::WriteOptions(), PayloadKey("acme", at)).ok());
    }
  });
  EXPECT_THAT(Open(), StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
  EXPECT_THAT(std::string(Open().status().message()), HasSubstr("--repair"));
  const auto repaired = RepairLog(folder(), TestTime());
  ASSERT_THAT(repaired, IsOk());
  EXPECT_THAT(Places(*repaired), ElementsAre(4, 5));
  EXPECT_THAT(Ids("acme"), ElementsAre("f-1", "f-2", "f-3"));
}

TEST_F(LogRepairTest, ReadsAStoreWithoutItsIndexOfFiles) {
  ChangeStore([](leveldb::DB& store) { store.CompactRange(nullptr, nullptr); });
  for (const std::string& file : FilesEnding("CURRENT")) fs::remove(file);
  for (const auto& file : fs::directory_iterator(folder() + "/entries")) {
    if (absl::StrContains(file.path().string(), "MANIFEST")) {
      fs::resize_file(file.path(), 10);
    }
  }
  // LevelDB alone would take the folder for a new store, and empty it.
  EXPECT_THAT(Open(), StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
  ASSERT_THAT(FilesEnding(".ldb"), SizeIs(1));
  const auto repaired = RepairLog(folder(), TestTime());
  ASSERT_THAT(repaired, IsOk());
  EXPECT_EQ(repaired->kept, 6u);
  EXPECT_THAT(repaired->lost, IsEmpty());
  EXPECT_THAT(Ids("acme"), ElementsAre("f-1", "f-2", "f-3", "f-4", "f-5"));
}

TEST_F(LogRepairTest, KeepsWhatAFlippedBitOfTheFileDoesNotTouch) {
  const auto files = FilesEnding(".log");
  ASSERT_THAT(files, SizeIs(1));
  std::string bytes;
  {
    std::ifstream in(files[0], std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  const size_t at = bytes.find("f-3");
  ASSERT_NE(at, std::string::npos);
  bytes[at + 2] ^= 1;
  std::ofstream(files[0], std::ios::binary) << bytes;
  EXPECT_THAT(Open(), StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
  const auto repaired = RepairLog(folder(), TestTime());
  ASSERT_THAT(repaired, IsOk());
  EXPECT_THAT(Places(*repaired), ElementsAre(3));
  EXPECT_THAT(Ids("acme"), ElementsAre("f-1", "f-2", "", "f-4", "f-5"));
}

// One bit there costs nothing, and never leaves a log that neither opens nor
// can be repaired.
TEST_F(LogRepairTest, MendsTheEndOfATable) {
  constexpr size_t kEnd = 48;
  ChangeStore([](leveldb::DB& store) { store.CompactRange(nullptr, nullptr); });
  ASSERT_THAT(FilesEnding(".ldb"), SizeIs(1));
  const std::string table = FilesEnding(".ldb")[0];
  const std::string whole = root_ + "/whole";
  fs::rename(folder(), whole);
  size_t repairs = 0;
  for (size_t at = 0; at < kEnd; ++at) {
    SCOPED_TRACE(at);
    fs::remove_all(folder());
    fs::copy(whole, folder(), fs::copy_options::recursive);
    const auto place = static_cast<std::streamoff>(fs::file_size(table)) -
                       static_cast<std::streamoff>(kEnd - at);
    {
      std::fstream bytes(table,
                         std::ios::in | std::ios::out | std::ios::binary);
      bytes.seekg(place);
      const char flipped = static_cast<char>(bytes.get() ^ 0x80);
      bytes.seekp(place);
      bytes.put(flipped);
    }
    if (Open().ok()) continue;
    ++repairs;
    EXPECT_THAT(Open(), StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
    const auto repaired = RepairLog(folder(), TestTime() + absl::Seconds(at));
    ASSERT_THAT(repaired, IsOk());
    EXPECT_EQ(repaired->kept, 6u);
    EXPECT_THAT(repaired->lost, IsEmpty());
  }
  EXPECT_GE(repairs, 8u);
}

TEST_F(LogRepairTest, WorksNotUnderARunningCoordinator) {
  const auto log = Open();
  EXPECT_THAT(RepairLog(folder(), TestTime()),
              StatusIs(StatusCode::kUnavailable, Reason::STORE_LOCKED));
}

TEST_F(LogRepairTest, LeavesAFolderAloneThatHoldsNothing) {
  EXPECT_THAT(RepairLog(root_ + "/none", TestTime()),
              StatusIs(StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  for (const auto& file : fs::directory_iterator(folder() + "/entries")) {
    if (file.path().filename() != "LOCK") fs::resize_file(file.path(), 0);
  }
  EXPECT_THAT(RepairLog(folder(), TestTime()),
              StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
  EXPECT_TRUE(fs::exists(folder() + "/entries"));
}

}  // namespace
}  // namespace alhf::coordinator

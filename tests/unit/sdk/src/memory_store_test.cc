#include "sdk/src/memory_store.h"

#include <leveldb/write_batch.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "alhf/storage/v1/memory.pb.h"
#include "alhf/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "sdk/src/codec.h"
#include "sdk/src/memory_keys.h"

namespace alhf::sdk {
namespace {

using ::absl::StatusCode;
using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::StatusIs;

// On the real disk: locks, modes and damage are real there only.
class MemoryStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/memory.XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  absl::StatusOr<std::unique_ptr<MemoryStore>> Open(
      const std::string& component = "tone") {
    MemoryStore::Options options;
    options.folder = Data();
    options.component = component;
    return MemoryStore::Open(options, random_);
  }
  std::string Data() const { return folder_ + "/data"; }

  std::string folder_;
  std::mt19937_64 random_{3};
};

TEST_F(MemoryStoreTest, KeepsWhatIsWrittenAndItsId) {
  std::string id;
  {
    const auto store = Open();
    ASSERT_THAT(store, IsOk());
    id = (*store)->memory_id();
    leveldb::WriteBatch batch;
    batch.Put("a", "1");
    ASSERT_THAT((*store)->Write(&batch), IsOk());
  }
  const auto store = Open();
  ASSERT_THAT(store, IsOk());
  EXPECT_EQ((*store)->memory_id(), id);
  EXPECT_THAT((*store)->Get(nullptr, "a"), IsOkAndHolds("1"));
  EXPECT_THAT((*store)->Get(nullptr, "b"), IsOkAndHolds(std::nullopt));
}

TEST_F(MemoryStoreTest, ASnapshotDoesNotSeeWhatComesLater) {
  const auto store = Open();
  ASSERT_THAT(store, IsOk());
  const SharedSnapshot before = (*store)->TakeSnapshot();
  leveldb::WriteBatch batch;
  batch.Put("a", "1");
  ASSERT_THAT((*store)->Write(&batch), IsOk());
  EXPECT_THAT((*store)->Get(before.get(), "a"), IsOkAndHolds(std::nullopt));
}

TEST_F(MemoryStoreTest, TheFolderIsPrivate) {
  ASSERT_THAT(Open(), IsOk());
  struct stat found;
  ASSERT_EQ(stat(Data().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0700);
}

TEST_F(MemoryStoreTest, SaysThatAnotherHoldsTheFolder) {
  const auto store = Open();
  ASSERT_THAT(store, IsOk());
  EXPECT_THAT(Open(), StatusIs(StatusCode::kUnavailable, Reason::STORE_LOCKED));
}

TEST_F(MemoryStoreTest, SaysThatTheStoreIsDamaged) {
  ASSERT_THAT(Open(), IsOk());
  for (const auto& file : std::filesystem::directory_iterator(Data())) {
    const std::string name = file.path().filename();
    if (name.find("MANIFEST") == 0) {
      std::fstream bytes(file.path(), std::ios::in | std::ios::out);
      bytes.seekp(10);
      bytes << "\xDE\xAD\xBE\xEF";
    }
  }
  EXPECT_THAT(Open(), StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(MemoryStoreTest, RefusesAnotherFormatAndAnotherComponent) {
  {
    const auto store = Open();
    ASSERT_THAT(store, IsOk());
  }
  EXPECT_THAT(Open("length"),
              StatusIs(StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  {
    const auto store = Open();
    ASSERT_THAT(store, IsOk());
    storage::v1::MemoryHeader header;
    header.set_format_version(2);
    header.set_component("tone");
    leveldb::WriteBatch batch;
    batch.Put(HeaderKey(), Encode(header));
    ASSERT_THAT((*store)->Write(&batch), IsOk());
  }
  EXPECT_THAT(Open(), StatusIs(StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

TEST_F(MemoryStoreTest, RefusesAFileForAFolder) {
  std::ofstream(Data()) << "text";
  EXPECT_THAT(Open(),
              StatusIs(StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
}

bool IsInFiles(const std::string& folder, const std::string& word) {
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in),
                            std::istreambuf_iterator<char>()};
    if (bytes.find(word) != std::string::npos) return true;
  }
  return false;
}

absl::Status Erase(MemoryStore& store, const std::string& key) {
  leveldb::WriteBatch batch;
  batch.Delete(key);
  return store.WriteErasing(&batch, {key});
}

TEST_F(MemoryStoreTest, PurgesWhatWasErased) {
  const auto store = Open();
  ASSERT_THAT(store, IsOk());
  leveldb::WriteBatch batch;
  batch.Put("a", "zanzibar");
  ASSERT_THAT((*store)->Write(&batch), IsOk());
  EXPECT_FALSE((*store)->purges());
  ASSERT_THAT(Erase(**store, "a"), IsOk());
  EXPECT_TRUE((*store)->purges());
  EXPECT_TRUE(IsInFiles(Data(), "zanzibar"));
  EXPECT_THAT((*store)->Purge(absl::ZeroDuration()), IsOkAndHolds(true));
  EXPECT_FALSE((*store)->purges());
  EXPECT_FALSE(IsInFiles(Data(), "zanzibar"));
}

TEST_F(MemoryStoreTest, WhatIsThereAgainStays) {
  const auto store = Open();
  ASSERT_THAT(store, IsOk());
  leveldb::WriteBatch batch;
  batch.Put("a", "zanzibar");
  ASSERT_THAT((*store)->Write(&batch), IsOk());
  leveldb::WriteBatch anew;
  anew.Delete("a");
  anew.Put("a", "other");
  ASSERT_THAT((*store)->WriteErasing(&anew, {"a"}), IsOk());
  EXPECT_THAT((*store)->Purge(absl::ZeroDuration()), IsOkAndHolds(true));
  EXPECT_THAT((*store)->Get(nullptr, "a"),
              IsOkAndHolds(std::optional<std::string>("other")));
  EXPECT_FALSE(IsInFiles(Data(), "zanzibar"));
}

TEST_F(MemoryStoreTest, ManyMayErase) {
  const auto store = Open();
  ASSERT_THAT(store, IsOk());
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 5; ++j) {
        const std::string key = std::to_string(i) + "-" + std::to_string(j);
        leveldb::WriteBatch batch;
        batch.Put(key, "zanzibar");
        EXPECT_THAT((*store)->Write(&batch), IsOk());
        EXPECT_THAT(Erase(**store, key), IsOk());
        EXPECT_THAT((*store)->Purge(absl::ZeroDuration()), IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT((*store)->Purge(absl::ZeroDuration()), IsOkAndHolds(true));
  EXPECT_FALSE((*store)->purges());
  EXPECT_FALSE(IsInFiles(Data(), "zanzibar"));
}

TEST_F(MemoryStoreTest, WaitsForThoseWhoReadWhatWasBefore) {
  const auto store = Open();
  ASSERT_THAT(store, IsOk());
  leveldb::WriteBatch batch;
  batch.Put("a", "zanzibar");
  ASSERT_THAT((*store)->Write(&batch), IsOk());
  SharedSnapshot before = (*store)->TakeSnapshot();
  ASSERT_THAT(Erase(**store, "a"), IsOk());
  const SharedSnapshot after = (*store)->TakeSnapshot();
  EXPECT_THAT((*store)->Purge(absl::Milliseconds(1)), IsOkAndHolds(false));
  EXPECT_TRUE((*store)->purges());
  before = nullptr;
  EXPECT_THAT((*store)->Purge(absl::ZeroDuration()), IsOkAndHolds(true));
  EXPECT_FALSE(IsInFiles(Data(), "zanzibar"));
}

TEST_F(MemoryStoreTest, PurgesAfterACrash) {
  {
    const auto store = Open();
    ASSERT_THAT(store, IsOk());
    leveldb::WriteBatch batch;
    batch.Put("a", "zanzibar");
    ASSERT_THAT((*store)->Write(&batch), IsOk());
    ASSERT_THAT(Erase(**store, "a"), IsOk());
  }
  EXPECT_TRUE(IsInFiles(Data(), "zanzibar"));
  const auto store = Open();
  ASSERT_THAT(store, IsOk());
  EXPECT_FALSE((*store)->purges());
  EXPECT_FALSE(IsInFiles(Data(), "zanzibar"));
}

}  // namespace
}  // namespace alhf::sdk

#include "base/leveldb_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "tests/support/fault_env.h"

namespace alhf {
namespace {

constexpr char kWord[] = "zanzibarmarker";

class LevelDbFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/purge.XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    leveldb::Options options;
    options.create_if_missing = true;
    // Words are found in the files as they are.
    options.compression = leveldb::kNoCompression;
    leveldb::DB* db = nullptr;
    ASSERT_TRUE(leveldb::DB::Open(options, folder_, &db).ok());
    db_.reset(db);
  }
  void TearDown() override {
    db_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Put(const std::string& key, const std::string& value) {
    ASSERT_TRUE(db_->Put(leveldb::WriteOptions(), key, value).ok());
  }
  // Enough to fill tables and levels.
  void PutMany(int from, int count) {
    for (int i = from; i < from + count; ++i) {
      Put(absl::StrCat("many-", i), std::string(4096, 'x'));
    }
  }
  bool IsInFiles() const {
    for (const auto& file : std::filesystem::directory_iterator(folder_)) {
      std::ifstream in(file.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in),
                              std::istreambuf_iterator<char>()};
      if (absl::StrContains(bytes, kWord)) return true;
    }
    return false;
  }
  void Purge() {
    leveldb::WriteBatch batch;
    batch.Delete("key");
    ASSERT_TRUE(WriteAndPurge(*db_, batch).ok());
  }

  std::string folder_;
  std::unique_ptr<leveldb::DB> db_;
};

TEST_F(LevelDbFilesTest, TakesAFreshValueOut) {
  Put("key", kWord);
  EXPECT_TRUE(IsInFiles());
  Purge();
  EXPECT_FALSE(IsInFiles());
}

TEST_F(LevelDbFilesTest, TakesAValueOutThatWasDeletedBefore) {
  // Value and deletion become one table of a deep level.
  Put("key", kWord);
  ASSERT_TRUE(db_->Delete(leveldb::WriteOptions(), "key").ok());
  db_->CompactRange(nullptr, nullptr);
  ASSERT_TRUE(IsInFiles()) << "what the second pass is for is not there";
  Purge();
  EXPECT_FALSE(IsInFiles());
}

TEST_F(LevelDbFilesTest, TakesAnOverwrittenValueOut) {
  Put("key", kWord);
  Put("key", "other");
  leveldb::WriteBatch batch;
  batch.Put("key", "third");
  ASSERT_TRUE(WriteAndPurge(*db_, batch).ok());
  EXPECT_FALSE(IsInFiles());
  std::string value;
  ASSERT_TRUE(db_->Get(leveldb::ReadOptions(), "key", &value).ok());
  EXPECT_EQ(value, "third");
}

TEST_F(LevelDbFilesTest, TakesAValueOutOfALargeStore) {
  PutMany(0, 3000);
  Put("key", kWord);
  PutMany(3000, 3000);
  db_->CompactRange(nullptr, nullptr);
  PutMany(0, 2000);
  Purge();
  EXPECT_FALSE(IsInFiles());
  std::string value;
  EXPECT_TRUE(db_->Get(leveldb::ReadOptions(), "many-4711", &value).ok());
}

TEST_F(LevelDbFilesTest, GoesOnWhereItWasBrokenOff) {
  testing::FaultEnv env;
  leveldb::Options options;
  options.create_if_missing = true;
  options.compression = leveldb::kNoCompression;
  options.env = &env;
  const auto open = [&] {
    leveldb::DB* db = nullptr;
    EXPECT_TRUE(leveldb::DB::Open(options, "/store", &db).ok());
    return std::unique_ptr<leveldb::DB>(db);
  };
  auto db = open();
  ASSERT_TRUE(db->Put(leveldb::WriteOptions(), "key", kWord).ok());
  ASSERT_TRUE(db->Put(leveldb::WriteOptions(), "other", kWord).ok());
  leveldb::WriteBatch batch;
  batch.Delete("key");
  batch.Put("other", "bare");
  env.RefuseTables(true);
  EXPECT_FALSE(WriteAndPurge(*db, batch).ok());
  db.reset();
  env.RefuseTables(false);
  db = open();
  std::string value;
  ASSERT_TRUE(db->Get(leveldb::ReadOptions(), "key", &value).IsNotFound());
  ASSERT_TRUE(env.Holds("/store", kWord)) << "there is nothing left to end";
  ASSERT_TRUE(EndPurge(*db).ok());
  EXPECT_FALSE(env.Holds("/store", kWord));
  EXPECT_TRUE(db->Get(leveldb::ReadOptions(), "key", &value).IsNotFound());
  ASSERT_TRUE(db->Get(leveldb::ReadOptions(), "other", &value).ok());
  EXPECT_EQ(value, "bare");
  const std::unique_ptr<leveldb::Iterator> all(
      db->NewIterator(leveldb::ReadOptions()));
  all->SeekToFirst();
  ASSERT_TRUE(all->Valid());
  EXPECT_EQ(all->key().ToString(), "other") << "a mark is left";
}

TEST_F(LevelDbFilesTest, RefusesAListThatIsBroken) {
  for (const std::string& list : {std::string("\0\0", 2), [] {
                                    std::string bytes;
                                    AppendBigEndian64(bytes, 9);
                                    return bytes + "key";
                                  }()}) {
    Put(std::string("\0purging", 8), list);
    EXPECT_TRUE(EndPurge(*db_).IsCorruption());
  }
}

TEST_F(LevelDbFilesTest, CopiesFromWhereTheIteratorStands) {
  PutMany(0, 600);
  leveldb::Options options;
  options.create_if_missing = true;
  leveldb::DB* made = nullptr;
  ASSERT_TRUE(leveldb::DB::Open(options, folder_ + "/copy", &made).ok());
  const std::unique_ptr<leveldb::DB> copy(made);
  const std::unique_ptr<leveldb::Iterator> it(
      db_->NewIterator(leveldb::ReadOptions()));
  it->Seek("many-5");
  Put("many-9999", "later");
  leveldb::WriteBatch first;
  first.Put("header", "first");
  ASSERT_TRUE(CopyInto(*copy, *it, first).ok());
  std::string value;
  for (const char* key : {"header", "many-5", "many-599", "many-99"}) {
    EXPECT_TRUE(copy->Get(leveldb::ReadOptions(), key, &value).ok()) << key;
  }
  for (const char* key : {"many-4", "many-9999"}) {
    EXPECT_TRUE(copy->Get(leveldb::ReadOptions(), key, &value).IsNotFound())
        << key;
  }
}

TEST_F(LevelDbFilesTest, TellsAStoreWithoutItsIndexFromANewOne) {
  EXPECT_FALSE(HasLostItsIndex(nullptr, folder_ + "/none"));
  EXPECT_FALSE(HasLostItsIndex(nullptr, folder_));
  std::filesystem::remove(folder_ + "/CURRENT");
  EXPECT_TRUE(HasLostItsIndex(nullptr, folder_));
}

TEST_F(LevelDbFilesTest, WhatASnapshotSeesStays) {
  Put("key", kWord);
  const leveldb::Snapshot* snapshot = db_->GetSnapshot();
  Purge();
  EXPECT_TRUE(IsInFiles());
  db_->ReleaseSnapshot(snapshot);
  Purge();
  EXPECT_FALSE(IsInFiles());
}

}  // namespace
}  // namespace alhf

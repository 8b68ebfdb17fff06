#include "base/recoverable_db.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/support/fault_env.h"

namespace alhf {
namespace {

class RecoverableDbTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(RecoverableDb::Open(&disk_, "/db", &db_).ok());
    ASSERT_TRUE(db_->Put(Synced(), "before", "1").ok());
  }

  static leveldb::WriteOptions Synced() {
    leveldb::WriteOptions options;
    options.sync = true;
    return options;
  }
  bool Has(const std::string& key) {
    std::string value;
    return db_->Get({}, key, &value).ok();
  }

  testing::FaultEnv disk_;
  std::unique_ptr<RecoverableDb> db_;
};

TEST_F(RecoverableDbTest, TakesWritesAgainAfterASyncThatFailed) {
  disk_.RefuseSyncs(true);
  EXPECT_FALSE(db_->Put(Synced(), "refused", "2").ok());
  EXPECT_TRUE(db_->refused());
  EXPECT_FALSE(db_->Reopen().ok());
  EXPECT_TRUE(Has("before"));
  disk_.RefuseSyncs(false);
  EXPECT_FALSE(db_->Put(Synced(), "again", "3").ok()) << "as LevelDB does";
  EXPECT_TRUE(db_->Reopen().ok());
  EXPECT_FALSE(db_->refused());
  EXPECT_TRUE(db_->Put(Synced(), "again", "3").ok());
  EXPECT_TRUE(Has("before"));
  EXPECT_TRUE(Has("again"));
}

TEST_F(RecoverableDbTest, IsLeftAloneWhereNothingWasRefused) {
  const std::unique_ptr<leveldb::Iterator> it(db_->NewIterator({}));
  EXPECT_TRUE(db_->Reopen().ok());
  it->SeekToFirst();
  EXPECT_TRUE(it->Valid());
}

TEST_F(RecoverableDbTest, StartsAnewBesideWhatWasThere) {
  ASSERT_TRUE(db_->StartAnew("/aside").ok());
  EXPECT_FALSE(db_->refused());
  EXPECT_FALSE(Has("before"));
  EXPECT_TRUE(db_->Put(Synced(), "after", "1").ok());
  EXPECT_TRUE(Has("after"));
  ASSERT_TRUE(RecoverableDb::Open(&disk_, "/aside", &db_).ok());
  EXPECT_TRUE(Has("before"));
  EXPECT_FALSE(Has("after"));
}

TEST_F(RecoverableDbTest, WhereItCannotBeOpenedEverythingSaysSoUntilItCan) {
  disk_.RefuseSyncs(true);
  EXPECT_FALSE(db_->Delete(Synced(), "before").ok());
  disk_.RefuseSyncs(false);
  const std::string current = disk_.Contents("/db/CURRENT");
  disk_.Replace("/db/CURRENT", "nothing\n");
  EXPECT_FALSE(db_->Reopen().ok());
  std::string value;
  EXPECT_TRUE(db_->Get({}, "before", &value).IsIOError());
  EXPECT_TRUE(db_->Put({}, "more", "2").IsIOError());
  const std::unique_ptr<leveldb::Iterator> it(db_->NewIterator({}));
  EXPECT_TRUE(it->status().IsIOError());
  EXPECT_EQ(db_->GetSnapshot(), nullptr);
  db_->ReleaseSnapshot(nullptr);
  EXPECT_FALSE(db_->GetProperty("leveldb.stats", &value));
  db_->CompactRange(nullptr, nullptr);
  disk_.Replace("/db/CURRENT", current);
  EXPECT_TRUE(db_->Reopen().ok());
  EXPECT_TRUE(db_->Put({}, "more", "2").ok());
}

}  // namespace
}  // namespace alhf

#include "sdk/src/memory_sum.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/memory/memory.h"
#include "sdk/src/memory_keys.h"
#include "tests/support/fault_env.h"

namespace alhf::sdk {
namespace {

class MemorySumTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }
  void Open() {
    db_ = nullptr;
    leveldb::Options options;
    options.create_if_missing = true;
    options.env = &disk_;
    leveldb::DB* opened = nullptr;
    ASSERT_TRUE(leveldb::DB::Open(options, "/memory", &opened).ok());
    db_ = absl::WrapUnique(opened);
  }
  leveldb::Status Write(leveldb::WriteBatch batch) {
    const leveldb::Status status = AddToSum(*db_, batch);
    return status.ok() ? db_->Write({}, &batch) : status;
  }
  static leveldb::WriteBatch Put(const std::string& key,
                                 const std::string& value) {
    leveldb::WriteBatch batch;
    batch.Put(key, value);
    return batch;
  }
  std::string Sum() {
    std::string sum;
    EXPECT_TRUE(db_->Get({}, SumKey(), &sum).ok());
    return sum;
  }

  testing::FaultEnv disk_;
  std::unique_ptr<leveldb::DB> db_;
};

TEST_F(MemorySumTest, HoldsWhateverIsWritten) {
  ASSERT_TRUE(CheckSum(*db_).ok());
  const std::string empty = Sum();
  ASSERT_TRUE(Write(Put("a", "1")).ok());
  ASSERT_TRUE(Write(Put("a", "2")).ok());
  leveldb::WriteBatch batch;
  batch.Put("b", "1");
  batch.Delete("b");
  batch.Put("b", "2");
  batch.Delete("nothing");
  ASSERT_TRUE(Write(batch).ok());
  ASSERT_TRUE(CheckSum(*db_).ok());
  Open();
  ASSERT_TRUE(CheckSum(*db_).ok());
  leveldb::WriteBatch all;
  all.Delete("a");
  all.Delete("b");
  ASSERT_TRUE(Write(all).ok());
  ASSERT_TRUE(CheckSum(*db_).ok());
  EXPECT_EQ(Sum(), empty);
}

TEST_F(MemorySumTest, IsTheSameInAnyOrder) {
  ASSERT_TRUE(CheckSum(*db_).ok());
  ASSERT_TRUE(Write(Put("a", "1")).ok());
  ASSERT_TRUE(Write(Put("b", "2")).ok());
  const std::string one = Sum();
  leveldb::WriteBatch batch;
  batch.Put("b", "2");
  batch.Put("a", "3");
  batch.Put("a", "1");
  ASSERT_TRUE(Write(batch).ok());
  EXPECT_EQ(Sum(), one);
  ASSERT_TRUE(Write(Put("a", "2")).ok());
  EXPECT_NE(Sum(), one);
}

TEST_F(MemorySumTest, MissesWhatIsLostOlderOrForeign) {
  ASSERT_TRUE(CheckSum(*db_).ok());
  ASSERT_TRUE(Write(Put("a", "1")).ok());
  ASSERT_TRUE(Write(Put("a", "2")).ok());
  ASSERT_TRUE(Write(Put("b", "1")).ok());
  for (const auto& [damage, mend] :
       {std::pair{Put("a", "1"), Put("a", "2")},
        std::pair{Put("c", "1"), leveldb::WriteBatch()}}) {
    auto damaged = damage;
    ASSERT_TRUE(db_->Write({}, &damaged).ok());
    EXPECT_TRUE(CheckSum(*db_).IsCorruption());
    auto mended = mend;
    mended.Delete("c");
    ASSERT_TRUE(db_->Write({}, &mended).ok());
    EXPECT_TRUE(CheckSum(*db_).ok());
  }
  ASSERT_TRUE(db_->Delete({}, "b").ok());
  EXPECT_TRUE(CheckSum(*db_).IsCorruption());
}

TEST_F(MemorySumTest, AStoreOfAnEarlierBuildGetsOne) {
  ASSERT_TRUE(db_->Put({}, "a", "1").ok());
  ASSERT_TRUE(CheckSum(*db_).ok());
  ASSERT_TRUE(db_->Delete({}, "a").ok());
  EXPECT_TRUE(CheckSum(*db_).IsCorruption());
}

TEST_F(MemorySumTest, ALostSumIsDamage) {
  ASSERT_TRUE(CheckSum(*db_).ok());
  ASSERT_TRUE(db_->Delete({}, SumKey()).ok());
  EXPECT_TRUE(Write(Put("a", "1")).IsCorruption());
}

}  // namespace
}  // namespace alhf::sdk

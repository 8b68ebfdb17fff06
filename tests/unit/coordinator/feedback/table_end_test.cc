#include "coordinator/feedback/table_end.h"

#include <gtest/gtest.h>
#include <leveldb/env.h>
#include <leveldb/iterator.h>
#include <leveldb/options.h>
#include <leveldb/table.h>
#include <leveldb/table_builder.h>

#include <cstddef>
#include <memory>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/fault_env.h"

namespace alhf::coordinator {
namespace {

constexpr int kKeys = 300;
constexpr size_t kEndBytes = 48;
// Of the index, which comes before the end with its checksum.
constexpr size_t kIndexBytes = 60;

class TableEndTest : public ::testing::Test {
 protected:
  void SetUp() override {
    leveldb::WritableFile* made = nullptr;
    ASSERT_TRUE(env_.NewWritableFile("/table", &made).ok());
    const std::unique_ptr<leveldb::WritableFile> file(made);
    leveldb::TableBuilder builder(leveldb::Options(), file.get());
    std::mt19937 random(7);
    for (int i = 0; i < kKeys; ++i) {
      std::string value;
      for (int j = 0; j < 10; ++j) absl::StrAppend(&value, random());
      builder.Add(absl::StrCat("key", 1000 + i), value);
    }
    ASSERT_TRUE(builder.Finish().ok());
    ASSERT_TRUE(file->Close().ok());
    whole_ = env_.Contents("/table");
    ASSERT_EQ(CountKeys(whole_), kKeys);
  }

  // How many of a table's keys can be read.
  int CountKeys(const std::string& bytes) {
    env_.Replace("/read", bytes);
    leveldb::RandomAccessFile* opened = nullptr;
    EXPECT_TRUE(env_.NewRandomAccessFile("/read", &opened).ok());
    const std::unique_ptr<leveldb::RandomAccessFile> file(opened);
    leveldb::Options options;
    options.paranoid_checks = true;
    leveldb::Table* made = nullptr;
    if (!leveldb::Table::Open(options, file.get(), bytes.size(), &made).ok()) {
      return 0;
    }
    const std::unique_ptr<leveldb::Table> table(made);
    leveldb::ReadOptions checked;
    checked.verify_checksums = true;
    const std::unique_ptr<leveldb::Iterator> it(table->NewIterator(checked));
    int keys = 0;
    for (it->SeekToFirst(); it->Valid(); it->Next()) ++keys;
    return keys;
  }

  std::string Flipped(size_t at, int bit) const {
    std::string table = whole_;
    table[at] = static_cast<char>(table[at] ^ (1 << bit));
    return table;
  }

  testing::FaultEnv env_;
  std::string whole_;
};

TEST_F(TableEndTest, AFlippedBitCostsNothing) {
  const size_t end = whole_.size() - kEndBytes;
  size_t mended = 0;
  for (size_t at = end - kIndexBytes; at < whole_.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      SCOPED_TRACE(absl::StrCat(at, " ", bit));
      std::string table = Flipped(at, bit);
      if (MendTableEnd(table)) {
        ++mended;
      } else {
        EXPECT_TRUE(table == Flipped(at, bit));
      }
      // In the end another bit may do as well.
      EXPECT_TRUE(at >= end || table == whole_);
      ASSERT_EQ(CountKeys(table), kKeys);
    }
  }
  // All of the index, and the number at the very end.
  EXPECT_GE(mended, 8 * (kIndexBytes + 8));
}

TEST_F(TableEndTest, WhatIsWholeOrDamagedInAnotherWayIsLeftAsItIs) {
  std::string table = whole_;
  EXPECT_FALSE(MendTableEnd(table));
  EXPECT_TRUE(table == whole_);
  const std::string in_a_block = Flipped(100, 3);
  table = in_a_block;
  EXPECT_FALSE(MendTableEnd(table));
  EXPECT_TRUE(table == in_a_block);
  const size_t in_index = whole_.size() - kEndBytes - kIndexBytes;
  std::string two_bits = Flipped(in_index, 2);
  two_bits[in_index + 9] = static_cast<char>(two_bits[in_index + 9] ^ 1);
  table = two_bits;
  EXPECT_FALSE(MendTableEnd(table));
  EXPECT_TRUE(table == two_bits);
  for (const size_t bytes : {size_t{0}, kEndBytes - 1, kEndBytes}) {
    table = std::string(bytes, '\0');
    EXPECT_FALSE(MendTableEnd(table));
  }
}

}  // namespace
}  // namespace alhf::coordinator

#include "base/leveldb_env.h"

#include <gtest/gtest.h>
#include <leveldb/db.h>

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>

#include "tests/support/fault_env.h"

namespace alhf {
namespace {

class LeveldbEnvTest : public ::testing::Test {
 protected:
  std::unique_ptr<leveldb::DB> Open(leveldb::Env* env) {
    leveldb::Options options;
    options.create_if_missing = true;
    options.paranoid_checks = true;
    options.env = env;
    leveldb::DB* db = nullptr;
    const leveldb::Status status = leveldb::DB::Open(options, "/db", &db);
    EXPECT_TRUE(status.ok()) << status.ToString();
    return std::unique_ptr<leveldb::DB>(db);
  }

  testing::FaultEnv disk_;
};

TEST_F(LeveldbEnvTest, NothingIsTakenBehindAWriteThatWasTorn) {
  LastingErrorEnv env(&disk_);
  {
    const auto db = Open(&env);
    EXPECT_TRUE(db->Put({}, "before", "1").ok());
    disk_.RefuseWrites(true);
    EXPECT_FALSE(db->Put({}, "torn", "2").ok());
    disk_.RefuseWrites(false);
    EXPECT_FALSE(db->Put({}, "behind", "3").ok());
  }
  const auto db = Open(&env);
  ASSERT_NE(db, nullptr);
  std::string value;
  EXPECT_TRUE(db->Get({}, "before", &value).ok());
  EXPECT_TRUE(db->Get({}, "behind", &value).IsNotFound());
  EXPECT_TRUE(db->Put({}, "after", "4").ok());
}

TEST_F(LeveldbEnvTest, AReadBeyondTheEndIsDamage) {
  const std::string path = ::testing::TempDir() + "/leveldb_env_test";
  leveldb::Env& env = *StoreEnv(nullptr);
  ASSERT_TRUE(leveldb::WriteStringToFile(&env, "0123456789", path).ok());
  leveldb::RandomAccessFile* opened = nullptr;
  ASSERT_TRUE(env.NewRandomAccessFile(path, &opened).ok());
  const std::unique_ptr<leveldb::RandomAccessFile> file(opened);
  char scratch[16];
  leveldb::Slice read;
  EXPECT_TRUE(file->Read(4, 6, &read, scratch).ok());
  EXPECT_EQ(read.ToString(), "456789");
  EXPECT_TRUE(file->Read(4, 7, &read, scratch).IsCorruption());
  EXPECT_TRUE(file->Read(11, 0, &read, scratch).IsCorruption());
  EXPECT_TRUE(file->Read(UINT64_MAX, 2, &read, scratch).IsCorruption());
  EXPECT_TRUE(env.NewRandomAccessFile(path + "-none", &opened).IsNotFound());
  env.RemoveFile(path);
}

// Whether a file of this name is mapped into this process.
bool IsMapped(const std::string& name) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    if (line.find(name) != std::string::npos) return true;
  }
  return false;
}

TEST_F(LeveldbEnvTest, TablesAreReadAndNotMapped) {
  const std::string name = "leveldb_env_test-table";
  const std::string path = ::testing::TempDir() + name;
  ASSERT_TRUE(
      leveldb::WriteStringToFile(StoreEnv(nullptr), "0123456789", path).ok());
  for (const bool mapped : {true, false}) {
    leveldb::Env* const env =
        mapped ? leveldb::Env::Default() : StoreEnv(nullptr);
    leveldb::RandomAccessFile* opened = nullptr;
    ASSERT_TRUE(env->NewRandomAccessFile(path, &opened).ok());
    const std::unique_ptr<leveldb::RandomAccessFile> file(opened);
    char scratch[4];
    leveldb::Slice read;
    EXPECT_TRUE(file->Read(3, 4, &read, scratch).ok());
    EXPECT_EQ(read.ToString(), "3456");
    EXPECT_EQ(IsMapped(name), mapped);
  }
  StoreEnv(nullptr)->RemoveFile(path);
}

TEST_F(LeveldbEnvTest, TheRealDiskIsOneEnvAndAnotherIsLeftAsItIs) {
  EXPECT_EQ(StoreEnv(&disk_), &disk_);
  EXPECT_EQ(StoreEnv(nullptr), StoreEnv(nullptr));
  EXPECT_NE(StoreEnv(nullptr), leveldb::Env::Default());
}

TEST_F(LeveldbEnvTest, AProbeSaysWhetherTheDiskTakesWrites) {
  disk_.CreateDir("/db");
  EXPECT_TRUE(ProbeDisk(&disk_, "/db").ok());
  disk_.RefuseSyncs(true);
  EXPECT_FALSE(ProbeDisk(&disk_, "/db").ok());
  EXPECT_TRUE(disk_.Files("/db", "").empty());
}

}  // namespace
}  // namespace alhf

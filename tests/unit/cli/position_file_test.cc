#include "cli/position_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

v1::Position At(uint64_t sequence, const std::string& log = "log-1") {
  v1::Position position;
  position.set_log_id(log);
  position.set_epoch(2);
  position.set_sequence(sequence);
  return position;
}

class PositionFileTest : public ::testing::Test {
 protected:
  // What another call of the program finds.
  uint64_t Kept(const std::string& address, const std::string& tenant) const {
    const auto position = PositionFile(path_).Recall(address, tenant);
    return position.has_value() ? position->sequence() : 0;
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/state/alhf";
  const PositionFile positions_{path_};
};

TEST_F(PositionFileTest, RemembersPerAddressAndTenant) {
  positions_.Remember("unix:/a", "one", At(7));
  positions_.Remember("unix:/a", "two", At(8));
  positions_.Remember("unix:/b", "one", At(9));
  EXPECT_EQ(Kept("unix:/a", "one"), 7u);
  EXPECT_EQ(Kept("unix:/a", "two"), 8u);
  EXPECT_EQ(Kept("unix:/b", "one"), 9u);
  EXPECT_EQ(Kept("unix:/b", "two"), 0u);
  const auto position = positions_.Recall("unix:/a", "one");
  ASSERT_TRUE(position.has_value());
  EXPECT_EQ(position->SerializeAsString(), At(7).SerializeAsString());
}

TEST_F(PositionFileTest, NeverGoesBackInTheSameLog) {
  positions_.Remember("unix:/a", "one", At(7));
  positions_.Remember("unix:/a", "one", At(5));
  EXPECT_EQ(Kept("unix:/a", "one"), 7u);
  positions_.Remember("unix:/a", "one", At(5, "log-2"));
  EXPECT_EQ(Kept("unix:/a", "one"), 5u);
}

TEST_F(PositionFileTest, KeepsLargeNumbersWhole) {
  const uint64_t large = (uint64_t{1} << 60) + 1;
  positions_.Remember("unix:/a", "one", At(large));
  EXPECT_EQ(Kept("unix:/a", "one"), large);
}

TEST_F(PositionFileTest, Forgets) {
  positions_.Remember("unix:/a", "one", At(7));
  positions_.Remember("unix:/a", "two", At(8));
  positions_.Forget("unix:/a", "one");
  EXPECT_EQ(Kept("unix:/a", "one"), 0u);
  EXPECT_EQ(Kept("unix:/a", "two"), 8u);
}

TEST_F(PositionFileTest, IsForItsOwnerAlone) {
  positions_.Remember("unix:/a", "one", At(7));
  struct stat entry {};
  ASSERT_EQ(stat((path_ + "/positions.json").c_str(), &entry), 0);
  EXPECT_EQ(entry.st_mode & 0777u, 0600u);
  ASSERT_EQ(stat(path_.c_str(), &entry), 0);
  EXPECT_EQ(entry.st_mode & 0777u, 0700u);
}

TEST_F(PositionFileTest, PassesOverADamagedFile) {
  std::filesystem::create_directories(path_);
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  std::ofstream(path_ + "/positions.json") << "{ not json";
  EXPECT_EQ(Kept("unix:/a", "one"), 0u);
  positions_.Remember("unix:/a", "one", At(7));
  EXPECT_EQ(Kept("unix:/a", "one"), 7u);
}

TEST_F(PositionFileTest, PassesOverAFolderThatCannotBeMade) {
  std::ofstream(folder_.path() + "/state") << "a file";
  positions_.Remember("unix:/a", "one", At(7));
  EXPECT_EQ(Kept("unix:/a", "one"), 0u);
}

}  // namespace
}  // namespace alhf::cli

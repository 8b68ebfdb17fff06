#include "eval/results_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_folder.h"

namespace alhf::eval {
namespace {

using ::testing::SizeIs;

PointResult Point(size_t records) {
  PointResult result;
  result.seed = 1;
  result.lane = "harbour";
  result.policy = "alhf";
  result.records = records;
  return result;
}

class ResultsFileTest : public ::testing::Test {
 protected:
  static absl::Time Hour(int hour) {
    return absl::UnixEpoch() + absl::Hours(hour);
  }

  const testing::TempFolder folder_;
  const std::string path_ = folder_.File("results/a.jsonl");
  int hour_ = 0;
};

TEST_F(ResultsFileTest, GoesOnWhereItStopped) {
  {
    auto file = ResultsFile::Open(path_, Hour(++hour_));
    ASSERT_TRUE(file.ok()) << file.status();
    EXPECT_EQ((*file)->found(), 0);
    EXPECT_TRUE((*file)->Add(Point(0)).ok());
    EXPECT_TRUE((*file)->Add(Point(4)).ok());
  }
  // The machine stopped in the middle of a line.
  std::ofstream(path_, std::ios::app) << R"({"seed":1,"lane":"harb)";
  auto file = ResultsFile::Open(path_, Hour(++hour_));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ((*file)->found(), 2);
  EXPECT_EQ((*file)->began(), Hour(1));
  EXPECT_TRUE((*file)->Has(KeyOf(Point(4))));
  EXPECT_FALSE((*file)->Has(KeyOf(Point(8))));
  EXPECT_TRUE((*file)->Add(Point(8)).ok());
  file->reset();
  file = ResultsFile::Open(path_, Hour(++hour_));
  EXPECT_EQ((*file)->found(), 3);
  EXPECT_THAT((*file)->Take(), SizeIs(3));
  (*file)->Remove();
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(ResultsFileTest, MayLiveInMemoryAlone) {
  auto file = ResultsFile::Open("", Hour(1));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE((*file)->Add(Point(0)).ok());
  EXPECT_TRUE((*file)->Has(KeyOf(Point(0))));
  (*file)->Remove();
}

TEST_F(ResultsFileTest, SaysThatItCannotBeWritten) {
  EXPECT_FALSE(ResultsFile::Open("/proc/none/a.jsonl", Hour(1)).ok());
}

}  // namespace
}  // namespace alhf::eval

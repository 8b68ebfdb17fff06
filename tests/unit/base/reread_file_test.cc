#include "base/reread_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "alhf/testing/status_matchers.h"
#include "tests/unit/base/secret_folder.h"

namespace alhf {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::SecretFolder;
using ::alhf::testing::StatusIs;

// What stands in the file; "bad" is refused.
absl::StatusOr<std::string> ReadGood(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file),
                   std::istreambuf_iterator<char>()};
  if (file && text != "bad") return text;
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               "it is bad");
}

class RereadFileTest : public ::testing::Test {
 protected:
  const SecretFolder folder_;
};

TEST_F(RereadFileTest, IsReadWhenItChangesAndNotBefore) {
  int reads = 0;
  const auto file = RereadFile<std::string>::Open(
      folder_.Write("f", "one"), [&reads](const std::string& path) {
        ++reads;
        return ReadGood(path);
      });
  ASSERT_THAT(file, IsOk());
  const auto first = (*file)->Get();
  EXPECT_EQ(*first, "one");
  EXPECT_EQ(*(*file)->Get(), "one");
  EXPECT_EQ(reads, 1);
  folder_.Write("f", "longer");
  EXPECT_EQ(*(*file)->Get(), "longer");
  EXPECT_EQ(reads, 2);
  EXPECT_EQ(*first, "one");  // it is the caller's
}

TEST_F(RereadFileTest, AFileThatIsWrongNowChangesNothing) {
  const std::string path = folder_.Write("f", "one, which is longer than bad");
  const auto file = RereadFile<std::string>::Open(path, &ReadGood);
  ASSERT_THAT(file, IsOk());
  folder_.Write("f", "bad");
  EXPECT_EQ(*(*file)->Get(), "one, which is longer than bad");
  std::filesystem::remove(path);
  EXPECT_EQ(*(*file)->Get(), "one, which is longer than bad");
  folder_.Write("f", "two");
  EXPECT_EQ(*(*file)->Get(), "two");
}

TEST_F(RereadFileTest, OneThatIsWrongAtFirstIsRefused) {
  EXPECT_THAT(
      RereadFile<std::string>::Open(folder_.Write("f", "bad"), &ReadGood),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  EXPECT_EQ(FileVersion::Of(folder_.path() + "/none"), FileVersion());
  EXPECT_FALSE(FileVersion::Of(folder_.path() + "/f") == FileVersion());
}

}  // namespace
}  // namespace alhf

#include "base/unix_socket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "alhf/testing/status_matchers.h"

namespace alhf {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;

class UnixSocketTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "/sockXXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Returns a socket bound to `path`; it listens where `listen` is true.
  static int Bind(const std::string& path, bool listen) {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    std::strncpy(name.sun_path, path.c_str(), sizeof(name.sun_path) - 1);
    EXPECT_EQ(
        ::bind(fd, reinterpret_cast<const sockaddr*>(&name), sizeof(name)), 0);
    if (listen) {
      EXPECT_EQ(::listen(fd, 1), 0);
    }
    return fd;
  }

  std::string folder_;
};

TEST_F(UnixSocketTest, MakesFoldersThatOnlyTheOwnerEnters) {
  const std::string deep = folder_ + "/a/b/c/";
  ASSERT_THAT(MakePrivateFolder(deep), IsOk());
  struct stat entry {};
  ASSERT_EQ(::stat((folder_ + "/a/b").c_str(), &entry), 0);
  EXPECT_EQ(entry.st_mode & 0777, 0700u);
  EXPECT_THAT(MakePrivateFolder(deep), IsOk());
}

TEST_F(UnixSocketTest, RefusesFoldersThatOthersEnter) {
  const std::string open = folder_ + "/open";
  ASSERT_EQ(::mkdir(open.c_str(), 0700), 0);
  ASSERT_EQ(::chmod(open.c_str(), 0755), 0);
  const absl::Status status = MakePrivateFolder(open);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               Reason::CONFIG_INVALID));
  EXPECT_THAT(std::string(status.message()), HasSubstr("chmod 700"));
}

TEST_F(UnixSocketTest, RefusesAFileInPlaceOfAFolder) {
  std::ofstream(folder_ + "/file") << "x";
  EXPECT_THAT(
      MakePrivateFolder(folder_ + "/file"),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  EXPECT_THAT(
      MakePrivateFolder(folder_ + "/file/below"),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  EXPECT_THAT(
      MakePrivateFolder(""),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
}

TEST_F(UnixSocketTest, ServesUnixSocketsAlone) {
  EXPECT_THAT(SocketPath("unix:/a/b.sock"), IsOkAndHolds("/a/b.sock"));
  for (const std::string& address :
       {std::string("localhost:80"), std::string("0.0.0.0:1"), std::string(),
        std::string("unix:"), "unix:/" + std::string(200, 'x')}) {
    EXPECT_THAT(
        SocketPath(address),
        StatusIs(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED))
        << address;
  }
}

TEST_F(UnixSocketTest, TakesOverASocketThatNobodyListensOn) {
  const std::string path = folder_ + "/run/a.sock";
  ASSERT_THAT(PrepareSocket("unix:" + path), IsOkAndHolds(path));
  ::close(Bind(path, false));
  ASSERT_TRUE(std::filesystem::exists(path));
  ASSERT_THAT(PrepareSocket("unix:" + path), IsOkAndHolds(path));
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(UnixSocketTest, LeavesWhatIsInUseAlone) {
  const std::string path = folder_ + "/a.sock";
  const int fd = Bind(path, true);
  const absl::Status status = PrepareSocket("unix:" + path).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               Reason::ADDRESS_REFUSED));
  EXPECT_THAT(std::string(status.message()), HasSubstr("in use"));
  EXPECT_TRUE(std::filesystem::exists(path));
  ::close(fd);

  std::ofstream(folder_ + "/file") << "x";
  EXPECT_THAT(
      PrepareSocket("unix:" + folder_ + "/file").status(),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED));
}

}  // namespace
}  // namespace alhf

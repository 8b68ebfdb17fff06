#include "base/security.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "tests/unit/base/secret_folder.h"

namespace alhf {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::SecretFolder;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;

constexpr char kToken[] = "0123456789abcdef0123456789abcdef";
constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

class SecurityTest : public ::testing::Test {
 protected:
  SecurityTest() {
    for (const char* name : {"ca.pem", "cert.pem", "key.pem"}) {
      folder_.Write(name, "-");
    }
  }
  void ExpectRefused(const absl::Status& status, const char* says) {
    EXPECT_THAT(status, StatusIs(kInvalid, Reason::ADDRESS_REFUSED));
    EXPECT_THAT(std::string(status.message()), HasSubstr(says));
  }

  const SecretFolder folder_;
  const Security token_ = {.token_file = folder_.Write("token", kToken),
                           .tls_folder = ""};
  const Security tls_ = {.token_file = "", .tls_folder = folder_.path()};
};

TEST_F(SecurityTest, ASocketNeedsNothing) {
  EXPECT_THAT(CheckListening("unix:/a", {}), IsOk());
  EXPECT_THAT(CheckCalling("unix:/a", {}), IsOk());
}

TEST_F(SecurityTest, LoopbackNeedsAToken) {
  ExpectRefused(CheckListening("127.0.0.1:0", {}), "token");
  EXPECT_THAT(CheckListening("127.0.0.1:0", token_), IsOk());
  EXPECT_THAT(CheckListening("[::1]:0", token_), IsOk());
  EXPECT_THAT(CheckListening("127.0.0.1:0", tls_), IsOk());
  EXPECT_THAT(CheckCalling("127.0.0.1:1", {}), IsOk());
  ExpectRefused(CheckCalling("127.0.0.1:0", {}), "port 0");
}

TEST_F(SecurityTest, OtherHostsNeedTls) {
  for (const char* address : {"0.0.0.0:1", "[::]:1", "10.0.0.1:1", "host:1"}) {
    ExpectRefused(CheckListening(address, token_), "TLS");
    ExpectRefused(CheckCalling(address, token_), "TLS");
    EXPECT_THAT(CheckListening(address, tls_), IsOk());
    EXPECT_THAT(CheckCalling(address, tls_), IsOk());
  }
}

TEST_F(SecurityTest, FilesMustBeThereAndClosedToOthers) {
  folder_.Write("key.pem", "-", 0644);
  EXPECT_THAT(CheckListening("host:1", tls_),
              StatusIs(kInvalid, Reason::CONFIG_INVALID));
  EXPECT_THAT(CheckCalling("host:1", tls_),
              StatusIs(kInvalid, Reason::CONFIG_INVALID));
  folder_.Write("key.pem", "-");
  std::filesystem::remove(folder_.path() + "/ca.pem");
  EXPECT_THAT(CheckListening("host:1", tls_),
              StatusIs(kInvalid, Reason::CONFIG_INVALID));
  folder_.Write("token", kToken, 0640);
  EXPECT_THAT(CheckListening("127.0.0.1:1", token_),
              StatusIs(kInvalid, Reason::CONFIG_INVALID));
}

}  // namespace
}  // namespace alhf

#include "base/token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "tests/unit/base/secret_folder.h"

namespace alhf {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::SecretFolder;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kToken[] = "0123456789abcdef0123456789abcdef";
constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST(TokenTest, IsTheOnlyLineOfItsFile) {
  const SecretFolder folder;
  EXPECT_THAT(ReadTokenFile(folder.Write("t", std::string(kToken) + "\n")),
              IsOkAndHolds(kToken));
}

TEST(TokenTest, AFileThatOthersReadIsRefused) {
  const SecretFolder folder;
  for (const mode_t mode : {0640, 0604, 0620, 0602, 0644}) {
    const auto token = ReadTokenFile(folder.Write("t", kToken, mode));
    EXPECT_THAT(token, StatusIs(kInvalid, Reason::CONFIG_INVALID)) << mode;
    EXPECT_THAT(std::string(token.status().message()), HasSubstr("chmod 600"));
    EXPECT_THAT(std::string(token.status().message()), Not(HasSubstr(kToken)));
  }
}

// What says who gets in may be read by everybody, and written by nobody else.
TEST(TokenTest, AFileThatOthersWriteIsNotTrusted) {
  const SecretFolder folder;
  EXPECT_THAT(CheckTrustedFile(folder.Write("t", "keys", 0644)), IsOk());
  for (const mode_t mode : {0664, 0646, 0620, 0602}) {
    const auto status = CheckTrustedFile(folder.Write("t", "keys", mode));
    EXPECT_THAT(status, StatusIs(kInvalid, Reason::CONFIG_INVALID)) << mode;
    EXPECT_THAT(std::string(status.message()), HasSubstr("chmod go-w"));
  }
  EXPECT_THAT(CheckTrustedFile(folder.path()),
              StatusIs(kInvalid, Reason::CONFIG_INVALID));
}

TEST(TokenTest, WhatIsNoTokenIsRefusedAndNotShown) {
  const SecretFolder folder;
  for (const std::string& text :
       {std::string(), std::string("short"), "two words" + std::string(kToken),
        std::string(kToken) + "\n" + kToken, std::string(8193, 'a')}) {
    const auto token = ReadTokenFile(folder.Write("t", text));
    EXPECT_THAT(token, StatusIs(kInvalid, Reason::CONFIG_INVALID)) << text;
    EXPECT_THAT(std::string(token.status().message()), Not(HasSubstr(kToken)));
  }
  EXPECT_THAT(ReadTokenFile(folder.path() + "/none"),
              StatusIs(kInvalid, Reason::CONFIG_INVALID));
  EXPECT_THAT(ReadTokenFile(folder.path()),
              StatusIs(kInvalid, Reason::CONFIG_INVALID));
}

TEST(TokenTest, IsReadFromTheHeader) {
  EXPECT_EQ(BearerToken("Bearer abc"), "abc");
  EXPECT_EQ(BearerToken("bearer  abc "), "abc");
  for (const char* header : {"", "abc", "Basic abc", "Bearer", "Bearerabc"}) {
    EXPECT_EQ(BearerToken(header), "") << header;
  }
}

TEST(TokenTest, OnlyTheSameIsTheSame) {
  EXPECT_TRUE(SameSecret(kToken, kToken));
  EXPECT_FALSE(SameSecret(kToken, ""));
  EXPECT_FALSE(SameSecret(kToken, std::string(kToken) + "0"));
  EXPECT_FALSE(SameSecret(kToken, std::string(kToken).substr(1)));
}

}  // namespace
}  // namespace alhf

#include "coordinator/access/jwk_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/support/jwt_maker.h"
#include "tests/unit/base/secret_folder.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::JwksOf;
using ::alhf::testing::JwtMaker;
using ::alhf::testing::SecretFolder;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

class JwkSetTest : public ::testing::Test {
 protected:
  static std::string SetOf(const std::string& keys) {
    return absl::StrCat("{\"keys\":[", keys, "]}");
  }
  const JwtMaker rsa_{JwtMaker::Kind::kRsa, "r"};
  const JwtMaker curve_{JwtMaker::Kind::kP256, "c"};
};

TEST_F(JwkSetTest, AKeysKindIsItsAlgorithm) {
  const auto keys = JwkSet::Parse(JwksOf({&rsa_, &curve_}), "f");
  ASSERT_THAT(keys, IsOk());
  ASSERT_NE(keys->Find("r"), nullptr);
  EXPECT_EQ(keys->Find("r")->algorithm, "RS256");
  ASSERT_NE(keys->Find("c"), nullptr);
  EXPECT_EQ(keys->Find("c")->algorithm, "ES256");
  EXPECT_EQ(keys->Find("R"), nullptr);
  EXPECT_EQ(keys->Find(""), nullptr);
}

// RFC 7517, section 5: a set may have keys that are for others.
TEST_F(JwkSetTest, KeysOfOtherKindsArePassedOver) {
  const auto keys = JwkSet::Parse(
      SetOf(absl::StrCat(
          R"({"kty":"OKP","crv":"Ed25519","kid":"o","x":"AA"},)",
          R"({"kty":"EC","crv":"P-384","kid":"p","x":"AA","y":"AA"},)",
          R"({"kty":"RSA","use":"enc","kid":"e","n":"AA","e":"AQAB"},)",
          R"({"kty":"RSA","alg":"RS512","kid":"a","n":"AA","e":"AQAB"},)",
          R"({"kty":7,"kid":"n"},)", rsa_.Jwk())),
      "f");
  ASSERT_THAT(keys, IsOk());
  EXPECT_NE(keys->Find("r"), nullptr);
  for (const char* kid : {"o", "p", "e", "a", "n"}) {
    EXPECT_EQ(keys->Find(kid), nullptr) << kid;
  }
}

TEST_F(JwkSetTest, WhatNobodyShouldTrustIsNamed) {
  const JwtMaker small(JwtMaker::Kind::kShortRsa, "s");
  std::string nameless = rsa_.Jwk();
  nameless.replace(nameless.find("\"kid\":\"r\""), 9, "\"kid\":7");
  const struct {
    std::string text;
    const char* says;
  } kCases[] = {
      {"", "no JWK set"},
      {"[]", "no JWK set"},
      {"{\"keys\":{}}", "no JWK set"},
      {"{\"keys\":[", "no JWK set"},
      {SetOf(""), "no key for RS256"},
      {SetOf(R"({"kty":"OKP","kid":"o"})"), "no key for RS256"},
      {SetOf("7"), "key 1: it is no key"},
      {SetOf(nameless), "no kid"},
      {SetOf(rsa_.Jwk() + "," + rsa_.Jwk()), "key 2: another key has its kid"},
      {SetOf(rsa_.Jwk() + "," + curve_.Jwk(true)), "key 2: it is a private"},
      {SetOf(rsa_.Jwk(true)), "private"},
      {SetOf(R"({"kty":"oct","kid":"s","k":"c2VjcmV0"})"), "private"},
      {SetOf(small.Jwk()), "2,048 bits"},
      {SetOf(R"({"kty":"RSA","kid":"b","n":"AQAB"})"), "cannot be read"},
      {SetOf(R"({"kty":"RSA","kid":"b","n":"A===","e":"AQAB"})"),
       "cannot be read"},
      {SetOf(R"({"kty":"EC","crv":"P-256","kid":"b","x":"AA","y":"AA"})"),
       "cannot be read"},
  };
  for (const auto& c : kCases) {
    const auto keys = JwkSet::Parse(c.text, "the-file");
    EXPECT_THAT(keys, StatusIs(absl::StatusCode::kInvalidArgument,
                               Reason::CONFIG_INVALID))
        << c.text;
    const std::string message(keys.status().message());
    EXPECT_THAT(message, HasSubstr(c.says)) << c.text;
    EXPECT_THAT(message, HasSubstr("the-file"));
    EXPECT_THAT(message, Not(HasSubstr("c2VjcmV0")));
  }
}

// Its keys are no secret; who may change it lets in whom he likes.
TEST_F(JwkSetTest, AFileThatOthersWriteIsRefused) {
  const SecretFolder folder;
  EXPECT_THAT(JwkSet::Read(folder.Write("f", JwksOf({&rsa_}), 0644)), IsOk());
  for (const mode_t mode : {0664, 0646}) {
    const auto keys = JwkSet::Read(folder.Write("f", JwksOf({&rsa_}), mode));
    EXPECT_THAT(keys, StatusIs(absl::StatusCode::kInvalidArgument,
                               Reason::CONFIG_INVALID));
    EXPECT_THAT(std::string(keys.status().message()), HasSubstr("chmod go-w"));
  }
  EXPECT_THAT(
      JwkSet::Read(folder.path() + "/none"),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
}

}  // namespace
}  // namespace alhf::coordinator

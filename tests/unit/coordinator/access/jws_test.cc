#include "coordinator/access/jws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/support/jwt_maker.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::JwksOf;
using ::alhf::testing::JwtMaker;
using ::alhf::testing::SignWithSecret;
using ::alhf::testing::StatusIs;
using ::alhf::testing::TokenOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kClaims[] = R"({"sub":"somebody-in-particular"})";

class JwsTest : public ::testing::Test {
 protected:
  JwsTest() {
    auto keys = JwkSet::Parse(JwksOf({&rsa_, &curve_}), "f");
    EXPECT_THAT(keys, IsOk());
    keys_ = *std::move(keys);
  }
  void ExpectRefused(const std::string& token, const char* says) {
    const auto payload = VerifiedPayload(token, keys_);
    EXPECT_THAT(payload, StatusIs(absl::StatusCode::kUnauthenticated,
                                  Reason::UNAUTHENTICATED))
        << token;
    const std::string message(payload.status().message());
    EXPECT_THAT(message, HasSubstr(says)) << token;
    EXPECT_THAT(message, Not(HasSubstr("somebody-in-particular")));
  }

  const JwtMaker rsa_{JwtMaker::Kind::kRsa, "r"};
  const JwtMaker curve_{JwtMaker::Kind::kP256, "c"};
  JwkSet keys_;
};

TEST_F(JwsTest, BothAlgorithmsAreGood) {
  for (const JwtMaker* issuer : {&rsa_, &curve_}) {
    EXPECT_THAT(VerifiedPayload(issuer->Token(kClaims), keys_),
                IsOkAndHolds(kClaims))
        << issuer->algorithm();
  }
}

TEST_F(JwsTest, WhatWasChangedIsNotSigned) {
  for (const JwtMaker* issuer : {&rsa_, &curve_}) {
    const std::string token = issuer->Token(kClaims);
    const std::string other = issuer->Token(R"({"sub":"root"})");
    // The head and signature of one, the claims of another.
    const size_t first = token.find('.');
    const size_t second = token.rfind('.');
    ExpectRefused(absl::StrCat(token.substr(0, first),
                               other.substr(other.find('.'),
                                            other.rfind('.') - other.find('.')),
                               token.substr(second)),
                  "signature");
    ExpectRefused(token.substr(0, second + 1), "JWT is not accepted");
    ExpectRefused(token.substr(0, token.size() - 8), "signature");
    ExpectRefused(token + "AAAA", "signature");
    // A signature of as many bytes that are all 0 (CVE-2022-21449).
    ExpectRefused(absl::StrCat(token.substr(0, second + 1),
                               std::string(token.size() - second - 1, 'A')),
                  "signature");
  }
}

// The key says the algorithm, whatever the token wishes.
TEST_F(JwsTest, NoOtherAlgorithm) {
  const std::string none = R"({"alg":"none","kid":"r"})";
  ExpectRefused(TokenOf(none, kClaims, ""), "not accepted");
  ExpectRefused(TokenOf(none, kClaims, "x"), "not accepted");
  // Signed with what everybody knows: the public key.
  const std::string symmetric = R"({"alg":"HS256","kid":"r"})";
  for (const std::string& secret : {rsa_.PublicPem(), rsa_.Jwk()}) {
    ExpectRefused(SignWithSecret(symmetric, kClaims, secret), "RS256 alone");
  }
  ExpectRefused(rsa_.Sign(R"({"alg":"PS256","kid":"r"})", kClaims),
                "RS256 alone");
  ExpectRefused(rsa_.Sign(R"({"alg":"RS512","kid":"r"})", kClaims),
                "RS256 alone");
  ExpectRefused(rsa_.Sign(R"({"alg":"ES256","kid":"r"})", kClaims),
                "RS256 alone");
  ExpectRefused(curve_.Sign(R"({"alg":"RS256","kid":"c"})", kClaims),
                "ES256 alone");
  ExpectRefused(rsa_.Sign(R"({"alg":"rs256","kid":"r"})", kClaims),
                "not accepted");
  ExpectRefused(rsa_.Sign(R"({"kid":"r"})", kClaims), "not accepted");
}

TEST_F(JwsTest, TheKeyIsTheOneThatItNames) {
  ExpectRefused(rsa_.Sign(R"({"alg":"RS256","kid":"x"})", kClaims),
                "jwks_file");
  ExpectRefused(rsa_.Sign(R"({"alg":"RS256"})", kClaims), "kid");
  ExpectRefused(rsa_.Sign(R"({"alg":"RS256","kid":7})", kClaims), "kid");
  const JwtMaker stranger(JwtMaker::Kind::kRsa, "r");
  ExpectRefused(stranger.Token(kClaims), "signature");
  // A key that comes with the token is nobody's.
  ExpectRefused(stranger.Sign(absl::StrCat(R"({"alg":"RS256","kid":"r","jwk":)",
                                           stranger.Jwk(), "}"),
                              kClaims),
                "signature");
}

TEST_F(JwsTest, WhatIsNoTokenIsRefused) {
  ExpectRefused(
      rsa_.Sign(R"({"alg":"RS256","kid":"r","crit":["b64"]})", kClaims),
      "crit");
  for (const std::string& garbage :
       {std::string(), std::string(".."), std::string("a.b.c"),
        std::string("....."), TokenOf("[]", kClaims, "x"),
        TokenOf("{", kClaims, "x"), std::string(3, '\0'),
        std::string("A===.e30.AA"),
        "eyJhbGciOiJSUzI1NiJ9." + std::string(100, '%') + ".AA"}) {
    ExpectRefused(garbage, "not accepted");
  }
  ExpectRefused(rsa_.Token(std::string(kLongestJwt, ' ')), "8192 bytes");
}

TEST_F(JwsTest, HasItsForm) {
  EXPECT_TRUE(HasFormOfJwt(rsa_.Token(kClaims)));
  EXPECT_TRUE(HasFormOfJwt("e30.e30."));
  for (const char* other : {"", "0123abcd", "aa.bb", "aa.bb.cc.dd", "a.bb.cc",
                            "e30=.e30.AA", "e30.e+30.AA", "e30.e30. A"}) {
    EXPECT_FALSE(HasFormOfJwt(other)) << other;
  }
}

}  // namespace
}  // namespace alhf::coordinator

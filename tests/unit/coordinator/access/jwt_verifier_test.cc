#include "coordinator/access/jwt_verifier.h"

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

constexpr int64_t kNow = 1'700'000'000;

class JwtVerifierTest : public ::testing::Test {
 protected:
  static std::string Claims() {
    return absl::StrCat(R"({"iss":"i","aud":"a","sub":"ann","role":"member",)",
                        R"("tenants":"acme","exp":)", kNow + 300, "}");
  }
  absl::StatusOr<std::unique_ptr<JwtVerifier>> Open(
      const std::string& file) const {
    return JwtVerifier::Open(file, {.issuer = "i", .audience = "a"}, &clock_);
  }

  const SecretFolder folder_;
  ManualClock clock_{absl::FromUnixSeconds(kNow)};
  const JwtMaker old_{JwtMaker::Kind::kP256, "old"};
  const JwtMaker next_{JwtMaker::Kind::kRsa, "next"};
};

TEST_F(JwtVerifierTest, ATokenHoldsUntilItsEnd) {
  const auto jwt = Open(folder_.Write("jwks", JwksOf({&old_})));
  ASSERT_THAT(jwt, IsOk());
  const std::string token = old_.Token(Claims());
  ASSERT_THAT((*jwt)->Verify(token), IsOk());
  EXPECT_EQ((*jwt)->Verify(token)->user(), "ann");
  clock_.Advance(absl::Seconds(359));
  EXPECT_THAT((*jwt)->Verify(token), IsOk());
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(
      (*jwt)->Verify(token),
      StatusIs(absl::StatusCode::kUnauthenticated, Reason::UNAUTHENTICATED));
}

// An issuer changes keys by having both for a while.
TEST_F(JwtVerifierTest, NewKeysAreTakenWithoutARestart) {
  const auto jwt = Open(folder_.Write("jwks", JwksOf({&old_})));
  ASSERT_THAT(jwt, IsOk());
  const auto unknown = (*jwt)->Verify(next_.Token(Claims()));
  EXPECT_THAT(unknown, StatusIs(absl::StatusCode::kUnauthenticated,
                                Reason::UNAUTHENTICATED));
  EXPECT_THAT(std::string(unknown.status().message()), HasSubstr("jwks_file"));
  folder_.Write("jwks", JwksOf({&old_, &next_}));
  EXPECT_THAT((*jwt)->Verify(old_.Token(Claims())), IsOk());
  EXPECT_THAT((*jwt)->Verify(next_.Token(Claims())), IsOk());
  folder_.Write("jwks", "half a fi");
  EXPECT_THAT((*jwt)->Verify(old_.Token(Claims())), IsOk());
  folder_.Write("jwks", JwksOf({&next_}));
  EXPECT_FALSE((*jwt)->Verify(old_.Token(Claims())).ok());
  EXPECT_THAT((*jwt)->Verify(next_.Token(Claims())), IsOk());
}

TEST_F(JwtVerifierTest, WithoutKeysThereIsNone) {
  EXPECT_THAT(
      Open(folder_.path() + "/none"),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
}

}  // namespace
}  // namespace alhf::coordinator

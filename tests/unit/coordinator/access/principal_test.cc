#include "coordinator/access/principal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/clock.h"
#include "base/text.h"
#include "tests/support/jwt_maker.h"
#include "tests/unit/base/secret_folder.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::JwksOf;
using ::alhf::testing::JwtMaker;
using ::alhf::testing::SecretFolder;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kDenied = absl::StatusCode::kPermissionDenied;
constexpr char kToken[] = "the-token-of-the-coordinator";
constexpr char kTcp[] = "ipv4:127.0.0.1:5";
constexpr char kAsk[] = "alhf.v1.Coordinator/Ask";
constexpr char kBackup[] = "alhf.v1.Coordinator/Backup";

class PrincipalTest : public ::testing::Test {
 protected:
  PrincipalTest() {
    std::string file;
    for (const char* rest :
         {"id: 'member' role: MEMBER tenant: 'a' user: 'ann'",
          "id: 'agent' role: AGENT tenant: 'a' tenant: 'b'",
          "id: 'all' role: ADMIN tenant: '*' user: 'root'",
          "id: 'admin' role: ADMIN tenant: 'a' user: 'joe'",
          "id: 'part' role: COMPONENT component: 'retriever'"}) {
      const std::string id = std::string(rest).substr(5, 3);
      absl::StrAppend(&file, "key { sha256: '",
                      absl::BytesToHexString(Sha256("key-" + id)), "' ", rest,
                      " }\n");
    }
    auto keys = KeyRing::Open(folder_.Write("keys", file));
    EXPECT_THAT(keys, IsOk());
    auto jwt = JwtVerifier::Open(folder_.Write("jwks", JwksOf({&issuer_})),
                                 {.issuer = "i", .audience = "a"}, &clock_);
    EXPECT_THAT(jwt, IsOk());
    authenticator_ = std::make_unique<CallerAuthenticator>(
        CallerAuthenticator::Options{.owner = "mira",
                                     .token = kToken,
                                     .keys = *std::move(keys),
                                     .jwt = *std::move(jwt)});
  }
  absl::StatusOr<Principal> Show(const std::string& secret) const {
    return authenticator_->Authenticate(
        {.peer = kTcp, .authorization = "Bearer " + secret});
  }

  std::string Jwt(const std::string& claims) const {
    return issuer_.Token(
        absl::StrCat(R"({"iss":"i","aud":"a","exp":9000,)", claims, "}"));
  }

  const SecretFolder folder_;
  const JwtMaker issuer_{JwtMaker::Kind::kP256, "k"};
  const ManualClock clock_{absl::FromUnixSeconds(1000)};
  std::unique_ptr<CallerAuthenticator> authenticator_;
};

TEST_F(PrincipalTest, TheSocketsOwnerIsAnAdminOfEveryTenant) {
  const auto owner =
      authenticator_->Authenticate({.peer = "unix:", .authorization = ""});
  ASSERT_THAT(owner, IsOk());
  EXPECT_EQ(GiverRoleOf(owner->role), v1::ROLE_EXPERT);
  EXPECT_THAT(Authorize(*owner, kBackup, "any"), IsOk());
  EXPECT_THAT(UserOf(*owner, ""), IsOkAndHolds("mira"));
  EXPECT_THAT(UserOf(*owner, "jon"), IsOkAndHolds("jon"));
}

TEST_F(PrincipalTest, WhoHasTheTokenIsTheOwner) {
  const auto owner = Show(kToken);
  ASSERT_THAT(owner, IsOk());
  EXPECT_EQ(owner->name, "token:mira");
  EXPECT_THAT(Authorize(*owner, kBackup, "any"), IsOk());
}

TEST_F(PrincipalTest, ANobodyOverTcpIsToldWhatToSend) {
  for (const std::string& header :
       {std::string(), std::string("Bearer wrong-secret"),
        std::string("Basic ") + kToken, std::string(kToken)}) {
    const auto nobody =
        authenticator_->Authenticate({.peer = kTcp, .authorization = header});
    EXPECT_THAT(nobody, StatusIs(absl::StatusCode::kUnauthenticated,
                                 Reason::UNAUTHENTICATED));
    const std::string message(nobody.status().message());
    EXPECT_THAT(message, HasSubstr("authorization: Bearer"));
    EXPECT_THAT(message, Not(HasSubstr("wrong-secret")));
  }
}

TEST_F(PrincipalTest, AMemberHasHisTenantAndHimself) {
  const auto member = Show("key-mem");
  ASSERT_THAT(member, IsOk());
  EXPECT_EQ(GiverRoleOf(member->role), v1::ROLE_MEMBER);
  EXPECT_THAT(Authorize(*member, kAsk, "a"), IsOk());
  EXPECT_THAT(Authorize(*member, kAsk, "b"),
              StatusIs(kDenied, Reason::PERMISSION));
  EXPECT_THAT(Authorize(*member, kAsk, "*"),
              StatusIs(kDenied, Reason::PERMISSION));
  EXPECT_THAT(UserOf(*member, ""), IsOkAndHolds("ann"));
  EXPECT_THAT(UserOf(*member, "jon"), StatusIs(kDenied, Reason::PERMISSION));
}

TEST_F(PrincipalTest, AnAgentNamesTenantAndUserOfEachCall) {
  const auto agent = Show("key-age");
  ASSERT_THAT(agent, IsOk());
  EXPECT_EQ(GiverRoleOf(agent->role), v1::ROLE_MEMBER);
  EXPECT_THAT(Authorize(*agent, kAsk, "b"), IsOk());
  EXPECT_THAT(Authorize(*agent, kAsk, "c"),
              StatusIs(kDenied, Reason::PERMISSION));
  EXPECT_THAT(UserOf(*agent, "jon"), IsOkAndHolds("jon"));
  EXPECT_THAT(UserOf(*agent, ""), StatusIs(absl::StatusCode::kInvalidArgument,
                                           Reason::FIELD_REQUIRED));
}

TEST_F(PrincipalTest, WhatReachesEveryTenantNeedsAllOfThem) {
  EXPECT_THAT(Authorize(*Show("key-all"), kBackup, "a"), IsOk());
  EXPECT_THAT(Authorize(*Show("key-adm"), kBackup, "a"),
              StatusIs(kDenied, Reason::PERMISSION));
}

TEST_F(PrincipalTest, AComponentIsOneOfThoseItsKeyNames) {
  const auto part = Show("key-par");
  ASSERT_THAT(part, IsOk());
  EXPECT_THAT(AuthorizeComponent(*part, "retriever"), IsOk());
  EXPECT_THAT(AuthorizeComponent(*part, "writer"),
              StatusIs(kDenied, Reason::PERMISSION));
}

TEST_F(PrincipalTest, AJwtGrantsWhatAKeyDoes) {
  const auto member =
      Show(Jwt(R"("sub":"ann","role":"member","tenants":["a"])"));
  ASSERT_THAT(member, IsOk());
  EXPECT_EQ(member->name, "jwt:ann");
  EXPECT_EQ(GiverRoleOf(member->role), v1::ROLE_MEMBER);
  EXPECT_THAT(Authorize(*member, kAsk, "a"), IsOk());
  EXPECT_THAT(Authorize(*member, kAsk, "b"),
              StatusIs(kDenied, Reason::PERMISSION));
  EXPECT_THAT(UserOf(*member, ""), IsOkAndHolds("ann"));
  EXPECT_THAT(UserOf(*member, "jon"), StatusIs(kDenied, Reason::PERMISSION));

  const auto agent =
      Show(Jwt(R"("sub":"gateway","role":"agent","tenants":["a","b"])"));
  ASSERT_THAT(agent, IsOk());
  EXPECT_EQ(agent->name, "jwt:gateway");
  EXPECT_THAT(UserOf(*agent, "jon"), IsOkAndHolds("jon"));
  EXPECT_THAT(UserOf(*agent, ""), StatusIs(absl::StatusCode::kInvalidArgument,
                                           Reason::FIELD_REQUIRED));

  const auto part =
      Show(Jwt(R"("sub":"p","role":"component","components":"retriever")"));
  ASSERT_THAT(part, IsOk());
  EXPECT_THAT(AuthorizeComponent(*part, "retriever"), IsOk());
  EXPECT_THAT(AuthorizeComponent(*part, "writer"),
              StatusIs(kDenied, Reason::PERMISSION));
  EXPECT_THAT(Authorize(*Show(Jwt(R"("sub":"r","role":"admin","tenants":"*")")),
                        kBackup, "a"),
              IsOk());
  EXPECT_THAT(
      Show(Jwt(R"("sub":"ann","role":"member")")),
      StatusIs(absl::StatusCode::kUnauthenticated, Reason::UNAUTHENTICATED));
}

}  // namespace
}  // namespace alhf::coordinator

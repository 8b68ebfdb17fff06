#include "coordinator/access/jwt_claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr int64_t kNow = 1'700'000'000;

class JwtClaimsTest : public ::testing::Test {
 protected:
  absl::StatusOr<config::v1::Key> Read(const json& claims) const {
    return ReadClaims(claims.dump(), rules_, absl::FromUnixSeconds(kNow));
  }
  void ExpectRefused(const json& claims, const char* says) const {
    const auto grants = Read(claims);
    EXPECT_THAT(grants, StatusIs(absl::StatusCode::kUnauthenticated,
                                 Reason::UNAUTHENTICATED))
        << claims;
    EXPECT_THAT(std::string(grants.status().message()), HasSubstr(says))
        << claims;
    EXPECT_THAT(std::string(grants.status().message()),
                Not(HasSubstr("in-particular")));
  }
  json With(const char* name, const json& value) const {
    json claims = claims_;
    claims[name] = value;
    return claims;
  }
  json Without(const char* name) const {
    json claims = claims_;
    claims.erase(name);
    return claims;
  }

  JwtRules rules_ = {.issuer = "https://id.example", .audience = "alhf"};
  const json claims_ = {{"iss", "https://id.example"},
                        {"aud", "alhf"},
                        {"exp", kNow + 300},
                        {"sub", "ann"},
                        {"role", "expert"},
                        {"tenants", {"acme", "globex"}}};
};

TEST_F(JwtClaimsTest, GrantWhatALineOfTheKeysFileDoes) {
  const auto grants = Read(claims_);
  ASSERT_THAT(grants, IsOk());
  EXPECT_EQ(grants->id(), "ann");
  EXPECT_EQ(grants->user(), "ann");
  EXPECT_EQ(grants->role(), config::v1::EXPERT);
  EXPECT_THAT(grants->tenant(), ElementsAre("acme", "globex"));
  EXPECT_THAT(Read(With("tenants", "acme"))->tenant(), ElementsAre("acme"));
}

TEST_F(JwtClaimsTest, MayHaveOtherNames) {
  rules_.tenants_claim = "https://acme.example/tenants";
  rules_.user_claim = "email";
  rules_.role_claim = "groups";
  rules_.components_claim = "parts";
  json claims = Without("role");
  claims.erase("tenants");
  claims["https://acme.example/tenants"] = "acme";
  claims["email"] = "ann@acme.example";
  claims["groups"] = {"offline_access", "Member"};
  const auto grants = Read(claims);
  ASSERT_THAT(grants, IsOk());
  EXPECT_EQ(grants->id(), "ann");
  EXPECT_EQ(grants->user(), "ann@acme.example");
  EXPECT_EQ(grants->role(), config::v1::MEMBER);
  EXPECT_THAT(grants->tenant(), ElementsAre("acme"));
  claims["groups"] = "component";
  ExpectRefused(claims, "component");
  claims["parts"] = {"retriever"};
  EXPECT_THAT(Read(claims)->component(), ElementsAre("retriever"));
}

TEST_F(JwtClaimsTest, HoldInTheirTime) {
  EXPECT_THAT(Read(With("exp", kNow - 59)), IsOk());
  ExpectRefused(With("exp", kNow - 60), "it ended at 2023-11-14T22:12:20");
  ExpectRefused(With("exp", kNow - 60.5), "get a new one");
  EXPECT_THAT(Read(With("exp", 1e300)), IsOk());
  EXPECT_THAT(Read(With("nbf", kNow + 60)), IsOk());
  ExpectRefused(With("nbf", kNow + 61), "it begins at");
  ExpectRefused(With("nbf", "soon"), "nbf");
  for (const json& none : {Without("exp"), With("exp", "1900000000"),
                           With("exp", nullptr), With("exp", {kNow + 9})}) {
    ExpectRefused(none, "no end (exp)");
  }
  rules_.leeway = absl::ZeroDuration();
  ExpectRefused(With("exp", kNow), "it ended");
  EXPECT_THAT(Read(With("exp", kNow + 0.5)), IsOk());
}

TEST_F(JwtClaimsTest, AreOfTheIssuerAndForUs) {
  for (const json& other :
       {Without("iss"), With("iss", "https://id.example/"), With("iss", 7),
        With("iss", {"https://id.example"})}) {
    ExpectRefused(other, "another issuer");
  }
  for (const json& other :
       {Without("aud"), With("aud", "somebody-in-particular"), With("aud", 7),
        With("aud", json::array()), With("aud", {"a", 7, "alhf"})}) {
    ExpectRefused(other, "for somebody else");
  }
  EXPECT_THAT(Read(With("aud", {"other", "alhf"})), IsOk());
}

TEST_F(JwtClaimsTest, NameOneWhoHasARole) {
  for (const json& nobody : {Without("sub"), With("sub", ""), With("sub", 7),
                             With("sub", std::string(129, 'a'))}) {
    ExpectRefused(nobody, "names nobody");
  }
  // Which of two is meant is not guessed.
  for (const json& none :
       {Without("role"), With("role", "root-in-particular"), With("role", 1),
        With("role", "role_unspecified"), With("role", {"reader", "admin"})}) {
    ExpectRefused(none, "'role' is not one role");
  }
  EXPECT_THAT(Read(With("role", {"admin", "ADMIN"})), IsOk());
  for (const json& nowhere :
       {Without("tenants"), With("tenants", json::array()),
        With("tenants", {7})}) {
    ExpectRefused(nowhere, "no tenant");
  }
  rules_.user_claim = "email";
  ExpectRefused(claims_, "no user");
  EXPECT_THAT(Read(With("role", "agent")), IsOk());  // names his users himself
}

TEST_F(JwtClaimsTest, AreAnObject) {
  for (const char* text : {"", "[]", "7", "{", "{\"iss\":\"\xff\"}", "null"}) {
    EXPECT_THAT(
        ReadClaims(text, rules_, absl::FromUnixSeconds(kNow)),
        StatusIs(absl::StatusCode::kUnauthenticated, Reason::UNAUTHENTICATED))
        << text;
  }
}

}  // namespace
}  // namespace alhf::coordinator

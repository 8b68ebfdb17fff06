// What a JWT of an issuer lets its owner do: real processes and sockets. The
// rules are those of docs/protocol.md, section 13.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "tests/integration/security_fixture.h"
#include "tests/support/eventually.h"
#include "tests/support/jwt_maker.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kJwt[] =
    "keys_file: 'keys' component_token_file: 'part' "
    "jwt { jwks_file: 'jwks' issuer: 'https://id.example' audience: 'alhf' }";

class JwtTest : public SecurityTest {
 protected:
  void Start(const std::string& more = "") {
    system_.AddKey("root",
                   {"--role", "admin", "--tenant", "acme", "--user", "root"});
    system_.Write("jwks", JwksOf({&issuer_}), 0644);
    Give("part-jwt", issuer_, "support_writer",
         R"("role":"component","components":["support_writer"])");
    ASSERT_NO_FATAL_FAILURE(
        system_.StartCoordinator(absl::StrCat(kJwt, " ", more)));
    ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
        {"--token-file", system_.File("part"), "--coordinator-token-file",
         system_.File("part-jwt")}));
    ASSERT_TRUE(Eventually([&] {
      return absl::StrContains(Run("root", "root", {"components"}).out,
                               "serving");
    })) << Run("root", "root", {"components"}).err
        << system_.Logs();
  }
  // Writes a token that holds for an hour to the file `name`.
  void Give(const std::string& name, const JwtMaker& issuer,
            const std::string& subject, const std::string& claims,
            absl::Duration holds = absl::Hours(1)) {
    const int64_t end = absl::ToUnixSeconds(SystemClock().Now() + holds);
    system_.Write(
        name, issuer.Token(absl::StrCat(
                  R"({"iss":"https://id.example","aud":["alhf"],"exp":)", end,
                  R"(,"sub":")", subject, R"(",)", claims, "}")));
  }
  CommandResult Run(const std::string& who, const std::string& user,
                    std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--tenant", "acme", "--user", user});
    return As(who, arguments);
  }

  const JwtMaker issuer_{JwtMaker::Kind::kP256, "2026-01"};
  const JwtMaker next_{JwtMaker::Kind::kRsa, "2026-02"};
};

// AUTH_17, AUTH_08, AUTH_09: roles, tenants and limits are those of keys.
TEST_F(JwtTest, GrantsWhatAKeyDoes) {
  ASSERT_NO_FATAL_FAILURE(Start("limits { giver_calls_per_minute: 1 }"));
  Give("ann", issuer_, "ann", R"("role":"member","tenants":["acme"])");
  Give("eve", issuer_, "eve", R"("role":["expert"],"tenants":"acme")");
  const CommandResult taught =
      Teach("ann", "Never apologise in an answer.",
            {"--tenant", "acme", "--user", "ann", "--json"});
  ASSERT_EQ(taught.exit_code, 0) << taught.err;
  const auto sees = [&](const std::string& who) {
    return absl::StrContains(Run(who, who, {"plan", kOther, "--json"}).out,
                             "Never apologise");
  };
  EXPECT_TRUE(Eventually([&] { return sees("ann"); }));
  EXPECT_FALSE(sees("eve"));
  EXPECT_THAT(Run("ann", "ann", {"pause"}).err, HasSubstr("PERMISSION_DENIED"));
  EXPECT_THAT(Run("ann", "eve", {"plan", kOther}).err,
              HasSubstr("may not speak for user"));
  EXPECT_THAT(
      As("eve", {"plan", kOther, "--tenant", "globex", "--user", "eve"}).err,
      HasSubstr("jwt:eve may not name tenant"));
  // One too many of this minute.
  EXPECT_THAT(Run("ann", "ann", {"forget", "l-none"}).err,
              HasSubstr("RATE_LIMITED"));
  EXPECT_EQ(Run("eve", "eve", {"pause"}).exit_code, 0);
}

// AUTH_17, AUDIT_01: of a gateway both names are kept.
TEST_F(JwtTest, AnAgentsTokenAndItsUserAreInTheAudit) {
  ASSERT_NO_FATAL_FAILURE(Start());
  Give("gateway", issuer_, "gateway-7", R"("role":"agent","tenants":["acme"])");
  const CommandResult taught = Teach("gateway", "At most 60 words, please.",
                                     {"--tenant", "acme", "--user", "cat"});
  ASSERT_EQ(taught.exit_code, 0) << taught.err;
  EXPECT_THAT(Run("gateway", "", {"plan", kOther}).exit_code, Not(0));
  EXPECT_THAT(Run("root", "root", {"audit", "--action", "taught"}).out,
              HasSubstr("jwt:gateway-7  cat"));
}

// AUTH_16
TEST_F(JwtTest, OtherTokensAreNobodys) {
  ASSERT_NO_FATAL_FAILURE(Start());
  const std::string member = R"("role":"member","tenants":["acme"])";
  const JwtMaker stranger(JwtMaker::Kind::kP256, "2026-01");
  Give("old", issuer_, "ann", member, -absl::Minutes(2));
  Give("forged", stranger, "ann", member);
  Give("unknown", next_, "ann", member);
  Give("roleless", issuer_, "ann", R"("tenants":["acme"])");
  const struct {
    const char* token;
    const char* says;
  } kCases[] = {{"old", "it ended at"},
                {"forged", "signature"},
                {"unknown", "jwks_file"},
                {"roleless", "'role'"}};
  for (const auto& c : kCases) {
    const CommandResult refused = Run(c.token, "ann", {"plan", kOther});
    EXPECT_NE(refused.exit_code, 0) << c.token;
    EXPECT_THAT(refused.err,
                AllOf(HasSubstr("UNAUTHENTICATED"), HasSubstr(c.says)));
  }
  EXPECT_THAT(system_.Logs(), Not(HasSubstr("eyJ")));  // AUTH_11
}

// AUTH_18
TEST_F(JwtTest, TheIssuersKeysAreChangedWhileEverythingRuns) {
  ASSERT_NO_FATAL_FAILURE(Start("limits { lease_s: 1 }"));
  const std::string member = R"("role":"member","tenants":["acme"])";
  Give("first", issuer_, "ann", member);
  Give("second", next_, "ann", member);
  EXPECT_EQ(Run("first", "ann", {"plan", kOther}).exit_code, 0);
  EXPECT_NE(Run("second", "ann", {"plan", kOther}).exit_code, 0);
  system_.Write("jwks", JwksOf({&next_}), 0644);
  const CommandResult now = Run("second", "ann", {"plan", kOther});
  EXPECT_EQ(now.exit_code, 0) << now.err;
  EXPECT_NE(Run("first", "ann", {"plan", kOther}).exit_code, 0);
  // The component's token is of the old key, and its lease ends. It reads
  // another one from its file by itself.
  const auto serves = [&] {
    return absl::StrContains(Run("root", "root", {"components"}).out,
                             "serving");
  };
  EXPECT_TRUE(Eventually([&] { return !serves(); }));
  Give("part-jwt", next_, "support_writer",
       R"("role":"component","components":["support_writer"])");
  EXPECT_TRUE(Eventually(serves)) << system_.Logs();
}

}  // namespace
}  // namespace alhf::testing

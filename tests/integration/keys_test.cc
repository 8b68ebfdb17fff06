// What a key lets its owner do: real processes and sockets. The rules are those
// of docs/protocol.md; every method as every role: access_matrix_test.cc.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/integration/security_fixture.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// AUTH_09
TEST_F(SecurityTest, AMembersLessonIsHisUntilAnExpertPromotesIt) {
  for (const char* who : {"ann", "bob"}) {
    system_.AddKey(who,
                   {"--role", "member", "--tenant", "acme", "--user", who});
  }
  system_.AddKey("eve",
                 {"--role", "expert", "--tenant", "acme", "--user", "eve"});
  system_.AddKey("part-key",
                 {"--role", "component", "--component", "support_writer"});
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "keys_file: 'keys' component_token_file: 'part'"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--token-file", system_.File("part"), "--coordinator-token-file",
       system_.File("part-key")}));
  const std::vector<std::string> acme = {"--tenant", "acme"};
  const auto as = [&](const std::string& who,
                      std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--tenant", "acme", "--user", who});
    return As(who, arguments);
  };
  ASSERT_TRUE(Eventually([&] {
    return absl::StrContains(as("eve", {"components"}).out, "serving");
  })) << as("eve", {"components"}).err
      << system_.Logs();

  const CommandResult taught =
      Teach("ann", "Never apologise in an answer.",
            {"--tenant", "acme", "--user", "ann", "--json"});
  ASSERT_EQ(taught.exit_code, 0) << taught.err;
  const auto sees = [&](const std::string& who) {
    return absl::StrContains(as(who, {"plan", kOther, "--json"}).out,
                             "Never apologise");
  };
  EXPECT_TRUE(Eventually([&] { return sees("ann"); }));
  EXPECT_FALSE(sees("bob"));

  const size_t at = taught.out.find("\"l-");
  ASSERT_NE(at, std::string::npos) << taught.out;
  const std::string lesson =
      taught.out.substr(at + 1, taught.out.find('"', at + 1) - at - 1);
  EXPECT_NE(as("bob", {"promote", lesson}).exit_code, 0);
  EXPECT_NE(as("ann", {"promote", lesson}).exit_code, 0);
  EXPECT_FALSE(sees("bob"));
  const CommandResult promoted = as("eve", {"promote", lesson});
  ASSERT_EQ(promoted.exit_code, 0) << promoted.err;
  EXPECT_TRUE(Eventually([&] { return sees("bob"); }));
}

// AUTH_13
TEST_F(SecurityTest, IdsOfOtherTenantsAreNotThere) {
  system_.AddKey("ann",
                 {"--role", "expert", "--tenant", "acme", "--user", "ann"});
  system_.AddKey("eve",
                 {"--role", "expert", "--tenant", "globex", "--user", "eve"});
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "token_file: 'token' keys_file: 'keys' component_token_file: 'part'"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--token-file", system_.File("part"), "--coordinator-token-file",
       system_.File("token")}));
  ASSERT_NO_FATAL_FAILURE(
      AwaitComponent({"components", "--token-file", system_.File("token")}));
  const CommandResult taught =
      Teach("ann", "At most 60 words, please.",
            {"--tenant", "acme", "--user", "ann", "--json"});
  ASSERT_EQ(taught.exit_code, 0) << taught.err;
  const auto id = [&](const std::string& prefix) {
    const size_t at = taught.out.find("\"" + prefix);
    return at == std::string::npos
               ? "none"
               : taught.out.substr(at + 1,
                                   taught.out.find('"', at + 1) - at - 1);
  };
  const std::string record = id("f-");
  const std::string lesson = id("l-");
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"record", record, "--json"},
        {"lesson", lesson, "--json"},
        {"forget", lesson, "--json"}}) {
    const auto as = [&](const std::string& who, const std::string& tenant) {
      std::vector<std::string> arguments = command;
      arguments.insert(arguments.end(), {"--tenant", tenant, "--user", who});
      return As(who, arguments);
    };
    const CommandResult foreign = as("eve", "globex");
    EXPECT_NE(foreign.exit_code, 0);
    EXPECT_THAT(foreign.err, HasSubstr("NOT_FOUND")) << command[0];
    EXPECT_THAT(foreign.err, Not(HasSubstr("60 words")));
    EXPECT_THAT(as("eve", "acme").err, HasSubstr("PERMISSION_DENIED"));
    const CommandResult own = as("ann", "acme");
    EXPECT_EQ(own.exit_code, 0) << command[0] << own.err;
  }
}

// AUTH_15
TEST_F(SecurityTest, AnAgentSpeaksForUsersOfItsTenants) {
  system_.AddKey("gateway", {"--role", "agent", "--tenant", "acme"});
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "token_file: 'token' keys_file: 'keys' component_token_file: 'part'"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--token-file", system_.File("part"), "--coordinator-token-file",
       system_.File("token")}));
  ASSERT_NO_FATAL_FAILURE(
      AwaitComponent({"components", "--token-file", system_.File("token")}));
  const CommandResult taught =
      Teach("gateway", "Never apologise in an answer.",
            {"--tenant", "acme", "--user", "ann", "--json"});
  ASSERT_EQ(taught.exit_code, 0) << taught.err;
  EXPECT_THAT(taught.out, HasSubstr("\"giver\": \"ann\""));
  const auto sees = [&](const std::string& user) {
    return absl::StrContains(As("gateway", {"plan", kOther, "--json",
                                            "--tenant", "acme", "--user", user})
                                 .out,
                             "Never apologise");
  };
  EXPECT_TRUE(Eventually([&] { return sees("ann"); }));
  EXPECT_FALSE(sees("bob"));
  EXPECT_THAT(Teach("gateway", "Never apologise.",
                    {"--tenant", "globex", "--user", "ann"})
                  .err,
              HasSubstr("PERMISSION_DENIED"));
}

// AUTH_10
TEST_F(SecurityTest, AComponentJoinsUnderItsOwnNameAlone) {
  system_.AddKey("root", {"--role", "admin", "--every-tenant", "--user", "r"});
  system_.AddKey("part-key",
                 {"--role", "component", "--component", "another_writer"});
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "keys_file: 'keys' component_token_file: 'part'"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--token-file", system_.File("part"), "--coordinator-token-file",
       system_.File("part-key")}));
  ASSERT_TRUE(Eventually([&] {
    return absl::StrContains(system_.Logs(), "may not be component");
  })) << system_.Logs();
  EXPECT_THAT(As("root", {"components", "--user", "r"}).out,
              Not(HasSubstr("support_writer")));
}

}  // namespace
}  // namespace alhf::testing

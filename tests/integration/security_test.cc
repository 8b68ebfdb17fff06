// Who gets in over TCP, and who does not: real processes and sockets. The rules
// are those of docs/protocol.md.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/integration/secured_system.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kToken[] = "token-of-the-coordinator-7c1e";
constexpr char kPartToken[] = "token-of-the-component-41d0";
constexpr char kStranger[] = "a-token-that-nobody-knows-99";
constexpr char kOther[] = "Where do I change my address?";

class SecurityTest : public ::testing::Test {
 protected:
  SecurityTest() {
    system_.Write("token", kToken);
    system_.Write("part", kPartToken);
    system_.Write("stranger", kStranger);
  }
  // Runs `alhf` with the secret in the file `name`.
  CommandResult As(const std::string& name,
                   std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--token-file", system_.File(name)});
    return system_.Alhf(std::move(arguments));
  }
  CommandResult Teach(const std::string& who, const std::string& text,
                      std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {
        "feedback",   text,
        "--question", "How do I reset my password?",
        "--answer",   "Open the settings and choose reset."};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return As(who, arguments);
  }
  void AwaitComponent(const std::vector<std::string>& command) {
    ASSERT_TRUE(Eventually([&] {
      return absl::StrContains(system_.Alhf(command).out, "serving");
    })) << system_.Alhf(command).out
        << system_.Alhf(command).err << system_.Logs();
  }

  SecuredSystem system_;
};

// AUTH_01, AUTH_02, AUTH_04
TEST_F(SecurityTest, OnLoopbackATokenTellsCallersApart) {
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "token_file: 'token' component_token_file: 'part'"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--token-file", system_.File("part"), "--coordinator-token-file",
       system_.File("token")}));
  ASSERT_NO_FATAL_FAILURE(
      AwaitComponent({"components", "--token-file", system_.File("token")}));

  const CommandResult taught = Teach("token", "At most 60 words, please.");
  EXPECT_EQ(taught.exit_code, 0) << taught.err;
  EXPECT_THAT(taught.out, HasSubstr("at most 60 words"));

  for (const CommandResult& refused :
       {system_.Alhf({"status"}), As("stranger", {"status"})}) {
    EXPECT_NE(refused.exit_code, 0);
    EXPECT_THAT(refused.err, HasSubstr("--token-file"));
  }
}

// AUTH_01
TEST_F(SecurityTest, AComponentAnswersItsCoordinatorAlone) {
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "token_file: 'token' component_token_file: 'stranger'"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--token-file", system_.File("part"), "--coordinator-token-file",
       system_.File("token")}));
  ASSERT_TRUE(Eventually([&] {
    return absl::StrContains(As("token", {"components"}).out,
                             "component_token_file");
  })) << As("token", {"components"}).out;
  EXPECT_THAT(As("token", {"components"}).out, Not(HasSubstr("serving")));
}

// Over TCP a component keeps the protocol as it does on a socket.
TEST_F(SecurityTest, TheConformanceSuitePassesWithTheToken) {
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "token_file: 'token' component_token_file: 'part'"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--token-file", system_.File("part"), "--coordinator-token-file",
       system_.File("token")}));
  const auto suite = [&](const std::string& token) {
    return RunCommand({MiniSystem::Program("alhf-conformance"),
                       system_.ComponentAddress(), "--token-file",
                       system_.File(token), "--filter", "MANIFEST_*"});
  };
  const CommandResult passed = suite("part");
  EXPECT_EQ(passed.exit_code, 0) << passed.out << passed.err;
  const CommandResult refused = suite("stranger");
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.out + refused.err, HasSubstr("component_token_file"));
}

// AUTH_03
TEST_F(SecurityTest, WhatIsNotSafeIsNotListenedOn) {
  const struct {
    const char* listen;
    const char* security;
    const char* says;
  } kCases[] = {
      {"0.0.0.0:0", "token_file: 'token'", "TLS"},
      {"[::]:0", "token_file: 'token'", "TLS"},
      {"127.0.0.1:0", "", "token"},
      {"127.0.0.1:0", "token_file: 'open'", "chmod 600"},
      {"127.0.0.1:0", "keys_file: 'open'", "chmod 600"},
      {"127.0.0.1:0", "token_file: 'nowhere'", "nowhere"},
      {"127.0.0.1:0", "tls_folder: 'nowhere'", "nowhere"},
  };
  system_.Write("open", kToken, 0644);
  for (const auto& c : kCases) {
    const CommandResult refused = system_.TryCoordinator(c.listen, c.security);
    EXPECT_EQ(refused.exit_code, 1) << c.listen << c.security;
    EXPECT_THAT(refused.err, AllOf(HasSubstr(c.says), Not(HasSubstr(kToken))));
  }
}

// AUTH_05, AUTH_06
TEST_F(SecurityTest, CertificatesAreChangedWhileEverythingRuns) {
  ASSERT_NO_FATAL_FAILURE(
      system_.MakeCertificates({"coordinator", "support_writer", "client"}));
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "token_file: 'token' tls_folder: 'certs/coordinator' "
      "require_client_certificate: true"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--tls", system_.File("certs/support_writer"),
       "--coordinator-token-file", system_.File("token")}));
  const std::vector<std::string> components = {"components", "--token-file",
                                               system_.File("token"), "--tls",
                                               system_.File("certs/client")};
  ASSERT_NO_FATAL_FAILURE(AwaitComponent(components));

  // The certificate that `address` shows to a caller with the client's.
  const auto shown = [&](const std::string& address) -> std::string {
    const std::string client = system_.File("certs/client");
    const std::string out =
        RunCommand({"/usr/bin/openssl", "s_client", "-connect", address,
                    "-alpn", "h2", "-CAfile", client + "/ca.pem", "-cert",
                    client + "/cert.pem", "-key", client + "/key.pem",
                    "-verify_return_error"})
            .out;
    const size_t begin = out.find("-----BEGIN CERTIFICATE");
    const size_t end = out.find("-----END CERTIFICATE");
    return end == std::string::npos ? "" : out.substr(begin, end - begin);
  };
  const std::vector<std::string> addresses = {system_.CoordinatorAddress(),
                                              system_.ComponentAddress()};
  std::vector<std::string> before;
  for (const std::string& address : addresses) {
    before.push_back(shown(address));
    ASSERT_NE(before.back(), "");
  }
  ASSERT_NO_FATAL_FAILURE(
      system_.MakeCertificates({"coordinator", "support_writer", "client"}));
  for (size_t i = 0; i < addresses.size(); ++i) {
    EXPECT_TRUE(Eventually([&] {
      const std::string now = shown(addresses[i]);
      return !now.empty() && now != before[i];
    })) << addresses[i];
  }
  EXPECT_TRUE(system_.Running());
  EXPECT_EQ(system_.Alhf(components).exit_code, 0);
  const CommandResult taught = Teach("token", "At most 60 words, please.",
                                     {"--tls", system_.File("certs/client")});
  EXPECT_EQ(taught.exit_code, 0) << taught.err;
  EXPECT_THAT(taught.out, HasSubstr("at most 60 words"));
}

// AUTH_05
TEST_F(SecurityTest, ACertificateOfAnotherAuthorityIsNobodys) {
  ASSERT_NO_FATAL_FAILURE(system_.MakeCertificates({"coordinator", "client"}));
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "token_file: 'token' tls_folder: 'certs/coordinator' "
      "require_client_certificate: true"));
  const std::vector<std::string> status = {"status", "--timeout", "2s"};
  const auto with = [&](const std::string& folder) {
    std::vector<std::string> command = status;
    if (!folder.empty()) command.insert(command.end(), {"--tls", folder});
    return As("token", command);
  };
  const CommandResult good = with(system_.File("certs/client"));
  EXPECT_EQ(good.exit_code, 0) << good.err;

  SecuredSystem stranger;
  ASSERT_NO_FATAL_FAILURE(stranger.MakeCertificates({"client"}));
  EXPECT_NE(with(stranger.File("certs/client")).exit_code, 0);
  // Whom the caller believes, and who it is, are two questions.
  std::filesystem::copy(system_.File("certs/client/ca.pem"),
                        stranger.File("certs/client/ca.pem"),
                        std::filesystem::copy_options::overwrite_existing);
  EXPECT_NE(with(stranger.File("certs/client")).exit_code, 0);
  EXPECT_NE(with("").exit_code, 0);
}

// AUTH_05: over TLS a component answers who is called "coordinator".
TEST_F(SecurityTest, AnotherCertificateOfTheAuthorityIsNotTheCoordinator) {
  ASSERT_NO_FATAL_FAILURE(
      system_.MakeCertificates({"support_writer", "client"}));
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "token_file: 'token' tls_folder: 'certs/client'"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--tls", system_.File("certs/support_writer"),
       "--coordinator-token-file", system_.File("token")}));
  const std::vector<std::string> components = {"components", "--tls",
                                               system_.File("certs/client")};
  ASSERT_TRUE(Eventually([&] {
    return absl::StrContains(As("token", components).out, "does not name");
  })) << As("token", components).out
      << As("token", components).err;
}

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

// AUTH_11: nobody's secret is in a log, in an answer, or on the disk besides
// its own file.
TEST_F(SecurityTest, SecretsAreNowhereButInTheirFiles) {
  const std::string key = system_.AddKey(
      "eve", {"--role", "expert", "--tenant", "acme", "--user", "eve"});
  ASSERT_NO_FATAL_FAILURE(system_.StartCoordinator(
      "token_file: 'token' keys_file: 'keys' component_token_file: 'part'"));
  ASSERT_NO_FATAL_FAILURE(system_.StartComponent(
      {"--token-file", system_.File("part"), "--coordinator-token-file",
       system_.File("token")}));
  ASSERT_NO_FATAL_FAILURE(
      AwaitComponent({"components", "--token-file", system_.File("token")}));
  std::string said;
  for (const CommandResult& result :
       {Teach("token", "At most 60 words, please."),
        Teach("eve", "Never apologise.", {"--tenant", "acme", "--user", "eve"}),
        As("eve", {"status", "--tenant", "other"}), As("stranger", {"status"}),
        system_.Alhf({"status"}), As("token", {"components", "--json"}),
        As("token", {"exchanges", "--json"})}) {
    absl::StrAppend(&said, result.out, result.err);
  }
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(system_.File("data"))) {
    if (!entry.is_regular_file()) continue;
    // AUTH_12
    EXPECT_EQ(
        entry.status().permissions() & (std::filesystem::perms::group_all |
                                        std::filesystem::perms::others_all),
        std::filesystem::perms::none)
        << entry.path();
    std::ifstream file(entry.path(), std::ios::binary);
    said.append(std::istreambuf_iterator<char>(file), {});
  }
  said += system_.Logs();
  EXPECT_THAT(said, HasSubstr("60 words"));  // it was the right place to look
  for (const std::string& secret :
       {std::string(kToken), std::string(kPartToken), std::string(kStranger),
        key}) {
    EXPECT_EQ(said.find(secret), std::string::npos);
  }
}

}  // namespace
}  // namespace alhf::testing

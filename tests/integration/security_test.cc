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
#include "tests/integration/security_fixture.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

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

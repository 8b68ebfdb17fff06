// The fixture of tests of who gets in: a coordinator and a component over TCP,
// with the secrets of a test in files.
#ifndef ALHF_TESTS_INTEGRATION_SECURITY_FIXTURE_H_
#define ALHF_TESTS_INTEGRATION_SECURITY_FIXTURE_H_

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "tests/integration/secured_system.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {

inline constexpr char kToken[] = "token-of-the-coordinator-7c1e";
inline constexpr char kPartToken[] = "token-of-the-component-41d0";
inline constexpr char kStranger[] = "a-token-that-nobody-knows-99";
inline constexpr char kOther[] = "Where do I change my address?";

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

}  // namespace alhf::testing

#endif  // ALHF_TESTS_INTEGRATION_SECURITY_FIXTURE_H_

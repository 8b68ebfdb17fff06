// The units of deploy/systemd, as systemd itself reads them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/support/mini_system.h"
#include "tests/support/process.h"
#include "tests/unit/base/secret_folder.h"

namespace alhf::testing {
namespace {

constexpr char kAnalyze[] = "/usr/bin/systemd-analyze";

class SystemdUnitsTest : public ::testing::TestWithParam<const char*> {
 protected:
  // Returns the path of the unit, with the programs of this build in it.
  std::string Unit() const {
    const std::string name = GetParam();
    std::ifstream file(absl::StrCat(ALHF_SYSTEMD_FOLDER, "/", name));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string here = absl::StrReplaceAll(
        text, {{"/usr/local/bin", MiniSystem::Program("")}});
    return folder_.Write(absl::StrReplaceAll(name, {{"@.", "@x."}}), here);
  }
  const SecretFolder folder_;
};

TEST_P(SystemdUnitsTest, AreGoodAndShutTheProcessIn) {
  if (access(kAnalyze, X_OK) != 0) GTEST_SKIP() << "there is no " << kAnalyze;
  const std::string unit = Unit();
  const CommandResult verified =
      RunCommand({kAnalyze, "verify", "--man=no", unit});
  EXPECT_EQ(verified.exit_code, 0) << verified.err;
  // Of ten; below two is what systemd calls OK.
  const CommandResult security = RunCommand(
      {kAnalyze, "security", "--offline=true", "--threshold=20", unit});
  EXPECT_EQ(security.exit_code, 0) << security.out << security.err;
}

INSTANTIATE_TEST_SUITE_P(Units, SystemdUnitsTest,
                         ::testing::Values("alhf-coordinator.service",
                                           "alhf-component@.service"),
                         [](const auto& info) {
                           return info.index == 0 ? "Coordinator" : "Component";
                         });

}  // namespace
}  // namespace alhf::testing

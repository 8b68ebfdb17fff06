#include "tests/unit/cli/cli_test.h"

#include <cstdlib>
#include <filesystem>
#include <random>
#include <sstream>
#include <system_error>

#include "base/clock.h"
#include "cli/program.h"

namespace alhf::cli {

TemporaryFolder::TemporaryFolder() : path_(::testing::TempDir() + "/XXXXXX") {
  EXPECT_NE(mkdtemp(path_.data()), nullptr);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

CliTest::CliTest() {
  environment_.home = folder_.path();
  environment_.login_name = "someone";
  environment_.variables["ALHF_HOME"] = folder_.path();
  std::filesystem::create_directory(folder_.path() + "/run");
  address_ = DefaultAddress(environment_);
  server_ = std::make_unique<FakeCoordinatorServer>(address_);
}

CliTest::Result CliTest::Alhf(const std::vector<std::string>& arguments,
                              const std::string& input) const {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const SystemClock clock;
  std::mt19937_64 random(1);
  const ExitCode code =
      RunProgram(arguments, environment_, {in, out, err}, &clock, random);
  return {code, out.str(), err.str()};
}

}  // namespace alhf::cli

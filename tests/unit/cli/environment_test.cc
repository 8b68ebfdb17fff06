#include "cli/environment.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace alhf::cli {
namespace {

TEST(EnvironmentTest, ReadsThisProcess) {
  ASSERT_EQ(setenv("ALHF_TENANT", "of-the-test", 1), 0);
  ASSERT_EQ(setenv("ALHF_USER", "", 1), 0);
  const Environment environment = ReadEnvironment();
  EXPECT_EQ(environment.Get("ALHF_TENANT", "other"), "of-the-test");
  EXPECT_EQ(environment.Get("ALHF_USER", "other"), "other");
  EXPECT_FALSE(environment.login_name.empty());
  ASSERT_EQ(unsetenv("ALHF_TENANT"), 0);
  ASSERT_EQ(unsetenv("ALHF_USER"), 0);
}

TEST(EnvironmentTest, FindsTheCoordinatorBelowHome) {
  Environment environment;
  environment.home = "/home/x";
  EXPECT_EQ(DefaultAddress(environment),
            "unix:/home/x/.alhf/run/coordinator.sock");
  environment.variables["ALHF_HOME"] = "/srv/alhf";
  EXPECT_EQ(DefaultAddress(environment), "unix:/srv/alhf/run/coordinator.sock");
  environment.variables["ALHF_ADDRESS"] = "unix:/tmp/c.sock";
  EXPECT_EQ(DefaultAddress(environment), "unix:/tmp/c.sock");
}

TEST(EnvironmentTest, KeepsStateWhereXdgSays) {
  Environment environment;
  environment.home = "/home/x";
  EXPECT_EQ(StateFolder(environment), "/home/x/.local/state/alhf");
  environment.variables["XDG_STATE_HOME"] = "/state";
  EXPECT_EQ(StateFolder(environment), "/state/alhf");
}

}  // namespace
}  // namespace alhf::cli

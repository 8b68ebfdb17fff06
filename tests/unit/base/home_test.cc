#include "base/home.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace alhf {
namespace {

using ::testing::EndsWith;

TEST(HomeTest, IsTheVariableElseBelowTheUsersFolder) {
  setenv("HOME", "/home/ada", 1);
  setenv("ALHF_HOME", "/srv/alhf", 1);
  EXPECT_EQ(HomeFolder(), "/srv/alhf");
  unsetenv("ALHF_HOME");
  EXPECT_EQ(HomeFolder(), "/home/ada/.alhf");
  unsetenv("HOME");
  EXPECT_THAT(HomeFolder(), EndsWith("/.alhf"));
}

TEST(HomeTest, TheCoordinatorListensBelowIt) {
  EXPECT_EQ(DefaultCoordinator("/srv/alhf"),
            "unix:/srv/alhf/run/coordinator.sock");
}

}  // namespace
}  // namespace alhf

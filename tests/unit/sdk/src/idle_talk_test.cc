#include "sdk/src/idle_talk.h"

#include <gtest/gtest.h>

#include <set>

namespace alhf::sdk {
namespace {

TEST(IdleTalkTest, HasManyAndEachOnce) {
  const std::vector<std::string> examples = IdleTalk();
  EXPECT_GT(examples.size(), 50);
  EXPECT_EQ(std::set<std::string>(examples.begin(), examples.end()).size(),
            examples.size());
}

}  // namespace
}  // namespace alhf::sdk

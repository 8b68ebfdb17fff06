#include "coordinator/registry/absent_members.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::coordinator {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

RegisteredComponent Serving(const std::string& name) {
  RegisteredComponent component;
  component.name = name;
  component.health = v1::COMPONENT_SERVING;
  return component;
}

TEST(AbsentMembersTest, AddsWhatTheRegistryDoesNotKnow) {
  const auto all =
      WithAbsentMembers({Serving("b"), Serving("d")}, {"a", "b", "c"});
  ASSERT_THAT(all, SizeIs(4));
  EXPECT_EQ(all[0].name, "a");
  EXPECT_EQ(all[0].health, v1::COMPONENT_UNREACHABLE);
  EXPECT_THAT(all[0].detail, HasSubstr("remove-component a"));
  EXPECT_EQ(all[0].manifest->name(), "a");
  EXPECT_EQ(all[1].health, v1::COMPONENT_SERVING);
  EXPECT_EQ(all[2].name, "c");
  EXPECT_EQ(all[3].name, "d");
}

TEST(AbsentMembersTest, IsWhatIsKnownWhereNobodyIsMissing) {
  EXPECT_THAT(WithAbsentMembers({Serving("a")}, {}), SizeIs(1));
  EXPECT_THAT(WithAbsentMembers({Serving("a")}, {"a"}), SizeIs(1));
}

}  // namespace
}  // namespace alhf::coordinator

#include <gtest/gtest.h>

#include "alhf/client/client.h"

namespace alhf::client {
namespace {

TEST(PlanResultTest, GivesOneComponentsPartOrAll) {
  PlanResult result;
  for (const char* name : {"alpha", "beta", "gamma"}) {
    v1::ComponentPlan& part = *result.plan.add_components();
    part.set_component(name);
    part.add_items()->set_lesson_id(std::string("l-") + name);
    if (part.component() != "beta")
      part.set_guidance(std::string("of ") + name);
  }
  EXPECT_EQ(result.Guidance(), "of alpha\nof gamma");
  EXPECT_EQ(result.Guidance("gamma"), "of gamma");
  EXPECT_EQ(result.Guidance("beta"), "");
  EXPECT_EQ(result.Items().size(), 3u);
  ASSERT_EQ(result.Items("beta").size(), 1u);
  EXPECT_EQ(result.Items("beta")[0].lesson_id(), "l-beta");
  EXPECT_FALSE(result.degraded());
  result.failure = absl::UnavailableError("away");
  EXPECT_TRUE(result.degraded());
}

}  // namespace
}  // namespace alhf::client

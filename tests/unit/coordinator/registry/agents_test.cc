#include "coordinator/registry/agents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Agents Two() {
  return Agents(Stages{{"finder"}, {"writer"}},
                {{.name = "support",
                  .components = {"writer", "tone"},
                  .stages = {{"writer"}}},
                 {.name = "shop", .components = {"finder", "writer"}}});
}

std::vector<RegisteredComponent> Known(const std::vector<std::string>& names) {
  std::vector<RegisteredComponent> known;
  for (const std::string& name : names) {
    RegisteredComponent& component = known.emplace_back();
    component.name = name;
    component.health = v1::COMPONENT_SERVING;
  }
  return known;
}

std::vector<std::string> NamesOf(
    const std::vector<RegisteredComponent>& components) {
  std::vector<std::string> names;
  for (const auto& each : components) names.push_back(each.name);
  return names;
}

TEST(AgentsTest, AnUnknownAgentIsRefusedAndTheOthersAreNamed) {
  EXPECT_THAT(Two().Check(""), IsOk());
  EXPECT_THAT(Two().Check("shop"), IsOk());
  const absl::Status unknown = Two().Check("Shop");
  EXPECT_THAT(unknown,
              StatusIs(absl::StatusCode::kNotFound, Reason::AGENT_NOT_FOUND));
  EXPECT_THAT(std::string(unknown.message()),
              HasSubstr("'Shop': name one of support, shop, or none"));
  EXPECT_THAT(std::string(Agents().Check("shop").message()),
              HasSubstr("without agents"));
}

TEST(AgentsTest, EachHasItsComponentsAndItsStages) {
  const Agents agents = Two();
  EXPECT_TRUE(agents.Has("support", "tone"));
  EXPECT_FALSE(agents.Has("support", "finder"));
  EXPECT_TRUE(agents.Has("", "anything"));
  // Of an agent that is not configured any more nobody learns.
  EXPECT_FALSE(agents.Has("gone", "tone"));
  EXPECT_THAT(agents.StagesOf("support"), ElementsAre(ElementsAre("writer")));
  EXPECT_THAT(agents.StagesOf("shop"), IsEmpty());
  EXPECT_EQ(agents.StagesOf("").size(), 2u);
}

TEST(AgentsTest, AComponentOfAnAgentThatIsNotThereIsNamed) {
  const Agents agents = Two();
  const auto asked =
      agents.ComponentsOf("support", Known({"finder", "writer"}), {"finder"});
  EXPECT_THAT(NamesOf(asked), ElementsAre("tone", "writer"));
  EXPECT_EQ(asked[0].health, v1::COMPONENT_UNREACHABLE);
  EXPECT_EQ(asked[1].health, v1::COMPONENT_SERVING);
  EXPECT_THAT(NamesOf(agents.ComponentsOf("", Known({"finder"}), {"gone"})),
              ElementsAre("finder", "gone"));
  EXPECT_THAT(agents.ComponentsOf("gone", Known({"finder"}), {"finder"}),
              IsEmpty());
}

}  // namespace
}  // namespace alhf::coordinator

#include "core/relevance/trigger.h"

#include <gtest/gtest.h>

namespace alhf::core {
namespace {

struct TriggerCase {
  const char* trigger;
  const char* query;
  bool fires;
  double coverage;
};

class TriggerTest : public ::testing::TestWithParam<TriggerCase> {};

TEST_P(TriggerTest, FiresWhereItsWordsStandSideBySide) {
  const TriggerCase& c = GetParam();
  EXPECT_EQ(TriggerFires(c.trigger, Analyze(c.query)), c.fires);
  EXPECT_DOUBLE_EQ(TriggerCoverage(c.trigger, Analyze(c.query)), c.coverage);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TriggerTest,
    ::testing::Values(
        TriggerCase{"dwarf planet", "How many dwarf planets are there?", true,
                    1},
        TriggerCase{"dwarf planet", "Dwarf-planet moons", true, 1},
        TriggerCase{"dwarf planet", "planets with a dwarf", false, 1},
        TriggerCase{"dwarf planet", "Is it a dwarf? Planets", true, 1},
        TriggerCase{"dwarf planet", "dwarf of the planet", false, 1},
        TriggerCase{"dwarf planet", "every planet", false, 0.5},
        TriggerCase{"dwarf planet", "", false, 0},
        TriggerCase{"age of the moon", "what age of moon", true, 1},
        TriggerCase{"age of the moon", "moon age", false, 1},
        TriggerCase{"AU", "distance in au", true, 1},
        TriggerCase{"AU", "restaurants", false, 0},
        TriggerCase{"the", "the moon", false, 0},
        TriggerCase{"", "the moon", false, 0},
        TriggerCase{"big moon", "big big moon", true, 1}));

TEST(TriggerTest, TellingAreTwoWordsOrANameInCapitals) {
  EXPECT_TRUE(Trigger("dwarf planet").telling());
  EXPECT_TRUE(Trigger("AU").telling());
  EXPECT_TRUE(Trigger("MPCs").telling());
  EXPECT_TRUE(Trigger("m31").telling());
  EXPECT_FALSE(Trigger("planet").telling());
  EXPECT_FALSE(Trigger("The Planet").telling());
  EXPECT_FALSE(Trigger("the").telling());
  EXPECT_FALSE(Trigger("2013").telling());
}

}  // namespace
}  // namespace alhf::core

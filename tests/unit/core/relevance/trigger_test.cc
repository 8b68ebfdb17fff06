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
        TriggerCase{"big moon", "big big moon", true, 1},
        // A negation is part of the phrase.
        TriggerCase{"not lit", "moons that are not lit", true, 1},
        TriggerCase{"not lit", "moons that are lit", false, 0.5},
        TriggerCase{"no", "no moon", false, 0},
        // A lone word must be itself, not any word of its stem.
        TriggerCase{"organ", "organs of a comet", true, 1},
        TriggerCase{"organ", "the organization of comets", false, 1},
        TriggerCase{"week", "weekly motion", true, 1},
        TriggerCase{"category", "all categories", true, 1}));

TEST(TriggerTest, TellingAreTwoWordsOrANameInCapitals) {
  EXPECT_TRUE(Trigger("dwarf planet").telling());
  EXPECT_TRUE(Trigger("AU").telling());
  EXPECT_TRUE(Trigger("MPCs").telling());
  EXPECT_TRUE(Trigger("m31").telling());
  EXPECT_TRUE(Trigger("not lit").telling());
  EXPECT_FALSE(Trigger("planet").telling());
  EXPECT_FALSE(Trigger("The Planet").telling());
  EXPECT_FALSE(Trigger("the").telling());
  EXPECT_FALSE(Trigger("2013").telling());
  EXPECT_FALSE(Trigger("first name").telling());
}

TEST(TriggerTest, GenericAreWordsOfAnyQuestion) {
  EXPECT_TRUE(Trigger("the average").generic());
  EXPECT_TRUE(Trigger("first name").generic());
  EXPECT_FALSE(Trigger("planet").generic());
  EXPECT_FALSE(Trigger("planet name").generic());
}

TEST(TriggerTest, ANameIsOneWhereNoSentenceBegins) {
  EXPECT_TRUE(Trigger("asia").IsNameIn(Analyze("moons seen in Asia")));
  EXPECT_FALSE(Trigger("asia").IsNameIn(Analyze("moons seen in asia")));
  EXPECT_FALSE(Trigger("moons").IsNameIn(Analyze("Moons seen in Asia")));
  EXPECT_FALSE(Trigger("big asia").IsNameIn(Analyze("in big Asia")));
}

TEST(TriggerTest, TheKeyIsItsFirstWordOfContent) {
  EXPECT_EQ(Trigger("no big moons").key(), "big");
  EXPECT_EQ(Trigger("the").key(), "");
}

}  // namespace
}  // namespace alhf::core

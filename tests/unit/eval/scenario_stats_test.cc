#include "eval/scenario_stats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Scenario Harbour() {
  Scenario scenario;
  scenario.id = "harbour";
  scenario.records.resize(3);
  scenario.records[0] = {
      "f1", "g1", "old boats", "no tables", {{"writer", "finder"}}, {}, {}, ""};
  scenario.records[1] = {"f2",         "g1", "masts", "No tables at all.",
                         {{"writer"}}, {},   {},      "typo"};
  scenario.records[2] = {"f3", "f3", "sails", "Tables again.",
                         {},   {0},  {0},     ""};
  scenario.questions.resize(3);
  scenario.questions[0].text = "Which boats are old?";
  scenario.questions[0].applies = {0};
  scenario.questions[1].text = "Who mends nets?";
  scenario.questions[1].applies = {1, 2};
  scenario.questions[2].text = "Where is the pier?";
  scenario.questions[2].completeness = {{CheckKind::kMaxWords, "9"}};
  return scenario;
}

TEST(ScenarioStatsTest, CountsByHand) {
  const ScenarioStats stats = StatsOf(Harbour());
  EXPECT_EQ(stats.records, 3);
  EXPECT_EQ(stats.guidelines, 2);
  EXPECT_EQ(stats.superseding, 1);
  EXPECT_THAT(stats.noise,
              ElementsAre(Pair("", 1), Pair("lower", 1), Pair("typo", 1)));
  EXPECT_DOUBLE_EQ(stats.NoisyShare(), 2. / 3);
  EXPECT_THAT(stats.components,
              ElementsAre(Pair("finder", 1), Pair("writer", 2)));
  EXPECT_EQ(stats.questions, 3);
  EXPECT_EQ(stats.nothing_applies, 1);
  EXPECT_EQ(stats.applicable, 2);
  EXPECT_EQ(stats.near, 1);
  EXPECT_EQ(stats.few_shared, 1);
  EXPECT_EQ(stats.to_question[9], 1);
  EXPECT_EQ(stats.to_question[0], 1);
  EXPECT_EQ(stats.to_text[0], 2);
  EXPECT_EQ(stats.with_completeness, 1);
}

TEST(ScenarioStatsTest, AddsUp) {
  ScenarioStats all;
  all += StatsOf(Harbour());
  all += StatsOf(Harbour());
  EXPECT_EQ(all.records, 6);
  EXPECT_EQ(all.questions, 6);
  EXPECT_EQ(all.components["writer"], 4);
  EXPECT_DOUBLE_EQ(all.FewSharedShare(), 0.5);
  EXPECT_EQ(ToJson(all)["near"], 2);
}

TEST(ScenarioStatsTest, NothingHasNoShare) {
  EXPECT_DOUBLE_EQ(ScenarioStats().NoisyShare(), 0);
  EXPECT_DOUBLE_EQ(ScenarioStats().FewSharedShare(), 0);
}

TEST(ScenarioStatsTest, OnlyLowerCaseIsNoise) {
  FeedbackItem record;
  record.text = "iso weeks";
  EXPECT_EQ(NoiseOf(record), "lower");
  record.text = "ISO weeks";
  EXPECT_EQ(NoiseOf(record), "");
  record.text = "42";
  EXPECT_EQ(NoiseOf(record), "");
}

}  // namespace
}  // namespace alhf::eval

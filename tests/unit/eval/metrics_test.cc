#include "eval/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

Outcome Of(size_t question, const std::string& fingerprint,
           std::optional<bool> complete, bool nothing_applies) {
  Outcome outcome;
  outcome.question = question;
  outcome.fingerprint = fingerprint;
  outcome.complete = complete;
  outcome.nothing_applies = nothing_applies;
  outcome.answered = true;
  return outcome;
}

TEST(MetricsTest, HarmIsAChangeWhereNothingAppliesOrALossOfCompleteness) {
  const struct {
    Outcome before;
    Outcome now;
    bool possible;
    std::string what;
  } kCases[] = {
      {Of(0, "a", {}, true), Of(0, "a", {}, true), true, ""},
      {Of(0, "a", {}, true), Of(0, "b", {}, true), true, "changed"},
      {Of(0, "a", {}, true), Of(0, "b", {}, false), false, ""},
      {Of(0, "a", true, true), Of(0, "b", true, false), true, ""},
      {Of(0, "a", true, true), Of(0, "b", false, false), true,
       "no longer complete"},
      {Of(0, "a", false, true), Of(0, "b", false, false), false, ""},
      {Of(0, "a", true, true), Of(0, "b", false, true), true,
       "no longer complete"},
  };
  for (const auto& each : kCases) {
    const Harm harm = HarmOf(each.now, each.before);
    EXPECT_EQ(harm.possible, each.possible);
    EXPECT_EQ(harm.happened, !each.what.empty());
    EXPECT_EQ(harm.what, each.what);
  }
}

// Two scenarios' worth of questions: one with requirements, one near, and two
// to which nothing applies, of one family.
std::vector<Scenario> Harbour() {
  Scenario scenario;
  scenario.id = "harbour";
  scenario.records.resize(2);
  scenario.records[0].guideline = "g1";
  scenario.records[1].guideline = "g2";
  scenario.questions.resize(4);
  scenario.questions[0].applies = {0, 1};
  scenario.questions[0].requirements.resize(2);
  scenario.questions[0].requirements[0].guideline = "g1";
  scenario.questions[0].requirements[1].guideline = "g2";
  scenario.questions[1].applies = {0};
  scenario.questions[1].near = true;
  scenario.questions[1].requirements.resize(1);
  scenario.questions[1].requirements[0].guideline = "g1";
  scenario.questions[2].family = "piers";
  scenario.questions[3].family = "piers";
  return {scenario};
}

Ratio Of(const Clusters& clusters, Metric metric) {
  return Total(clusters, metric);
}

TEST(MetricsTest, AddsUpByHand) {
  const std::vector<Scenario> scenarios = Harbour();
  PointResult before;
  before.outcomes = {Of(0, "a", true, true), Of(1, "b", false, true),
                     Of(2, "c", {}, true), Of(3, "d", {}, true)};
  PointResult now;
  now.outcomes = {Of(0, "a2", true, false), Of(1, "b2", true, false),
                  Of(2, "c", {}, true), Of(3, "d2", {}, true)};
  now.outcomes[0].requirements = {
      {true, true, RequirementEffect::kEnforced, "", ""},
      {false, true, RequirementEffect::kGuidance, "guidance only", ""}};
  now.outcomes[1].requirements = {
      {true, false, RequirementEffect::kEnforced, "", ""}};
  now.outcomes[3].misapplied = {"f1: misapplied"};
  now.outcomes[3].answered = false;
  now.outcomes[3].tokens = 100;
  now.assignments = {{0, "g1", 1, 2, 1}, {0, "g2", 0, 0, 1}};

  Clusters clusters;
  AddResult(scenarios, now, before, clusters);
  const auto expect = [&](Metric metric, double part, double whole) {
    EXPECT_EQ(Of(clusters, metric).part, part) << NameOf(metric);
    EXPECT_EQ(Of(clusters, metric).whole, whole) << NameOf(metric);
  };
  expect(Metric::kCompleteness, 2, 2);
  expect(Metric::kAdherence, 1, 2);  // the third was ended
  expect(Metric::kNear, 0, 0);
  expect(Metric::kFar, 1, 2);
  expect(Metric::kEnforced, 1, 1);
  expect(Metric::kGuidance, 0, 1);
  expect(Metric::kMisapplication, 1, 4);
  expect(Metric::kHarm, 1, 3);  // question 1 could not be harmed
  expect(Metric::kPrecision, 1, 2);
  expect(Metric::kRecall, 1, 2);
  expect(Metric::kAnswered, 3, 4);
  expect(Metric::kTokens, 100, 4);

  // Guidelines of checks, guidelines of questions, and one family.
  ASSERT_EQ(clusters.size(), 4);
  EXPECT_EQ(clusters.count("harbour/g1"), 1);
  EXPECT_EQ(clusters.count("harbour/g2"), 1);
  EXPECT_EQ(clusters.count("harbour/g1+g2"), 1);
  EXPECT_EQ(clusters.count("harbour/family/piers"), 1);

  // A second seed adds to the same clusters.
  AddResult(scenarios, now, before, clusters);
  EXPECT_EQ(clusters.size(), 4);
  expect(Metric::kHarm, 2, 6);
}

TEST(MetricsTest, ExposureIsCountedByLesson) {
  Clusters clusters;
  const std::vector<Scenario> scenarios = Harbour();
  PointResult result;
  result.outcomes.resize(1);
  result.outcomes[0].requirements.resize(2);
  ExposureCounts& exposure = result.outcomes[0].exposure;
  exposure.questions = 1;
  exposure.needed = 2;
  exposure.needed_and_exposed = 1;
  exposure.unfit = 4;
  exposure.unfit_and_exposed = 1;
  exposure.guidance_bytes = 400;
  AddResult(scenarios, result, result, clusters);
  EXPECT_EQ(Total(clusters, Metric::kExposed).part, 1);
  EXPECT_EQ(Total(clusters, Metric::kExposed).whole, 2);
  EXPECT_EQ(Total(clusters, Metric::kExposedUnfit).part, 1);
  EXPECT_EQ(Total(clusters, Metric::kExposedUnfit).whole, 4);
  EXPECT_EQ(Total(clusters, Metric::kGuidanceTokens).part, 100);
}

TEST(MetricsTest, QuestionsWithTheSameChecksAreOneCluster) {
  std::vector<Scenario> scenarios(1);
  scenarios[0].questions.resize(3);
  scenarios[0].questions[0].completeness = {{CheckKind::kMaxWords, "3"}};
  scenarios[0].questions[1].completeness = {{CheckKind::kMaxWords, "3"}};
  scenarios[0].questions[2].text = "alone";
  PointResult result;
  result.outcomes = {Of(0, "a", true, true), Of(1, "a", true, true),
                     Of(2, "a", {}, true)};
  Clusters clusters;
  AddResult(scenarios, result, result, clusters);
  EXPECT_EQ(clusters.size(), 2);
}

}  // namespace
}  // namespace alhf::eval

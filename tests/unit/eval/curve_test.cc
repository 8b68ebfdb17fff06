#include "eval/curve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// One scenario: a question with a check for g1, and one that nothing applies
// to.
std::vector<Scenario> Harbour() {
  Scenario scenario;
  scenario.id = "harbour";
  scenario.records.resize(1);
  scenario.records[0].guideline = "g1";
  scenario.questions.resize(2);
  scenario.questions[0].text = "How many boats?";
  scenario.questions[0].applies = {0};
  scenario.questions[0].requirements.resize(1);
  scenario.questions[0].requirements[0].name = "g1";
  scenario.questions[0].requirements[0].guideline = "g1";
  scenario.questions[1].text = "Who mends nets?";
  return {scenario};
}

void Add(const std::string& policy, uint64_t seed, size_t records, bool met,
         bool changed, Results& results) {
  PointResult result;
  result.seed = seed;
  result.lane = "harbour";
  result.policy = policy;
  result.records = records;
  result.outcomes.resize(2);
  result.outcomes[0].nothing_applies = records == 0;
  result.outcomes[0].requirements = {{met, true, RequirementEffect::kEnforced,
                                      met ? "" : "not recalled", "detail"}};
  result.outcomes[1].question = 1;
  result.outcomes[1].nothing_applies = true;
  result.outcomes[1].fingerprint = changed ? "other" : "";
  if (changed) result.outcomes[1].misapplied = {"f1: misapplied"};
  results[{seed, "harbour", policy, records}] = result;
}

// alhf meets g1 in one of two seeds; all harms; the oracle meets it.
Results Measured() {
  Results results;
  for (const uint64_t seed : {1, 2}) {
    for (const char* policy : {"alhf", "none", "all", "oracle"}) {
      Add(policy, seed, 0, false, false, results);
    }
    Add("alhf", seed, 1, seed == 1, false, results);
    Add("none", seed, 1, false, false, results);
    Add("all", seed, 1, true, true, results);
    Add("oracle", seed, 1, true, false, results);
  }
  return results;
}

TEST(CurveTest, FiguresAreThoseOfTheHand) {
  const std::vector<Scenario> scenarios = Harbour();
  const Curve curve = BuildCurve(scenarios, Measured(),
                                 {"alhf", "none", "all", "oracle"}, {0, 1, 32});
  ASSERT_THAT(curve.policies, SizeIs(4));
  const PolicyCurve& alhf = curve.policies[0];
  ASSERT_THAT(alhf.points, SizeIs(3));
  EXPECT_EQ(alhf.points[0].questions, 4);
  EXPECT_EQ(alhf.points[0][Metric::kAdherence].value, 0);
  EXPECT_EQ(alhf.points[1][Metric::kAdherence].value, 0.5);
  EXPECT_EQ(alhf.points[1][Metric::kHarm].value, 0);
  EXPECT_EQ(alhf.points[1].net.value, 0.5);
  // A scenario with fewer records keeps its last value.
  EXPECT_EQ(alhf.points[2].records, 32);
  EXPECT_EQ(alhf.points[2][Metric::kAdherence].value, 0.5);
  // One question of two that could be harmed was, in each seed.
  EXPECT_EQ(curve.policies[2].points[1][Metric::kHarm].value, 1);
  EXPECT_EQ(curve.policies[2].points[1][Metric::kMisapplication].value, 0.5);
  EXPECT_EQ(curve.policies[2].points[1].net.value, 0);
  EXPECT_EQ(curve.clusters, 1);

  // (0.5 − 0) / (1 − 0); at 0 the oracle is not ahead of none.
  ASSERT_THAT(curve.attained, SizeIs(2));
  EXPECT_EQ(curve.attained[0].records, 1);
  EXPECT_EQ(curve.attained[0].figure.value, 0.5);
  ASSERT_THAT(curve.margins, SizeIs(3));
  EXPECT_EQ(curve.margins[0].name, "none");
  EXPECT_EQ(curve.margins[0].figure.value, 0.5);
  EXPECT_EQ(curve.margins[1].name, "all");
  EXPECT_EQ(curve.margins[1].figure.value, 0.5);
  EXPECT_EQ(curve.margins[2].figure.value, -0.5);
}

TEST(CurveTest, FailuresAreOfTheLastPoint) {
  const std::vector<Scenario> scenarios = Harbour();
  const Curve curve =
      BuildCurve(scenarios, Measured(), {"alhf", "all", "oracle"}, {0, 1});
  const auto kinds = [](const PolicyCurve& policy) {
    std::vector<std::string> names;
    for (const Failure& each : policy.failures) {
      names.push_back(each.kind + "/" + each.about + "/" +
                      std::to_string(each.seeds));
    }
    return names;
  };
  EXPECT_THAT(kinds(curve.policies[0]), ElementsAre("not recalled/g1/1"));
  EXPECT_THAT(kinds(curve.policies[1]),
              ElementsAre("changed//2", "misapplied/f1/2"));
  EXPECT_THAT(kinds(curve.policies[2]), IsEmpty());
  EXPECT_EQ(curve.policies[0].failures[0].question, "How many boats?");
  EXPECT_EQ(curve.policies[0].failures[0].detail, "detail");
}

TEST(CurveTest, NothingMeasuredIsNoCurve) {
  const Curve curve = BuildCurve({}, {}, {"alhf"}, {0});
  EXPECT_EQ(curve.policies[0].points[0].questions, 0);
  EXPECT_EQ(curve.policies[0].points[0][Metric::kAdherence].value,
            std::nullopt);
}

}  // namespace
}  // namespace alhf::eval

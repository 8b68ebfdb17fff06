#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "eval/curve.h"

namespace alhf::eval {
namespace {

TEST(CurveJsonTest, HasTheFieldsOfTheBenchmark) {
  Curve curve;
  PolicyCurve& policy = curve.policies.emplace_back();
  policy.policy = "alhf";
  CurvePoint& point = policy.points.emplace_back();
  point.records = 8;
  point.questions = 100;
  auto& adherence = point.figures[static_cast<size_t>(Metric::kAdherence)];
  adherence.value = 0.5;
  adherence.interval = {0.4, 0.6, 70, false};
  policy.failures.push_back({"changed", "s", "Q", "", "", 2});
  curve.attained.push_back({"attained", 8, {0.7, Interval{0.6, 0.8, 70}}});
  curve.margins.push_back({"none", 8, {0.3, std::nullopt}});
  curve.clusters = 70;

  const nlohmann::json json = ToJson(curve);
  const nlohmann::json& first = json["policies"][0]["points"][0];
  EXPECT_EQ(json["policies"][0]["policy"], "alhf");
  EXPECT_EQ(first["records"], 8);
  EXPECT_EQ(first["questions"], 100);
  EXPECT_EQ(first["adherence"], 0.5);
  EXPECT_TRUE(first["completeness"].is_null());
  // Nothing assigned, nothing at risk: nothing went wrong.
  EXPECT_EQ(first["assignment_precision"], 1);
  EXPECT_EQ(first["assignment_recall"], 1);
  EXPECT_EQ(first["harm"], 0);
  EXPECT_EQ(first["ci"]["adherence"]["low"], 0.4);
  EXPECT_EQ(first["ci"]["adherence"]["method"], "cluster bootstrap");
  EXPECT_EQ(first["ci"]["adherence"]["enough_clusters"], true);
  EXPECT_FALSE(first["ci"].contains("harm"));
  for (const char* name :
       {"misapplication", "adherence_near", "adherence_far",
        "adherence_enforced", "adherence_guidance_only", "answered",
        "model_calls", "tokens", "adherence_minus_harm"}) {
    EXPECT_TRUE(first.contains(name)) << name;
  }
  EXPECT_EQ(json["policies"][0]["failures"][0]["kind"], "changed");
  EXPECT_EQ(json["attained"][0]["attained"], 0.7);
  EXPECT_EQ(json["margins"][0]["over"], "none");
  EXPECT_EQ(json["clusters"], 70);
}

}  // namespace
}  // namespace alhf::eval

#include "eval/outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace alhf::eval {
namespace {

TEST(OutcomeTest, ComesBackFromJson) {
  PointResult result;
  result.seed = 3;
  result.lane = "harbour";
  result.policy = "alhf";
  result.records = 8;
  Outcome& outcome = result.outcomes.emplace_back();
  outcome.scenario = 1;
  outcome.question = 2;
  outcome.fingerprint = "abc";
  outcome.answered = true;
  outcome.complete = false;
  outcome.complete_detail = "no";
  outcome.requirements.push_back(
      {false, true, RequirementEffect::kEnforced, "not recalled", "why"});
  outcome.misapplied = {"f1: misapplied"};
  outcome.exposure.needed = 3;
  outcome.exposure.needed_and_exposed = 2;
  outcome.exposure.guidance_bytes = 640;
  outcome.model_calls = 4;
  outcome.tokens = 900;
  result.outcomes.emplace_back().nothing_applies = true;
  result.assignments.push_back({1, "g1", 1, 2, 3});

  const auto back =
      PointResultFromJson(nlohmann::json::parse(ToJson(result).dump()));
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(ToJson(*back), ToJson(result));
  EXPECT_EQ(back->outcomes[0].complete, false);
  EXPECT_EQ(back->outcomes[1].complete, std::nullopt);
  EXPECT_EQ(back->outcomes[0].requirements[0].failure, "not recalled");
  EXPECT_EQ(back->outcomes[0].exposure.needed_and_exposed, 2u);
  EXPECT_EQ(back->outcomes[0].exposure.TokensAdded(), 160);
  EXPECT_EQ(back->assignments[0].expected, 3);
}

TEST(OutcomeTest, OtherJsonIsRefused) {
  for (const char* text : {"{}", "3", R"({"seed":"x"})"}) {
    EXPECT_EQ(PointResultFromJson(nlohmann::json::parse(text)).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace alhf::eval

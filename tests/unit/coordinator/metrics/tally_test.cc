#include "coordinator/metrics/tally.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"

namespace alhf::coordinator {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::UnorderedElementsAre;

// Every value as "name{label=value,…} value".
std::vector<std::string> Values(const Tally& tally) {
  std::vector<std::string> values;
  for (const MetricFamily& family : tally.Collect()) {
    EXPECT_EQ(family.kind, MetricFamily::Kind::kCounter);
    for (const auto& sample : family.samples) {
      std::string labels;
      for (const auto& [name, value] : sample.labels) {
        absl::StrAppend(&labels, labels.empty() ? "" : ",", name, "=", value);
      }
      values.push_back(
          absl::StrCat(family.name, "{", labels, "} ", sample.value));
    }
  }
  return values;
}

v1::Plan PlanFrom(const std::string& text) {
  v1::Plan plan;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &plan));
  return plan;
}

TEST(TallyTest, CountsPlansByWhatBecameOfThem) {
  Tally tally;
  EXPECT_THAT(Values(tally), IsEmpty());
  tally.CountPlan("", PlanFrom("components { component: 'a' "
                               "items { lesson_id: 'l-1' } "
                               "items { lesson_id: 'l-2' } "
                               "set_aside { lesson_id: 'l-3' } } "
                               "components { component: 'b' }"));
  tally.CountPlan("", PlanFrom("components { component: 'a' }"));
  tally.CountPlan("", PlanFrom("components { component: 'a' }"));
  tally.CountPlan("bot", PlanFrom("degraded: true"));
  tally.CountPlan("bot", PlanFrom("withheld: WITHHELD_PAUSED"));
  tally.CountPlan("bot", PlanFrom("withheld: WITHHELD_HOLDOUT degraded: true"));
  tally.CountFailedPlan("bot");
  EXPECT_THAT(
      Values(tally),
      UnorderedElementsAre("alhf_plans_total{agent=,outcome=adjusted} 1",
                           "alhf_plans_total{agent=,outcome=unchanged} 2",
                           "alhf_plans_total{agent=bot,outcome=degraded} 1",
                           "alhf_plans_total{agent=bot,outcome=paused} 1",
                           "alhf_plans_total{agent=bot,outcome=holdout} 1",
                           "alhf_plans_total{agent=bot,outcome=failed} 1",
                           "alhf_lessons_applied_total{component=a} 2"));
}

TEST(TallyTest, AddsUpWhatModelsCost) {
  v1::ModelUsage usage;
  usage.set_model("m");
  usage.set_calls(2);
  usage.set_prompt_tokens(100);
  usage.set_completion_tokens(7);
  usage.mutable_time()->set_seconds(1);
  usage.mutable_time()->set_nanos(500000000);
  v1::Step step;
  step.set_component("writer");
  Tally tally;
  tally.CountStep(step);  // no model was asked
  EXPECT_THAT(Values(tally), IsEmpty());
  *step.mutable_model_usage() = usage;
  tally.CountStep(step);
  tally.CountStep(step);
  v1::Assessment assessment;
  assessment.set_component("writer");
  *assessment.mutable_model_usage() = usage;
  tally.CountAssessment(assessment);
  const std::string run = "component=writer,during=run,";
  EXPECT_THAT(Values(tally),
              IsSupersetOf(
                  {absl::StrCat("alhf_model_calls_total{", run, "model=m} 4"),
                   absl::StrCat("alhf_model_tokens_total{", run,
                                "kind=prompt,model=m} 200"),
                   absl::StrCat("alhf_model_tokens_total{", run,
                                "kind=completion,model=m} 14"),
                   absl::StrCat("alhf_model_seconds_total{", run, "model=m} 3"),
                   std::string("alhf_model_calls_total{component=writer,"
                               "during=assess,model=m} 2")}));
}

}  // namespace
}  // namespace alhf::coordinator

#include "cli/render_curve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

eval::CurveRun SampleRun() {
  eval::CurveRun run;
  eval::PolicyCurve& policy = run.curve.policies.emplace_back();
  policy.policy = "alhf";
  eval::CurvePoint& point = policy.points.emplace_back();
  point.records = 8;
  const auto at = [&](eval::Metric metric) -> eval::Figure& {
    return point.figures[static_cast<size_t>(metric)];
  };
  at(eval::Metric::kAdherence) = {0.5, eval::Interval{0.4, 0.6, 70, false}};
  at(eval::Metric::kHarm) = {0.0, eval::Interval{0, 0.05, 70, true}};
  at(eval::Metric::kPrecision).value = 0.9;
  point.net.value = 0.5;
  run.curve.attained.push_back({"attained", 8, {0.75, std::nullopt}});
  run.curve.margins.push_back({"none", 8, {0.25, std::nullopt}});
  run.curve.clusters = 70;
  run.took = absl::Seconds(61.5);
  return run;
}

TEST(RenderCurveTest, ShowsFiguresWithTheirIntervals) {
  const std::string text = RenderCurve(SampleRun(), Style());
  EXPECT_THAT(
      text,
      AllOf(HasSubstr("50.0 [40.0–60.0]"), HasSubstr("0.0 [0.0–5.0]e"),
            HasSubstr("90.0/–"), HasSubstr("Attained at 8 records: 75.0 %"),
            HasSubstr("alhf over none: 25.0 points"), HasSubstr("70 clusters"),
            HasSubstr("1m1s."), Not(HasSubstr("do not rely"))));
}

TEST(RenderCurveTest, SaysWhatWeakensIt) {
  eval::CurveRun run = SampleRun();
  run.curve.clusters = 59;
  run.resumed = 3;
  EXPECT_THAT(RenderCurve(run, Style()),
              AllOf(HasSubstr("fewer than 60: do not rely"),
                    HasSubstr("took over 3 results")));
}

TEST(RenderFailuresTest, ListsByKind) {
  eval::CurveRun run = SampleRun();
  EXPECT_THAT(RenderFailures(run.curve, Style()), HasSubstr("Nothing failed"));
  auto& failures = run.curve.policies[0].failures;
  failures.push_back({"not recalled", "s", "How many?", "g1", "", 1});
  failures.push_back({"not recalled", "s", "Which?", "g2", "no\nrow", 1});
  failures.push_back({"changed", "s", "Who?", "", "", 1});
  EXPECT_THAT(RenderFailures(run.curve, Style()),
              AllOf(HasSubstr("alhf: not recalled (2)"),
                    HasSubstr("s  g1  \"How many?\""),
                    HasSubstr("alhf: changed (1)"), HasSubstr("s  \"Who?\"")));
}

}  // namespace
}  // namespace alhf::cli

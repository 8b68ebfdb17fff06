#include "eval/curve_plot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(CurvePlotTest, DrawsALineForEachPolicy) {
  Curve curve;
  for (const char* name : {"alhf", "<none>"}) {
    PolicyCurve& policy = curve.policies.emplace_back();
    policy.policy = name;
    for (const size_t records : {0, 1}) {
      CurvePoint& point = policy.points.emplace_back();
      point.records = records;
      point.figures[static_cast<size_t>(Metric::kAdherence)].value =
          records == 0 ? 0 : 1;
    }
  }
  const std::string svg = RenderSvg(curve, "a & b");
  EXPECT_THAT(svg, StartsWith("<svg "));
  EXPECT_THAT(svg, HasSubstr("a &amp; b"));
  EXPECT_THAT(svg, HasSubstr("&lt;none&gt;"));
  // From 0 at the bottom of the panel to 1 at its top.
  EXPECT_THAT(svg, HasSubstr("<polyline points=\"70.0,340.0 600.0,60.0 \""));
  EXPECT_THAT(svg, HasSubstr("</svg>"));
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

TEST(CurvePlotTest, NothingIsStillAPicture) {
  EXPECT_THAT(RenderSvg({}, ""), HasSubstr("</svg>"));
}

}  // namespace
}  // namespace alhf::eval

#include "cli/render_scope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(RenderScopeTest, ShowsSourcesAndMethods) {
  eval::ScopeRun run;
  eval::ScopeRun::SetFigures boats;
  boats.source = "boats";
  boats.lessons = 8;
  boats.figures.queries = 240;
  boats.figures.ranked = true;
  boats.figures.recall_at[0] = {0.75, {0.61, 0.85, 16, false}};
  boats.figures.misapplied.value = 0.012;
  boats.figures.misapplied_silent = 0.004;
  boats.figures.misapplied_silent_at_most = 0.009;
  run.methods.push_back({"alhf", {boats}});
  boats.figures.ranked = false;
  run.methods.push_back({"everything", {boats}});
  EXPECT_THAT(
      RenderScope(run, Style()),
      AllOf(HasSubstr("boats"), HasSubstr("75.0 (61–85)"), HasSubstr("1.2"),
            HasSubstr("0.4 (≤ 0.9)"), HasSubstr("everything"), HasSubstr("–"),
            HasSubstr("none, words alone")));
  run.encoder_id = "use/1";
  run.facet_db = true;
  EXPECT_THAT(RenderScope(run, Style()),
              HasSubstr("use/1; the database is given as a facet"));
}

TEST(RenderScopeTest, ShowsWhoLearns) {
  eval::AssignmentFigures boats;
  boats.source = "boats";
  boats.exact = {3, 4};
  boats.by_component["writer"].precision = {1, 2};
  EXPECT_THAT(
      RenderAssignment({{{"alhf", {boats}}}}, Style()),
      AllOf(HasSubstr("boats"), HasSubstr("75.0"), HasSubstr("writer 50.0/–")));
}

TEST(RenderEncoderFitTest, SaysHowWellEachTellsLessonsApart) {
  eval::EncoderFit fit;
  fit.profile.set_model("other");
  fit.profile.set_like("own/1");
  fit.dimensions = 100;
  fit.told_apart = 0.7265;
  fit.told_apart_like = 0.895;
  const std::string text = RenderEncoderFit(fit, "p.textproto");
  EXPECT_THAT(text,
              HasSubstr("p.textproto: the profile of other, 100 numbers"));
  EXPECT_THAT(text, HasSubstr("72.7 %"));
  EXPECT_THAT(text, HasSubstr("by own/1 in 89.5 %"));
}

}  // namespace
}  // namespace alhf::cli

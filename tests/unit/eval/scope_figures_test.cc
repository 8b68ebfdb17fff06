#include "eval/scope_figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace alhf::eval {
namespace {

using ::testing::DoubleNear;

// Twenty queries: 1 to 10 have a lesson that applies, with score 0.9; 11 to 20
// have none. Each has a wrong one as well, with score number / 100, but the
// last has one with 0.95.
std::vector<ScoredQuery> Twenty() {
  std::vector<ScoredQuery> queries;
  for (size_t i = 1; i <= 20; ++i) {
    ScoredQuery& query = queries.emplace_back();
    query.group = i % 5;
    const double wrong = i == 20 ? 0.95 : static_cast<double>(i) / 100;
    query.pairs.push_back({wrong, false, wrong >= 0.19});
    if (i > 10) continue;
    query.applies = 1;
    query.pairs.push_back({0.9, true, i > 5});
  }
  return queries;
}

ScopeFigures Figures(const std::vector<ScoredQuery>& queries) {
  std::mt19937_64 random(1);
  return FiguresOf(queries, random);
}

TEST(ScopeFiguresTest, FiguresAreThoseOfTheHand) {
  const ScopeFigures figures = Figures(Twenty());
  EXPECT_EQ(figures.queries, 20);
  EXPECT_EQ(figures.silent, 10);
  EXPECT_TRUE(figures.ranked);
  // One of twenty would be 5 %: at 1 % nothing may be misapplied.
  EXPECT_EQ(figures.recall_at[0].value, 0);
  EXPECT_EQ(figures.recall_at[1].value, 1);
  EXPECT_EQ(figures.recall_at[2].value, 1);
  // Of ten silent queries, one is 10 %.
  EXPECT_EQ(figures.recall_at_silent[1], 0);
  EXPECT_EQ(figures.recall_at_silent[2], 1);
  EXPECT_EQ(figures.misapplied.value, 0.1);
  EXPECT_EQ(figures.misapplied_silent, 0.2);
  EXPECT_THAT(figures.misapplied_silent_at_most, DoubleNear(0.50690, 1e-4));
  EXPECT_EQ(figures.recall.value, 0.5);
  // 0.9 beats nine of ten best scores of silent queries.
  EXPECT_THAT(figures.abstain_auc, DoubleNear(0.9, 1e-9));
  EXPECT_EQ(figures.best_right, 1);
  EXPECT_LE(figures.recall.interval.low, 0.5);
  EXPECT_GE(figures.recall.interval.high, 0.5);
  EXPECT_EQ(figures.recall.interval.clusters, 5);
}

TEST(ScopeFiguresTest, AQueryIsAskedAboutBelowTheScoreOfOnePercent) {
  std::vector<ScoredQuery> queries = Twenty();
  for (size_t i = 1; i < 10; ++i) queries[i].pairs.pop_back();
  const ScopeFigures one = Figures(queries);
  EXPECT_EQ(one.recall_at[0].value, 0);
  EXPECT_EQ(one.asked, 0.05);
  // The one that is asked about is wrong.
  EXPECT_EQ(one.recall_with_asking, 0);
  EXPECT_EQ(one.best_right, 0.1);
  queries.resize(40);
  const ScopeFigures two = Figures(queries);
  EXPECT_EQ(two.asked, 0.05);
  // What was never looked at counts as missed.
  EXPECT_EQ(two.recall_with_asking, 0.1);
}

TEST(ScopeFiguresTest, WithoutRanksOnlyWhatFiresCounts) {
  std::vector<ScoredQuery> queries(4);
  queries[0].applies = 1;
  queries[0].pairs = {{1, true, true}, {1, false, true}};
  const ScopeFigures figures = Figures(queries);
  EXPECT_FALSE(figures.ranked);
  EXPECT_EQ(figures.misapplied.value, 0.25);
  EXPECT_EQ(figures.recall.value, 1);
  // Two are best, one of them right.
  EXPECT_EQ(figures.best_right, 0.5);
  const nlohmann::json json = ToJson(figures);
  EXPECT_EQ(json["recall_at_default"], 1);
  EXPECT_FALSE(json.contains("recall_at"));
}

TEST(ScopeFiguresTest, TheBestThresholdWeighsRecallAgainstHarm) {
  EXPECT_THAT(BestThreshold(Twenty()), DoubleNear(0.19, 1e-9));
}

TEST(ScopeFiguresTest, JsonHasTheFigures) {
  const nlohmann::json json = ToJson(Figures(Twenty()));
  EXPECT_EQ(json["recall_at"]["0.05"], 1);
  EXPECT_EQ(json["queries_with_nothing"], 10);
  EXPECT_EQ(json["misapplied_at_default"], 0.1);
  EXPECT_EQ(json["misapplied_of_queries_with_nothing"], 0.2);
}

}  // namespace
}  // namespace alhf::eval

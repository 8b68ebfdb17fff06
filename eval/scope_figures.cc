#include "eval/scope_figures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/rate_bound.h"

namespace alhf::eval {
namespace {

using Queries = std::vector<const ScoredQuery*>;

// Drawing 2,000 times takes minutes here: each draw sorts all scores.
constexpr size_t kDraws = 300;

double Share(size_t part, size_t whole) {
  return whole == 0 ? 0
                    : static_cast<double>(part) / static_cast<double>(whole);
}

double BestWrong(const ScoredQuery& query) {
  double best = 0;
  for (const ScoredPair& pair : query.pairs) {
    if (!pair.applies) best = std::max(best, pair.score);
  }
  return best;
}

double BestOf(const ScoredQuery& query) {
  double best = 0;
  for (const ScoredPair& pair : query.pairs) best = std::max(best, pair.score);
  return best;
}

// Returns the least score such that at most `share` of `queries` have a lesson
// above it that does not apply.
double ScoreAt(const Queries& queries, double share) {
  std::vector<double> wrong;
  wrong.reserve(queries.size());
  for (const ScoredQuery* query : queries) wrong.push_back(BestWrong(*query));
  std::sort(wrong.begin(), wrong.end(), std::greater<>());
  const auto allowed =
      static_cast<size_t>(share * static_cast<double>(queries.size()) + 1e-9);
  return allowed < wrong.size() ? wrong[allowed] : 0;
}

// Returns the share of pairs that apply with a score above `score`.
double RecallAbove(const Queries& queries, double score) {
  size_t found = 0;
  size_t all = 0;
  for (const ScoredQuery* query : queries) {
    all += query->applies;
    for (const ScoredPair& pair : query->pairs) {
      found += pair.applies && pair.score > score;
    }
  }
  return Share(found, all);
}

double MisappliedAsFired(const Queries& queries) {
  return Share(
      std::count_if(queries.begin(), queries.end(),
                    [](const ScoredQuery* query) {
                      return std::any_of(
                          query->pairs.begin(), query->pairs.end(),
                          [](const auto& p) { return p.fires && !p.applies; });
                    }),
      queries.size());
}

double RecallAsFired(const Queries& queries) {
  size_t fired = 0;
  size_t all = 0;
  for (const ScoredQuery* query : queries) {
    all += query->applies;
    for (const ScoredPair& pair : query->pairs) {
      fired += pair.applies && pair.fires;
    }
  }
  return Share(fired, all);
}

Queries Silent(const Queries& queries) {
  Queries silent;
  for (const ScoredQuery* query : queries) {
    if (query->applies == 0) silent.push_back(query);
  }
  return silent;
}

// The area under the curve of Mann and Whitney (1947), ties half.
double AbstainAuc(const Queries& queries) {
  std::vector<double> silent;
  for (const ScoredQuery* query : Silent(queries)) {
    silent.push_back(BestOf(*query));
  }
  std::sort(silent.begin(), silent.end());
  double above = 0;
  size_t others = 0;
  for (const ScoredQuery* query : queries) {
    if (query->applies == 0) continue;
    ++others;
    const auto [low, high] =
        std::equal_range(silent.begin(), silent.end(), BestOf(*query));
    above += static_cast<double>(low - silent.begin()) +
             static_cast<double>(high - low) / 2;
  }
  const double pairs = static_cast<double>(silent.size() * others);
  return pairs == 0 ? 0.5 : above / pairs;
}

// Where several are best, their share that is right.
double BestRight(const Queries& queries) {
  double right = 0;
  size_t all = 0;
  for (const ScoredQuery* query : queries) {
    if (query->applies == 0) continue;
    ++all;
    const double best = BestOf(*query);
    if (best <= 0) continue;
    size_t tied = 0;
    size_t applying = 0;
    for (const ScoredPair& pair : query->pairs) {
      if (pair.score < best) continue;
      ++tied;
      applying += pair.applies;
    }
    right += Share(applying, tied);
  }
  return all == 0 ? 0 : right / static_cast<double>(all);
}

// A query is asked about where a lesson lies in the band (low, high].
void AddAsking(const Queries& queries, ScopeFigures& figures) {
  const double high = ScoreAt(queries, kMisappliedShares[0]);
  std::vector<double> in_band;
  for (const ScoredQuery* query : queries) {
    double best = 0;
    for (const ScoredPair& pair : query->pairs) {
      if (pair.score <= high) best = std::max(best, pair.score);
    }
    in_band.push_back(best);
  }
  std::sort(in_band.begin(), in_band.end(), std::greater<>());
  const auto allowed = static_cast<size_t>(
      kAskedShare * static_cast<double>(queries.size()) + 1e-9);
  const double low = allowed < in_band.size() ? in_band[allowed] : 0;
  figures.asked =
      Share(std::count_if(in_band.begin(), in_band.end(),
                          [low](double best) { return best > low; }),
            queries.size());
  figures.recall_with_asking = RecallAbove(queries, low);
}

bool IsRanked(const Queries& queries) {
  std::set<double> scores;
  for (const ScoredQuery* query : queries) {
    for (const ScoredPair& pair : query->pairs) scores.insert(pair.score);
    if (scores.size() > 2) return true;
  }
  return false;
}

// Figures that have an interval, in one order.
std::vector<double> Drawn(const Queries& queries) {
  std::vector<double> values;
  for (const double share : kMisappliedShares) {
    values.push_back(RecallAbove(queries, ScoreAt(queries, share)));
  }
  values.push_back(MisappliedAsFired(queries));
  values.push_back(RecallAsFired(queries));
  return values;
}

std::vector<ScopeFigure> DrawFigures(const Queries& queries,
                                     std::mt19937_64& random) {
  std::map<size_t, Queries> by_group;
  for (const ScoredQuery* query : queries) {
    by_group[query->group].push_back(query);
  }
  std::vector<const Queries*> groups;
  for (const auto& [number, group] : by_group) groups.push_back(&group);
  std::vector<std::vector<double>> draws;
  for (size_t i = 0; i < kDraws && !groups.empty(); ++i) {
    Queries drawn;
    for (size_t n = 0; n < groups.size(); ++n) {
      const Queries& group = *groups[random() % groups.size()];
      drawn.insert(drawn.end(), group.begin(), group.end());
    }
    draws.push_back(Drawn(drawn));
  }
  std::vector<ScopeFigure> figures;
  for (const double value : Drawn(queries)) {
    ScopeFigure figure{value, {value, value, groups.size(), false}};
    std::vector<double> values;
    for (const auto& draw : draws) values.push_back(draw[figures.size()]);
    std::sort(values.begin(), values.end());
    if (!values.empty()) {
      const auto tail = static_cast<size_t>((1 - kConfidence) / 2 *
                                            static_cast<double>(values.size()));
      figure.interval.low = values[tail];
      figure.interval.high = values[values.size() - 1 - tail];
    }
    figures.push_back(figure);
  }
  return figures;
}

nlohmann::json ByShare(const std::array<double, 3>& values) {
  return {{"0.01", values[0]}, {"0.05", values[1]}, {"0.10", values[2]}};
}

nlohmann::json ToJson(const Interval& interval) {
  return {interval.low, interval.high};
}

}  // namespace

ScopeFigures FiguresOf(const std::vector<ScoredQuery>& queries,
                       std::mt19937_64& random) {
  Queries all;
  for (const ScoredQuery& query : queries) all.push_back(&query);
  const Queries silent = Silent(all);
  ScopeFigures figures;
  figures.queries = all.size();
  figures.silent = silent.size();
  figures.ranked = IsRanked(all);
  const std::vector<ScopeFigure> drawn = DrawFigures(all, random);
  for (size_t i = 0; i < kMisappliedShares.size(); ++i) {
    figures.recall_at[i] = drawn[i];
    figures.recall_at_silent[i] =
        RecallAbove(all, ScoreAt(silent, kMisappliedShares[i]));
  }
  figures.misapplied = drawn[3];
  figures.recall = drawn[4];
  figures.misapplied_silent = MisappliedAsFired(silent);
  figures.misapplied_silent_at_most = RateAtMost(
      static_cast<size_t>(std::lround(figures.misapplied_silent *
                                      static_cast<double>(figures.silent))),
      figures.silent);
  AddAsking(all, figures);
  figures.abstain_auc = AbstainAuc(all);
  figures.best_right = BestRight(all);
  return figures;
}

double BestThreshold(const std::vector<ScoredQuery>& queries) {
  Queries all;
  std::set<double> scores;
  for (const ScoredQuery& query : queries) {
    all.push_back(&query);
    for (const ScoredPair& pair : query.pairs) scores.insert(pair.score);
  }
  // A hundred candidates show the maximum as well as all do.
  double best = 0;
  double best_gain = -1;
  const size_t step = std::max<size_t>(1, scores.size() / 100);
  size_t at = 0;
  for (const double score : scores) {
    if (at++ % step != 0) continue;
    size_t wrong = 0;
    for (const ScoredQuery* query : all) wrong += BestWrong(*query) > score;
    const double gain = RecallAbove(all, score) - Share(wrong, all.size());
    if (gain > best_gain) {
      best_gain = gain;
      best = score;
    }
  }
  return best;
}

nlohmann::json ToJson(const ScopeFigures& figures) {
  nlohmann::json json;
  json["queries"] = figures.queries;
  json["queries_with_nothing"] = figures.silent;
  json["misapplied_at_default"] = figures.misapplied.value;
  json["misapplied_at_default_95"] = ToJson(figures.misapplied.interval);
  json["misapplied_of_queries_with_nothing"] = figures.misapplied_silent;
  json["misapplied_of_queries_with_nothing_at_most"] =
      figures.misapplied_silent_at_most;
  json["recall_at_default"] = figures.recall.value;
  json["recall_at_default_95"] = ToJson(figures.recall.interval);
  if (!figures.ranked) return json;
  std::array<double, 3> recall_at = {};
  nlohmann::json intervals;
  for (size_t i = 0; i < recall_at.size(); ++i) {
    recall_at[i] = figures.recall_at[i].value;
    intervals.push_back(ToJson(figures.recall_at[i].interval));
  }
  json["recall_at"] = ByShare(recall_at);
  json["recall_at_95"] = intervals;
  json["recall_at_of_queries_with_nothing"] = ByShare(figures.recall_at_silent);
  json["asked"] = figures.asked;
  json["recall_with_asking"] = figures.recall_with_asking;
  json["abstain_auc"] = figures.abstain_auc;
  json["best_right"] = figures.best_right;
  return json;
}

}  // namespace alhf::eval

#include "cli/render_scope.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/table.h"

namespace alhf::cli {
namespace {

std::string Percent(double share) {
  return absl::StrFormat("%.1f", share * 100);
}

std::string Percent(const eval::Ratio& ratio) {
  return ratio.whole == 0 ? "–" : Percent(ratio.part / ratio.whole);
}

std::string Percent(const eval::ScopeFigure& figure) {
  return absl::StrFormat("%.1f (%.0f–%.0f)", figure.value * 100,
                         figure.interval.low * 100, figure.interval.high * 100);
}

void AddRow(const std::string& method, const eval::ScopeRun::SetFigures& set,
            Table& table) {
  const eval::ScopeFigures& figures = set.figures;
  std::vector<std::string> cells = {set.source, absl::StrCat(set.lessons),
                                    absl::StrCat(figures.queries), method};
  for (size_t i = 0; i < figures.recall_at.size(); ++i) {
    cells.push_back(!figures.ranked ? "–"
                    : i == 0        ? Percent(figures.recall_at[i])
                                    : Percent(figures.recall_at[i].value));
  }
  cells.push_back(Percent(figures.misapplied.value));
  cells.push_back(absl::StrCat(Percent(figures.misapplied_silent), " (≤ ",
                               Percent(figures.misapplied_silent_at_most),
                               ")"));
  cells.push_back(Percent(figures.recall.value));
  if (figures.ranked) {
    cells.push_back(Percent(figures.recall_with_asking));
    cells.push_back(absl::StrFormat("%.2f", figures.abstain_auc));
    cells.push_back(Percent(figures.best_right));
  }
  table.Add(std::move(cells));
}

}  // namespace

std::string RenderScope(const eval::ScopeRun& run, const Style& style) {
  Table table({{"SOURCE", Align::kLeft, Fit::kCut},
               {"LESSONS", Align::kRight},
               {"QUERIES", Align::kRight},
               {"METHOD"},
               {"RECALL AT 1 %", Align::kRight},
               {"5 %", Align::kRight},
               {"10 %", Align::kRight},
               {"MISAPPLIED", Align::kRight},
               {"OF SILENT", Align::kRight},
               {"RECALL", Align::kRight},
               {"ASKING", Align::kRight},
               {"AUC", Align::kRight},
               {"BEST", Align::kRight}});
  const size_t sets = run.methods.empty() ? 0 : run.methods[0].sets.size();
  for (size_t i = 0; i < sets; ++i) {
    for (const auto& method : run.methods) {
      AddRow(method.name, method.sets[i], table);
    }
  }
  return absl::StrCat(
      table.Render(style), "\nEncoder: ",
      run.encoder_id.empty() ? "none, words alone" : run.encoder_id,
      run.facet_db ? "; the database is given as a facet" : "",
      "\nRECALL AT: share of the pairs that apply which fire, where 1, 5 and "
      "10 % of the\nqueries get a lesson that does not apply; in brackets the "
      "95 % interval over groups.\nMISAPPLIED, RECALL: as the method fires; "
      "OF SILENT: of the queries that nothing\napplies to, and how much it "
      "is at most, with 95 % confidence. ASKING: recall at 1 %\nwith what is "
      "asked about, in at most 5 % of the queries. AUC: of the best score,\n"
      "for queries that something applies to. BEST: the best lesson applies. "
      "Percent, but\nfor AUC.\n");
}

std::string RenderAssignment(const eval::AssignmentRun& run,
                             const Style& style) {
  Table table({{"SOURCE", Align::kLeft, Fit::kCut},
               {"ROWS", Align::kRight},
               {"METHOD"},
               {"EXACT", Align::kRight},
               {"OF MINORITY", Align::kRight},
               {"UNSURE", Align::kRight},
               {"PRECISION AND RECALL BY COMPONENT", Align::kLeft, Fit::kCut}});
  const size_t sets = run.methods.empty() ? 0 : run.methods[0].sets.size();
  for (size_t i = 0; i < sets; ++i) {
    for (const auto& method : run.methods) {
      const eval::AssignmentFigures& set = method.sets[i];
      std::string components;
      for (const auto& [name, figures] : set.by_component) {
        absl::StrAppend(&components, components.empty() ? "" : ", ", name, " ",
                        Percent(figures.precision), "/",
                        Percent(figures.recall));
      }
      table.Add({set.source, absl::StrCat(set.exact.whole), method.name,
                 Percent(set.exact), Percent(set.minority_exact),
                 absl::StrCat(set.unsure), components});
    }
  }
  return absl::StrCat(
      table.Render(style),
      "\nEXACT: learned by just the components of the label. OF MINORITY: of "
      "rows that do not\nhave their source's most frequent label. Percent.\n");
}

std::string RenderEncoderFit(const eval::EncoderFit& fit,
                             const std::string& path) {
  return absl::StrFormat(
      "%s: the profile of %s, %d numbers a vector,\nby %d lessons and %d "
      "questions, %d pairs of them unrelated.\nA lesson that may bear on a "
      "question is nearer to it than one that does not in %s %%;\nby %s in "
      "%s %%.\n",
      path, fit.profile.model(), fit.dimensions, fit.lessons, fit.questions,
      fit.unrelated, Percent(fit.told_apart), fit.profile.like(),
      Percent(fit.told_apart_like));
}

}  // namespace alhf::cli

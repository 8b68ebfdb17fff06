#include "cli/render_eval.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/table.h"

namespace alhf::cli {
namespace {

std::string Percent(double share) {
  return absl::StrFormat("%.0f %%", share * 100);
}

// Both histograms of overlap, a class a line.
std::string RenderOverlap(const eval::ScenarioStats& all, const Style& style) {
  Table table({{"OVERLAP"},
               {"WITH THE RECORD'S TEXT", Align::kRight},
               {"WITH ITS OWN QUESTION", Align::kRight}});
  for (size_t i = 0; i < all.to_text.size(); ++i) {
    table.Add({absl::StrFormat("%.1f – %.1f", static_cast<double>(i) / 10,
                               static_cast<double>(i + 1) / 10),
               absl::StrCat(all.to_text[i]), absl::StrCat(all.to_question[i])});
  }
  return absl::StrCat(
      "\n",
      style.Bold("Questions to which something applies, by the overlap of "
                 "stemmed content words\nwith the nearest record that "
                 "applies"),
      "\n", table.Render(style));
}

std::string RenderCounts(const std::map<std::string, size_t>& counts,
                         absl::string_view otherwise) {
  std::string text;
  for (const auto& [name, count] : counts) {
    absl::StrAppend(&text, text.empty() ? "" : ", ",
                    name.empty() ? otherwise : name, " ", count);
  }
  return text;
}

}  // namespace

std::string RenderStats(const std::vector<eval::ScenarioStats>& scenarios,
                        const Style& style) {
  eval::ScenarioStats all;
  all.id = "all";
  for (const eval::ScenarioStats& each : scenarios) all += each;
  std::vector<eval::ScenarioStats> rows = scenarios;
  if (rows.size() > 1) rows.push_back(all);
  Table table({{"SCENARIO", Align::kLeft, Fit::kCut},
               {"RECORDS", Align::kRight},
               {"GUIDELINES", Align::kRight},
               {"SUPERSEDE", Align::kRight},
               {"NOISY", Align::kRight},
               {"QUESTIONS", Align::kRight},
               {"NOTHING APPLIES", Align::kRight},
               {"SOMETHING", Align::kRight},
               {"OVERLAP ≤ 0.10", Align::kRight},
               {"NEAR", Align::kRight}});
  for (const eval::ScenarioStats& each : rows) {
    table.Add({each.id, absl::StrCat(each.records),
               absl::StrCat(each.guidelines), absl::StrCat(each.superseding),
               Percent(each.NoisyShare()), absl::StrCat(each.questions),
               absl::StrCat(each.nothing_applies),
               absl::StrCat(each.applicable), Percent(each.FewSharedShare()),
               absl::StrCat(each.near)});
  }
  return absl::StrCat(
      table.Render(style), RenderOverlap(all, style),
      "\nRecords by component: ", RenderCounts(all.components, "none"),
      "\nRecords by writing:   ", RenderCounts(all.noise, "clean"), "\n");
}

}  // namespace alhf::cli

#include "cli/render_curve.h"

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/table.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

using eval::Metric;

std::string Percent(double share) {
  return absl::StrFormat("%.1f", share * 100);
}

std::string Show(const eval::Figure& figure) {
  return figure.value.has_value() ? Percent(*figure.value) : "–";
}

// With its interval; "e" marks the exact bound.
std::string ShowWhole(const eval::Figure& figure) {
  if (!figure.interval.has_value()) return Show(figure);
  return absl::StrCat(Show(figure), " [", Percent(figure.interval->low), "–",
                      Percent(figure.interval->high), "]",
                      figure.interval->exact ? "e" : "");
}

std::string RenderTable(const eval::Curve& curve, const Style& style) {
  Table table({{"POLICY"},
               {"RECORDS", Align::kRight},
               {"ADHERENCE %", Align::kRight},
               {"NEAR", Align::kRight},
               {"FAR", Align::kRight},
               {"HARM %", Align::kRight},
               {"MISAPPLIED %", Align::kRight},
               {"COMPLETE %", Align::kRight},
               {"ANSWERED", Align::kRight},
               {"ASSIGNED P/R", Align::kRight}});
  for (const eval::PolicyCurve& policy : curve.policies) {
    for (const eval::CurvePoint& point : policy.points) {
      table.Add(
          {policy.policy, absl::StrCat(point.records),
           ShowWhole(point[Metric::kAdherence]), Show(point[Metric::kNear]),
           Show(point[Metric::kFar]), ShowWhole(point[Metric::kHarm]),
           ShowWhole(point[Metric::kMisapplication]),
           Show(point[Metric::kCompleteness]), Show(point[Metric::kAnswered]),
           absl::StrCat(Show(point[Metric::kPrecision]), "/",
                        Show(point[Metric::kRecall]))});
    }
  }
  return table.Render(style);
}

std::string RenderLast(const eval::Curve& curve, const Style& style) {
  Table table({{"POLICY"},
               {"ADHERENCE − HARM", Align::kRight},
               {"ENFORCED", Align::kRight},
               {"GUIDANCE ONLY", Align::kRight},
               {"EXPOSED", Align::kRight},
               {"WHERE UNFIT", Align::kRight},
               {"GUIDANCE TOKENS", Align::kRight},
               {"MODEL CALLS", Align::kRight},
               {"TOKENS", Align::kRight}});
  size_t records = 0;
  for (const eval::PolicyCurve& policy : curve.policies) {
    if (policy.points.empty()) continue;
    const eval::CurvePoint& point = policy.points.back();
    records = point.records;
    table.Add(
        {policy.policy, ShowWhole(point.net), Show(point[Metric::kEnforced]),
         Show(point[Metric::kGuidance]), Show(point[Metric::kExposed]),
         Show(point[Metric::kExposedUnfit]),
         absl::StrFormat("%.0f",
                         point[Metric::kGuidanceTokens].value.value_or(0)),
         absl::StrFormat("%.2f", point[Metric::kCalls].value.value_or(0)),
         absl::StrFormat("%.0f", point[Metric::kTokens].value.value_or(0))});
  }
  return absl::StrCat("\n",
                      style.Bold(absl::StrCat("At ", records, " records")),
                      "\n", table.Render(style));
}

std::string RenderComparisons(const eval::Curve& curve) {
  std::string text;
  for (const eval::Comparison& each : curve.attained) {
    absl::StrAppend(&text, "Attained at ", each.records,
                    " records: ", ShowWhole(each.figure),
                    " %  (alhf − none) / (oracle − none)\n");
  }
  for (const eval::Comparison& each : curve.margins) {
    absl::StrAppend(&text, "Adherence − harm, alhf over ", each.name, ": ",
                    ShowWhole(each.figure), " points\n");
  }
  return text.empty() ? text : "\n" + text;
}

// What rivals get wrong is in the JSON; people mend the system.
bool IsOfInterest(const std::string& policy) {
  return policy == "alhf" || policy == "oracle";
}

}  // namespace

std::string RenderCurve(const eval::CurveRun& run, const Style& style) {
  std::string text =
      absl::StrCat(RenderTable(run.curve, style), RenderLast(run.curve, style),
                   RenderComparisons(run.curve));
  absl::StrAppend(&text, "\nIn brackets: 95 % intervals over ",
                  run.curve.clusters,
                  " clusters of scenario and guideline; e: exact binomial.\n");
  if (run.curve.clusters < eval::kEnoughClusters) {
    absl::StrAppend(&text, "That is fewer than ", eval::kEnoughClusters,
                    ": do not rely on the intervals.\n");
  }
  absl::StrAppend(&text, "Took ",
                  absl::FormatDuration(absl::Trunc(run.took, absl::Seconds(1))),
                  run.resumed == 0
                      ? ".\n"
                      : absl::StrCat(", and took over ", run.resumed,
                                     " results of a run that was broken "
                                     "off.\n"));
  return text;
}

std::string RenderFailures(const eval::Curve& curve, const Style& style) {
  std::string text;
  for (const eval::PolicyCurve& policy : curve.policies) {
    if (!IsOfInterest(policy.policy)) continue;
    std::map<std::string, std::vector<const eval::Failure*>> kinds;
    for (const eval::Failure& each : policy.failures) {
      kinds[each.kind].push_back(&each);
    }
    for (const auto& [kind, failures] : kinds) {
      absl::StrAppend(&text, "\n",
                      style.Bold(absl::StrCat(policy.policy, ": ", kind, " (",
                                              failures.size(), ")")),
                      "\n");
      for (const eval::Failure* each : failures) {
        absl::StrAppend(&text, "  ", OneLine(each->scenario), "  ",
                        OneLine(each->about), each->about.empty() ? "" : "  ",
                        "\"", OneLine(each->question), "\"");
        if (!each->detail.empty()) {
          absl::StrAppend(&text, "\n      ", OneLine(each->detail));
        }
        absl::StrAppend(&text, "\n");
      }
    }
  }
  return text.empty() ? "\nNothing failed.\n" : text;
}

}  // namespace alhf::cli

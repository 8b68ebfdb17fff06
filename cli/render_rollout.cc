#include "cli/render_rollout.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/render_words.h"
#include "cli/table.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

std::string Percent(double share) {
  return absl::StrFormat("%.1f %%", 100 * share);
}

std::string ShareText(const Proportion& share) {
  if (share.of() == 0) return "-";
  const double value =
      static_cast<double>(share.count()) / static_cast<double>(share.of());
  return absl::StrCat(Percent(value), " [", Percent(share.low()), ", ",
                      Percent(share.high()), "] of ", share.of());
}

std::string DifferenceText(const ComparedFigure& figure) {
  if (!figure.has_difference()) return "-";
  const auto& difference = figure.difference();
  return absl::StrFormat("%+.1f [%+.1f, %+.1f]", 100 * difference.value(),
                         100 * difference.low(), 100 * difference.high());
}

std::string ReachText(const v1::Rollout& rollout) {
  if (rollout.paused()) return "paused: every plan is empty";
  if (rollout.holdout() > 0) {
    return absl::StrCat("in force, ", Percent(rollout.holdout()),
                        " of exchanges held out");
  }
  return "in force";
}

// What the tenant has of its own for new lessons.
std::string NewLessonsText(const v1::Rollout& rollout) {
  return rollout.activation() == v1::ACTIVATION_UNSPECIFIED
             ? ""
             : absl::StrCat(", new ones begin as ", Word(rollout.activation()));
}

}  // namespace

std::string RolloutText(const v1::Rollout& rollout) {
  std::string text = ReachText(rollout) + NewLessonsText(rollout);
  if (rollout.changed_by().empty()) return text;
  absl::StrAppend(&text, "; changed by ", OneLine(rollout.changed_by()));
  if (!rollout.note().empty()) {
    absl::StrAppend(&text, ": ", OneLine(rollout.note()));
  }
  return text;
}

std::string RenderRollout(const v1::Rollout& rollout, const Style& style) {
  std::string text = absl::StrCat("lessons are ", RolloutText(rollout));
  if (rollout.has_time()) {
    absl::StrAppend(&text, " (", TimeText(rollout.time(), style), ")");
  }
  absl::StrAppend(&text, "\n");
  if (rollout.paused()) {
    absl::StrAppend(&text, "to let them apply again: ", style.program,
                    " resume\n");
  } else if (rollout.holdout() > 0) {
    absl::StrAppend(&text, "to see what they do: ", style.program,
                    " compare\n");
  }
  return text;
}

std::string RenderWithheld(const v1::Plan& plan) {
  switch (plan.withheld()) {
    case v1::WITHHELD_PAUSED:
      return "no lesson was looked for: the tenant is paused\n";
    case v1::WITHHELD_HOLDOUT:
      return absl::StrCat(
          "no lesson was looked for: the exchange is one of the holdout of ",
          Percent(plan.holdout()), "\n");
    default:
      return "";
  }
}

std::string RenderComparison(const Comparison& comparison, const Style& style) {
  const std::string counts =
      absl::StrCat(Count(comparison.with(), "exchange"), " with lessons, ",
                   comparison.without(), " held out\n");
  if (comparison.with() + comparison.without() == 0) {
    return absl::StrCat(
        "no exchange was recorded while there was a holdout; to set one: ",
        style.program, " holdout 0.1\n");
  }
  Table table({{"FIGURE"}, {"WITH"}, {"WITHOUT"}, {"DIFFERENCE IN POINTS"}});
  for (const ComparedFigure& figure : comparison.figures()) {
    table.Add({figure.name(), ShareText(figure.with()),
               ShareText(figure.without()), DifferenceText(figure)});
  }
  return absl::StrCat(
      counts, "\n", table.Render(style),
      style.Dim("95 % intervals: Wilson's of a share, Newcombe's of a "
                "difference; exchanges are taken as independent"),
      "\n");
}

}  // namespace alhf::cli

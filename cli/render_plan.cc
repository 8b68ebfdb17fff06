#include "cli/render_plan.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/render_rollout.h"
#include "cli/render_words.h"
#include "cli/table.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

using google::protobuf::RepeatedPtrField;

std::string Spaces(int count) {
  return std::string(static_cast<size_t>(count), ' ');
}

// What became of an item: who won against it, or its disposition.
std::string Fate(const v1::AdjustmentItem& item) {
  if (!item.overruled_by().empty()) {
    return absl::StrCat("overruled by ", item.overruled_by(),
                        item.overruled_rule().empty() ? "" : ": ",
                        item.overruled_rule());
  }
  if (item.disposition() == v1::DISPOSITION_APPLIED) {
    return absl::StrCat("applied, ", Word(item.effect()),
                        item.agent().empty() ? "" : ", of agent ",
                        item.agent());
  }
  return Word(item.disposition());
}

std::string KnowledgeText(const RepeatedPtrField<v1::FacetKnowledge>& facets) {
  return absl::StrJoin(
      facets, "; ", [](std::string* out, const v1::FacetKnowledge& known) {
        absl::StrAppend(out, OneLine(known.key()), ": ",
                        known.values().empty()
                            ? "none"
                            : OneLine(absl::StrJoin(known.values(), ", ")),
                        known.complete() ? "" : ", perhaps others");
      });
}

std::string RenderRejected(const v1::Rejected& rejected, int indent) {
  if (rejected.count() == 0) return "";
  std::string line =
      absl::StrCat(Spaces(indent), Count(rejected.count(), "lesson"),
                   " looked at and not recalled");
  if (!rejected.nearest_lesson_id().empty()) {
    absl::StrAppend(&line, "; the nearest is ",
                    OneLine(rejected.nearest_lesson_id()), " (",
                    ScoreText(rejected.nearest_score()), ")");
    if (!rejected.nearest_reason().empty()) {
      absl::StrAppend(&line, ": ", OneLine(rejected.nearest_reason()));
    }
  }
  return line + "\n";
}

std::string RenderScored(const RepeatedPtrField<v1::ScoredLesson>& scored,
                         const Style& style, int indent) {
  if (scored.empty()) return "";
  Table table({{"LOOKED AT"},
               {"SCORE", Align::kRight},
               {"GATE", Align::kLeft, Fit::kCut}});
  for (const v1::ScoredLesson& lesson : scored) {
    table.Add({lesson.lesson_id(), ScoreText(lesson.score()),
               lesson.gate().empty() ? "open" : lesson.gate()});
  }
  return table.Render(style, indent);
}

}  // namespace

std::string RenderItem(const v1::AdjustmentItem& item) {
  switch (item.item_case()) {
    case v1::AdjustmentItem::kGuidance:
      return absl::StrCat("say: ", item.guidance().text());
    case v1::AdjustmentItem::kParameter:
      return absl::StrCat(item.parameter().name(), " = ",
                          ValueText(item.parameter().value()));
    case v1::AdjustmentItem::kFilter:
      return absl::StrCat(item.filter().exclude() ? "leave out " : "only ",
                          item.filter().field(), ": ",
                          absl::StrJoin(item.filter().values(), ", "));
    case v1::AdjustmentItem::kBoost:
      return absl::StrCat(item.boost().factor() < 1 ? "lower " : "lift ",
                          item.boost().field(), ": ", item.boost().value(),
                          " × ", item.boost().factor());
    case v1::AdjustmentItem::kExpansion:
      return absl::StrCat(item.expansion().term(), " → ",
                          absl::StrJoin(item.expansion().terms(), ", "));
    case v1::AdjustmentItem::kLimit:
      return absl::StrCat(item.limit().name(), " ≤ ", item.limit().value());
    case v1::AdjustmentItem::ITEM_NOT_SET:
      break;
  }
  return item.text();
}

std::string RenderItems(const std::vector<v1::AdjustmentItem>& items,
                        const Style& style, int indent) {
  if (items.empty()) return "";
  Table table({{"LESSON"},
               {"SCORE", Align::kRight},
               {"OUTCOME", Align::kLeft, Fit::kCut},
               {"WHAT", Align::kLeft, Fit::kCut},
               {"WHY", Align::kLeft, Fit::kCut}});
  for (const v1::AdjustmentItem& item : items) {
    table.Add({item.lesson_id(), ScoreText(item.score()), Fate(item),
               RenderItem(item), item.why()});
  }
  return table.Render(style, indent);
}

std::string RenderComponentPlan(const v1::ComponentPlan& plan,
                                const std::vector<v1::AdjustmentItem>& applied,
                                const Style& style, int indent) {
  std::vector<v1::AdjustmentItem> items = applied;
  items.insert(items.end(), plan.set_aside().begin(), plan.set_aside().end());
  std::string result = RenderItems(items, style, indent);
  if (applied.empty()) {
    absl::StrAppend(&result, Spaces(indent), "no lesson applied\n");
  }
  absl::StrAppend(&result, RenderRejected(plan.rejected(), indent),
                  RenderScored(plan.scored(), style, indent));
  if (!plan.dropped().empty()) {
    absl::StrAppend(&result, Spaces(indent), "no room in the guidance for ",
                    OneLine(absl::StrJoin(plan.dropped(), ", ")), "\n");
  }
  if (!plan.facets().empty()) {
    absl::StrAppend(&result, Spaces(indent), "knows ",
                    KnowledgeText(plan.facets()), "\n");
  }
  return result;
}

std::string RenderMissing(const RepeatedPtrField<v1::MissingPart>& missing) {
  std::string result;
  for (const v1::MissingPart& part : missing) {
    absl::StrAppend(&result, "missing ", OneLine(part.component()), ": ",
                    OneLine(part.reason()), "\n");
  }
  return result;
}

std::string RenderPlan(const v1::Plan& plan, const Style& style) {
  std::string result = RenderWithheld(plan);
  for (const v1::ComponentPlan& component : plan.components()) {
    absl::StrAppend(
        &result, style.Bold(OneLine(component.component())), "\n",
        RenderComponentPlan(
            component, {component.items().begin(), component.items().end()},
            style, 2));
    if (!component.guidance().empty()) {
      absl::StrAppend(&result, "  guidance\n", Indent(component.guidance(), 4));
    }
  }
  absl::StrAppend(&result, RenderMissing(plan.missing()));
  if (plan.components().empty() && plan.missing().empty()) {
    absl::StrAppend(&result, "no component is known\n");
  }
  absl::StrAppend(
      &result,
      style.Dim(absl::StrCat(
          "at position ", PositionText(plan.position()),
          plan.firing_policy().empty() ? "" : ", firing policy ",
          OneLine(plan.firing_policy()),
          plan.degraded() ? ", degraded: a component has no part in it" : "")),
      "\n");
  return result;
}

}  // namespace alhf::cli

#include "cli/render_exchange.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/render_plan.h"
#include "cli/render_rollout.h"
#include "cli/render_words.h"
#include "cli/table.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

// Rows of a result that an explanation shows.
constexpr int kShownRows = 10;

std::string CellText(const v1::Cell& cell) {
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return cell.text();
    case v1::Cell::kInteger:
      return absl::StrCat(cell.integer());
    case v1::Cell::kNumber:
      return absl::StrCat(cell.number());
    case v1::Cell::kBoolean:
      return cell.boolean() ? "true" : "false";
    case v1::Cell::VALUE_NOT_SET:
      break;
  }
  return "NULL";
}

bool IsNumber(const v1::Cell& cell) {
  return cell.has_integer() || cell.has_number();
}

// In one line: what a step has to show for itself.
std::string Outcome(const v1::Step& step) {
  if (!step.error().empty()) return absl::StrCat("failed: ", step.error());
  const v1::StepOutput& output = step.output();
  if (output.has_refusal()) {
    return absl::StrCat(
        "cannot: ", output.refusal().reason(),
        output.refusal().not_understood().empty() ? "" : "; not understood: ",
        absl::StrJoin(output.refusal().not_understood(), ", "));
  }
  std::vector<std::string> parts;
  if (output.has_table()) {
    parts.push_back(absl::StrCat(
        Count(static_cast<uint64_t>(output.table().rows_size()), "row"),
        output.table().truncated() ? ", cut" : ""));
  }
  if (!output.passages().empty()) {
    parts.push_back(
        Count(static_cast<uint64_t>(output.passages_size()), "passage"));
  }
  if (!output.text().empty()) parts.emplace_back("wrote the text");
  return parts.empty() ? "found nothing" : absl::StrJoin(parts, ", ");
}

std::string RenderRows(const v1::Table& result, const Style& style,
                       int indent) {
  if (result.columns().empty()) return "";
  std::vector<Table::Column> columns;
  for (int i = 0; i < result.columns_size(); ++i) {
    const bool number = std::any_of(
        result.rows().begin(), result.rows().end(), [i](const v1::Row& row) {
          return i < row.cells_size() && IsNumber(row.cells(i));
        });
    columns.push_back({OneLine(result.columns(i)),
                       number ? Align::kRight : Align::kLeft, Fit::kCut});
  }
  Table table(std::move(columns));
  const int shown = std::min(result.rows_size(), kShownRows);
  for (int i = 0; i < shown; ++i) {
    std::vector<std::string> cells;
    for (const v1::Cell& cell : result.rows(i).cells()) {
      cells.push_back(CellText(cell));
    }
    table.Add(std::move(cells));
  }
  std::string text = table.Render(style, indent);
  if (result.rows_size() > shown) {
    absl::StrAppend(
        &text, std::string(static_cast<size_t>(indent), ' '), "… and ",
        Count(static_cast<uint64_t>(result.rows_size() - shown), "more row"),
        "\n");
  }
  return text;
}

std::string RenderResult(const v1::Table& result, const Style& style) {
  std::string text =
      absl::StrCat("    SQL for ", OneLine(result.dialect()),
                   result.database().empty() ? "" : " on ",
                   OneLine(result.database()), "\n", Indent(result.sql(), 6));
  if (!result.executed_sql().empty()) {
    absl::StrAppend(&text, "    ran as ", OneLine(result.executed_dialect()),
                    "\n", Indent(result.executed_sql(), 6));
  }
  for (const std::string& term : result.interpretation()) {
    absl::StrAppend(&text, "    ", OneLine(term), "\n");
  }
  return text + RenderRows(result, style, 4);
}

std::string RenderPassages(const v1::StepOutput& output, const Style& style) {
  if (output.passages().empty()) return "";
  Table table({{"PASSAGE", Align::kLeft, Fit::kCut},
               {"SCORE", Align::kRight},
               {"TEXT", Align::kLeft, Fit::kCut}});
  for (const v1::Passage& passage : output.passages()) {
    table.Add(
        {absl::StrCat(passage.source(), passage.headings().empty() ? "" : " › ",
                      absl::StrJoin(passage.headings(), " › ")),
         ScoreText(passage.score()), CutToWidth(OneLine(passage.text()), 100)});
  }
  return table.Render(style, 4);
}

const v1::ComponentPlan* PlanOf(const v1::Exchange& exchange,
                                const std::string& component) {
  for (const v1::ComponentPlan& plan : exchange.plan().components()) {
    if (plan.component() == component) return &plan;
  }
  return nullptr;
}

// Which engine answered, where a language model was asked, and its cost.
std::string RenderModel(const v1::Step& step) {
  if (!step.has_model_usage()) return "";
  const v1::ModelUsage& usage = step.model_usage();
  return absl::StrCat(
      "    ",
      step.output().model().empty() ? "the embedded engine answered, not "
                                    : "answered by ",
      OneLine(usage.model()), ": ", Count(usage.calls(), "call"), ", ",
      usage.prompt_tokens(), " + ", usage.completion_tokens(), " tokens, ",
      DurationText(usage.time()), "\n");
}

// Lessons that were in scope and had nothing to act on.
std::string RenderIdle(const v1::Step& step) {
  std::string text;
  for (const v1::AdjustmentItem& item : step.idle()) {
    absl::StrAppend(&text, "    nothing to act on for ",
                    OneLine(item.lesson_id()), ": ", RenderItem(item), "\n");
  }
  return text;
}

std::string ExplainStep(const v1::Exchange& exchange, const v1::Step& step,
                        const Style& style) {
  std::string text = absl::StrCat(
      "\n", style.Bold(OneLine(step.component())), "  stage ", step.stage() + 1,
      ", ", DurationText(step.duration()), ": ", OneLine(Outcome(step)), "\n");
  if (step.output().has_table()) {
    absl::StrAppend(&text, RenderResult(step.output().table(), style));
  }
  absl::StrAppend(&text, RenderPassages(step.output(), style));
  for (const std::string& note : step.output().notes()) {
    absl::StrAppend(&text, "    note: ", OneLine(note), "\n");
  }
  absl::StrAppend(&text, RenderModel(step));
  const v1::ComponentPlan* plan = PlanOf(exchange, step.component());
  return absl::StrCat(
      text, "  lessons\n",
      RenderComponentPlan(
          plan == nullptr ? v1::ComponentPlan::default_instance() : *plan,
          {step.applied().begin(), step.applied().end()}, style, 4),
      RenderIdle(step));
}

// `value` after `label`; nothing where it is empty.
std::string Labelled(absl::string_view label, const std::string& value) {
  return value.empty() ? "" : absl::StrCat(label, OneLine(value));
}

bool HasStep(const v1::Exchange& exchange, const std::string& component) {
  return std::any_of(exchange.steps().begin(), exchange.steps().end(),
                     [&component](const v1::Step& step) {
                       return step.component() == component;
                     });
}

}  // namespace

std::string RenderStep(const v1::Step& step, const Style& style) {
  std::string text = absl::StrCat("· ", OneLine(step.component()), ": ",
                                  OneLine(Outcome(step)), " (",
                                  DurationText(step.duration()), ")\n");
  if (step.output().has_table()) {
    absl::StrAppend(&text, Indent(step.output().table().sql(), 4));
  }
  for (const v1::AdjustmentItem& item : step.applied()) {
    if (item.disposition() != v1::DISPOSITION_APPLIED) continue;
    absl::StrAppend(
        &text, "  learned: ",
        OneLine(item.text().empty() ? RenderItem(item) : item.text()), " (",
        OneLine(item.lesson_id()), ", ", ScoreText(item.score()), ")\n");
  }
  std::string dimmed;
  for (const absl::string_view line :
       absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    absl::StrAppend(&dimmed, style.Dim(line), "\n");
  }
  return dimmed;
}

std::string RenderAfterAnswer(const v1::Exchange& exchange,
                              const Style& style) {
  std::string text = RenderMissing(exchange.missing());
  if (exchange.id().empty()) return text;
  return absl::StrCat(
      text,
      style.Dim(absl::StrCat(OneLine(exchange.id()), " · ", style.program,
                             " explain · ", style.program, " feedback \"…\"")),
      "\n");
}

std::string RenderExplanation(const v1::Exchange& exchange,
                              const Style& style) {
  std::string text = absl::StrCat(
      style.Bold(OneLine(exchange.id())), "  ",
      TimeText(exchange.time(), style), "  ", OneLine(exchange.user()),
      Labelled("  agent ", exchange.agent()),
      Labelled("  trace ", exchange.external_trace_id()), "\n", "question\n",
      Indent(exchange.question(), 2), "answer\n", Indent(exchange.answer(), 2),
      RenderWithheld(exchange.plan()));
  for (const v1::Step& step : exchange.steps()) {
    absl::StrAppend(&text, ExplainStep(exchange, step, style));
  }
  for (const v1::ComponentPlan& plan : exchange.plan().components()) {
    if (HasStep(exchange, plan.component())) continue;
    absl::StrAppend(
        &text, "\n", style.Bold(OneLine(plan.component())), "  ran no step\n",
        "  lessons\n",
        RenderComponentPlan(plan, {plan.items().begin(), plan.items().end()},
                            style, 4));
  }
  absl::StrAppend(&text, "\n", RenderMissing(exchange.missing()));
  if (exchange.has_plan()) {
    absl::StrAppend(
        &text,
        style.Dim(absl::StrCat(
            "memory at position ", PositionText(exchange.plan().position()),
            exchange.plan().firing_policy().empty() ? "" : ", firing policy ",
            OneLine(exchange.plan().firing_policy()))),
        "\n");
  }
  return text;
}

std::string RenderExchanges(const std::vector<v1::Exchange>& exchanges,
                            const Style& style) {
  if (exchanges.empty()) return "nothing was asked yet\n";
  Table table({{"EXCHANGE"},
               {"TIME"},
               {"USER"},
               {"QUESTION", Align::kLeft, Fit::kCut},
               {"ANSWER", Align::kLeft, Fit::kCut}});
  for (const v1::Exchange& exchange : exchanges) {
    table.Add({exchange.id(), TimeText(exchange.time(), style), exchange.user(),
               exchange.question(),
               CutToWidth(OneLine(exchange.answer()), 100)});
  }
  return table.Render(style);
}

}  // namespace alhf::cli

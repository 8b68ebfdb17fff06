#include "eval/answer.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/text.h"
#include "core/compose/guidance.h"
#include "core/relevance/facets.h"

namespace alhf::eval {
namespace {

using nlohmann::json;

// As components render lessons that were found late.
constexpr uint32_t kGuidanceTokens = 1000;

bool Answered(const v1::Step& step) {
  return step.error().empty() && !step.output().has_refusal();
}

// Whether an earlier step found something to write from.
bool HasMaterial(const v1::Step& step) {
  return Answered(step) &&
         (step.output().has_table() || !step.output().passages().empty());
}

bool IsAnswered(const v1::Exchange& exchange) {
  uint32_t last = 0;
  for (const v1::Step& step : exchange.steps()) {
    last = std::max(last, step.stage());
  }
  bool written = false;
  bool material = last == 0;
  for (const v1::Step& step : exchange.steps()) {
    if (step.stage() == last) {
      written = written || (Answered(step) && !step.output().text().empty());
    } else {
      material = material || HasMaterial(step);
    }
  }
  return written && material;
}

void AddSource(const std::string& source, Answer& answer) {
  if (std::find(answer.sources.begin(), answer.sources.end(), source) ==
      answer.sources.end()) {
    answer.sources.push_back(source);
  }
}

// The components whose output the last step wrote the answer from; nothing
// where it does not say.
std::optional<std::set<std::string>> MadeFrom(const v1::Exchange& exchange) {
  if (exchange.steps().empty()) return std::nullopt;
  const v1::Step& last = exchange.steps(exchange.steps_size() - 1);
  for (const v1::FacetKnowledge& known : last.output().facets()) {
    if (known.key() != core::kMadeFromFacet) continue;
    return std::set<std::string>(known.values().begin(), known.values().end());
  }
  return std::nullopt;
}

// The plan's guidance, and what a step found late with it, as a component with
// a language model makes it.
void AddGuidance(const v1::Exchange& exchange, Answer& answer) {
  for (const v1::ComponentPlan& part : exchange.plan().components()) {
    if (part.guidance().empty()) continue;
    answer.guidance[part.component()] = part.guidance();
  }
  for (const v1::Step& step : exchange.steps()) {
    std::vector<v1::AdjustmentItem> acting;
    bool late = false;
    const std::string& planned = answer.guidance[step.component()];
    for (const v1::AdjustmentItem& item : step.applied()) {
      if (item.disposition() != v1::DISPOSITION_APPLIED) continue;
      acting.push_back(item);
      late |= !absl::StrContains(planned, item.lesson_id());
    }
    if (!late) continue;
    answer.guidance[step.component()] =
        core::RenderGuidance(acting, kGuidanceTokens, nullptr);
  }
}

void AddUsage(const v1::Exchange& exchange, Answer& answer) {
  for (const v1::Step& step : exchange.steps()) {
    const v1::ModelUsage& usage = step.model_usage();
    answer.model_calls += usage.calls();
    answer.tokens +=
        static_cast<int64_t>(usage.prompt_tokens() + usage.completion_tokens());
  }
}

void AddLessons(const v1::Exchange& exchange, Answer& answer) {
  std::set<std::string> applied;
  std::set<std::string> overruled;
  std::set<std::string> idle;
  for (const v1::Step& step : exchange.steps()) {
    for (const v1::AdjustmentItem& item : step.idle()) {
      idle.insert(item.lesson_id());
    }
    for (const v1::AdjustmentItem& item : step.applied()) {
      if (item.disposition() == v1::DISPOSITION_APPLIED) {
        applied.insert(item.lesson_id());
      } else if (!item.overruled_by().empty()) {
        overruled.insert(item.lesson_id());
      }
    }
  }
  for (const v1::ComponentPlan& part : exchange.plan().components()) {
    // An agent with its own pipeline may record the plan alone.
    if (exchange.steps().empty()) {
      for (const v1::AdjustmentItem& item : part.items()) {
        applied.insert(item.lesson_id());
      }
    }
    for (const v1::AdjustmentItem& item : part.set_aside()) {
      if (!item.overruled_by().empty()) overruled.insert(item.lesson_id());
    }
  }
  answer.applied.assign(applied.begin(), applied.end());
  answer.idle.assign(idle.begin(), idle.end());
  answer.overruled.assign(overruled.begin(), overruled.end());
}

std::string WithoutExtraSpace(absl::string_view text) {
  return absl::StrJoin(
      absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty()), " ");
}

json CellToJson(const v1::Cell& cell) {
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return cell.text();
    case v1::Cell::kInteger:
      return cell.integer();
    case v1::Cell::kNumber:
      return cell.number();
    case v1::Cell::kBoolean:
      return cell.boolean();
    case v1::Cell::VALUE_NOT_SET:
      return nullptr;
  }
  return nullptr;
}

absl::StatusOr<v1::Cell> CellFromJson(const json& value) {
  v1::Cell cell;
  if (value.is_string()) {
    cell.set_text(value.get<std::string>());
  } else if (value.is_number_integer()) {
    cell.set_integer(value.get<int64_t>());
  } else if (value.is_number()) {
    cell.set_number(value.get<double>());
  } else if (value.is_boolean()) {
    cell.set_boolean(value.get<bool>());
  } else if (!value.is_null()) {
    return absl::InvalidArgumentError("a cell of \"rows\" is no plain value");
  }
  return cell;
}

absl::Status Mismatch(absl::string_view name, absl::string_view type) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", name, "\" of the answer is no ", type));
}

absl::Status MergeRows(const json& rows, v1::Table& table) {
  if (!rows.is_array()) return Mismatch("rows", "list of rows");
  for (const json& row : rows) {
    if (!row.is_array()) return Mismatch("rows", "list of rows");
    v1::Row& added = *table.add_rows();
    for (const json& value : row) {
      auto cell = CellFromJson(value);
      if (!cell.ok()) return cell.status();
      *added.add_cells() = *std::move(cell);
    }
  }
  return absl::OkStatus();
}

}  // namespace

Answer AnswerOf(const v1::Exchange& exchange) {
  Answer answer;
  const std::optional<std::set<std::string>> made_from = MadeFrom(exchange);
  answer.exchange_id = exchange.id();
  answer.question = exchange.question();
  answer.text = exchange.answer();
  answer.answered = IsAnswered(exchange);
  for (const v1::Step& step : exchange.steps()) {
    if (!Answered(step)) continue;
    const v1::StepOutput& output = step.output();
    if (output.has_table() && !answer.table.has_value()) {
      answer.table = output.table();
      answer.sql = output.table().sql();
    }
    if (made_from.has_value() && !made_from->contains(step.component())) {
      continue;
    }
    for (const v1::Passage& passage : output.passages()) {
      AddSource(passage.source(), answer);
    }
  }
  AddLessons(exchange, answer);
  AddGuidance(exchange, answer);
  AddUsage(exchange, answer);
  return answer;
}

std::string Fingerprint(const Answer& answer) {
  std::vector<std::string> sources = answer.sources;
  std::sort(sources.begin(), sources.end());
  const std::string all = absl::StrCat(
      absl::AsciiStrToLower(WithoutExtraSpace(answer.text)), "\n",
      WithoutExtraSpace(answer.sql), "\n", absl::StrJoin(sources, "\n"));
  return absl::BytesToHexString(Sha256(all).substr(0, 12));
}

json ToJson(const Answer& answer) {
  json object = {{"question", answer.question}, {"answer", answer.text},
                 {"answered", answer.answered}, {"sql", answer.sql},
                 {"sources", answer.sources},   {"lessons", answer.applied},
                 {"columns", json::array()},    {"rows", json::array()}};
  if (!answer.table.has_value()) return object;
  for (const std::string& column : answer.table->columns()) {
    object["columns"].push_back(column);
  }
  for (const v1::Row& row : answer.table->rows()) {
    json cells = json::array();
    for (const v1::Cell& cell : row.cells()) cells.push_back(CellToJson(cell));
    object["rows"].push_back(std::move(cells));
  }
  return object;
}

absl::Status MergeFromJson(const json& object, Answer& answer) {
  if (!object.is_object()) return Mismatch("alhf", "object");
  const auto given = [&object](const char* name) {
    return object.contains(name) && !object[name].is_null();
  };
  if (given("answered")) {
    if (!object["answered"].is_boolean()) return Mismatch("answered", "truth");
    answer.answered = object["answered"].get<bool>();
  }
  if (given("sql")) {
    if (!object["sql"].is_string()) return Mismatch("sql", "text");
    answer.sql = object["sql"].get<std::string>();
    answer.table.reset();
  }
  if (given("rows")) {
    v1::Table table;
    table.set_sql(answer.sql);
    absl::Status status = MergeRows(object["rows"], table);
    if (!status.ok()) return status;
    answer.table = std::move(table);
  }
  for (const char* name : {"columns", "sources"}) {
    if (!given(name)) continue;
    if (!object[name].is_array()) return Mismatch(name, "list of texts");
    for (const json& each : object[name]) {
      if (!each.is_string()) return Mismatch(name, "list of texts");
      if (std::string(name) == "sources") {
        AddSource(each.get<std::string>(), answer);
      } else if (answer.table.has_value()) {
        answer.table->add_columns(each.get<std::string>());
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace alhf::eval

#include "eval/assignment_figures.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace alhf::eval {
namespace {

constexpr char kNobody[] = "none";

std::set<std::string> Names(const std::set<std::string>& components) {
  return components.empty() ? std::set<std::string>{kNobody} : components;
}

std::set<std::string> MostFrequentLabel(
    const std::vector<const AssignedRow*>& rows) {
  std::map<std::set<std::string>, size_t> counts;
  for (const AssignedRow* row : rows) ++counts[row->label];
  return std::max_element(
             counts.begin(), counts.end(),
             [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

void AddRow(const AssignedRow& row, const std::set<std::string>& frequent,
            AssignmentFigures& figures) {
  const bool exact = row.label == row.learned;
  figures.exact.Add(exact, 1);
  if (row.label != frequent) figures.minority_exact.Add(exact, 1);
  figures.unsure += row.unsure;
  const std::set<std::string> label = Names(row.label);
  const std::set<std::string> learned = Names(row.learned);
  for (const std::string& name : learned) {
    figures.by_component[name].precision.Add(label.contains(name), 1);
  }
  for (const std::string& name : label) {
    figures.by_component[name].recall.Add(learned.contains(name), 1);
  }
}

nlohmann::json ToJson(const Ratio& ratio) {
  if (ratio.whole == 0) return nullptr;
  return ratio.part / ratio.whole;
}

}  // namespace

std::string SourceOf(const std::string& source) {
  return source.substr(0, source.find('/'));
}

std::vector<AssignmentFigures> FiguresOf(const std::vector<AssignedRow>& rows) {
  std::map<std::string, std::vector<const AssignedRow*>> by_source;
  for (const AssignedRow& row : rows) {
    by_source[SourceOf(row.source)].push_back(&row);
  }
  std::vector<AssignmentFigures> all;
  for (const auto& [source, its_rows] : by_source) {
    AssignmentFigures& figures = all.emplace_back();
    figures.source = source;
    const std::set<std::string> frequent = MostFrequentLabel(its_rows);
    for (const AssignedRow* row : its_rows) AddRow(*row, frequent, figures);
  }
  return all;
}

nlohmann::json ToJson(const AssignmentFigures& figures) {
  nlohmann::json json;
  json["source"] = figures.source;
  json["rows"] = static_cast<size_t>(figures.exact.whole);
  json["exact"] = ToJson(figures.exact);
  json["minority_rows"] = static_cast<size_t>(figures.minority_exact.whole);
  json["minority_exact"] = ToJson(figures.minority_exact);
  json["unsure"] = figures.unsure;
  json["by_component"] = nlohmann::json::object();
  for (const auto& [name, component] : figures.by_component) {
    json["by_component"][name] = {
        {"rows", static_cast<size_t>(component.recall.whole)},
        {"precision", ToJson(component.precision)},
        {"recall", ToJson(component.recall)}};
  }
  return json;
}

}  // namespace alhf::eval

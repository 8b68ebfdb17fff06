#include "components/answer_writer/json_answer.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "components/answer_writer/extras.h"
#include "components/answer_writer/measures.h"
#include "components/answer_writer/notation.h"
#include "components/answer_writer/rows.h"

namespace alhf::answer_writer {
namespace {

using Json = nlohmann::ordered_json;

Json JsonOf(const v1::Cell& cell) {
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
      break;
  }
  return nullptr;
}

}  // namespace

std::string WriteJson(const Material& material, const Style& style,
                      const std::vector<Unit>& statements, size_t most) {
  Json json = Json::object();
  if (material.kind == ANSWER_KIND_ROWS) {
    v1::Table table = material.table;
    OrderRows(style.order(), table);
    RoundNumbers(style.numbers(), table);
    ConvertMeasures(style.numbers().measures(), table);
    Json& rows = json["rows"] = Json::array();
    for (const v1::Row& row : table.rows()) {
      if (rows.size() == most) break;
      Json& object = rows.emplace_back(Json::object());
      for (int c = 0; c < std::min(table.columns_size(), row.cells_size());
           ++c) {
        object[table.columns(c)] = JsonOf(row.cells(c));
      }
    }
    if (rows.size() < static_cast<size_t>(table.rows_size())) {
      json["rows_left_out"] =
          static_cast<size_t>(table.rows_size()) - rows.size();
    }
  } else {
    std::set<std::string> sources;
    Json& answer = json["answer"] = Json::array();
    for (const Unit& unit : statements) {
      if (answer.size() == most) break;
      answer.push_back(unit.text);
      if (!unit.citation.empty()) sources.insert(unit.citation);
    }
    if (!sources.empty()) json["sources"] = sources;
  }
  for (const std::string& extra : SayAll(style, material)) {
    json["notes"].push_back(InWords(style, extra));
  }
  for (const std::string& note : style.notes()) json["notes"].push_back(note);
  if (Wants(style, EXTRA_SQL)) json["sql"] = material.table.sql();
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace alhf::answer_writer

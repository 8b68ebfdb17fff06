#include "eval/assignment_set.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "eval/json_fields.h"

namespace alhf::eval {
namespace {

absl::StatusOr<AssignmentRow> ReadRow(const nlohmann::json& object,
                                      const std::string& where) {
  JsonFields fields(object, where);
  ALHF_RETURN_IF_ERROR(fields.CheckObject());
  AssignmentRow row;
  ALHF_ASSIGN_OR_RETURN(row.id, fields.Text("id"));
  ALHF_ASSIGN_OR_RETURN(row.text, fields.Text("text"));
  ALHF_ASSIGN_OR_RETURN(row.source, fields.Text("source"));
  ALHF_ASSIGN_OR_RETURN(const auto label, fields.Texts("label"));
  if (!label.has_value()) return fields.Invalid("has no \"label\"");
  row.label.insert(label->begin(), label->end());
  const auto context = object.find("context");
  if (context == object.end() || context->is_null()) return row;
  JsonFields about(*context, absl::StrCat(where, ": context"));
  ALHF_RETURN_IF_ERROR(about.CheckObject());
  ALHF_ASSIGN_OR_RETURN(row.question, about.OptionalText("question"));
  ALHF_ASSIGN_OR_RETURN(row.answer, about.OptionalText("answer_or_sql"));
  ALHF_ASSIGN_OR_RETURN(row.made, about.OptionalText("made"));
  return row;
}

}  // namespace

absl::StatusOr<std::vector<AssignmentRow>> ReadAssignmentRows(
    const std::string& path) {
  std::ifstream file(path);
  std::vector<AssignmentRow> rows;
  std::string line;
  size_t number = 0;
  while (std::getline(file, line)) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    ALHF_ASSIGN_OR_RETURN(rows.emplace_back(),
                          ReadRow(nlohmann::json::parse(line, nullptr, false),
                                  absl::StrCat(path, ":", number)));
  }
  if (number > 0 && !file.bad()) return rows;
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(path, ": cannot be read, or is empty"),
               {{"file", path}});
}

}  // namespace alhf::eval

#include "components/sql_generator/schema_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/text.h"
#include "google/protobuf/text_format.h"

namespace alhf::sql_generator {
namespace {

constexpr size_t kMaxSchema = size_t{32} << 10;
constexpr size_t kMaxSemantic = size_t{16} << 10;

std::string NameOf(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kInteger:
      return "integer";
    case ColumnKind::kNumber:
      return "numeric";
    case ColumnKind::kText:
      return "text";
    case ColumnKind::kBoolean:
      return "boolean";
    case ColumnKind::kDate:
      return "date";
    case ColumnKind::kTimestamp:
      return "timestamp";
    case ColumnKind::kTimestampWithZone:
      return "timestamp with time zone";
    case ColumnKind::kOther:
      break;
  }
  return "other";
}

bool Holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string ColumnText(const Table& table, const Column& column) {
  std::string text = absl::StrCat(column.name, " ", NameOf(column.kind));
  if (column.date_as_text) absl::StrAppend(&text, " as ISO 8601 text");
  if (Holds(table.primary_key, column.name)) absl::StrAppend(&text, " key");
  if (!column.nullable) absl::StrAppend(&text, " not null");
  for (const Reference& reference : table.references) {
    for (size_t i = 0; i < reference.columns.size(); ++i) {
      if (reference.columns[i] != column.name) continue;
      absl::StrAppend(&text, " -> ", reference.parent,
                      i < reference.parent_columns.size()
                          ? absl::StrCat(".", reference.parent_columns[i])
                          : "");
    }
  }
  return text;
}

}  // namespace

std::string SchemaText(const Schema& schema) {
  std::string text;
  for (size_t i = 0; i < schema.tables().size(); ++i) {
    const Table& table = schema.table(i);
    const std::string line = absl::StrCat(
        table.name, "(",
        absl::StrJoin(table.columns, ", ",
                      [&table](std::string* out, const Column& column) {
                        out->append(ColumnText(table, column));
                      }),
        ")\n");
    if (text.size() + line.size() > kMaxSchema) {
      return absl::StrCat(text, "and ", schema.tables().size() - i,
                          " more that are not shown\n");
    }
    text += line;
  }
  return text;
}

std::string SemanticText(const Semantic& semantic) {
  std::string text;
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  if (!printer.PrintToString(semantic, &text)) return "";
  return CutUtf8(text, kMaxSemantic);
}

}  // namespace alhf::sql_generator

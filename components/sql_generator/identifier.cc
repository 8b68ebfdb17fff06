#include "components/sql_generator/identifier.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace alhf::sql_generator {
namespace {

// Reserved in PostgreSQL 15 or SQLite 3.40, sorted.
constexpr absl::string_view kReserved[] = {"add",
                                           "all",
                                           "alter",
                                           "analyse",
                                           "analyze",
                                           "and",
                                           "any",
                                           "array",
                                           "as",
                                           "asc",
                                           "asymmetric",
                                           "authorization",
                                           "autoincrement",
                                           "between",
                                           "binary",
                                           "both",
                                           "case",
                                           "cast",
                                           "check",
                                           "collate",
                                           "collation",
                                           "column",
                                           "commit",
                                           "concurrently",
                                           "constraint",
                                           "create",
                                           "cross",
                                           "current_catalog",
                                           "current_date",
                                           "current_role",
                                           "current_schema",
                                           "current_time",
                                           "current_timestamp",
                                           "current_user",
                                           "default",
                                           "deferrable",
                                           "delete",
                                           "desc",
                                           "distinct",
                                           "do",
                                           "drop",
                                           "else",
                                           "end",
                                           "escape",
                                           "except",
                                           "exists",
                                           "false",
                                           "fetch",
                                           "for",
                                           "foreign",
                                           "freeze",
                                           "from",
                                           "full",
                                           "grant",
                                           "group",
                                           "having",
                                           "if",
                                           "ilike",
                                           "in",
                                           "index",
                                           "initially",
                                           "inner",
                                           "insert",
                                           "intersect",
                                           "into",
                                           "is",
                                           "isnull",
                                           "join",
                                           "lateral",
                                           "leading",
                                           "left",
                                           "like",
                                           "limit",
                                           "localtime",
                                           "localtimestamp",
                                           "natural",
                                           "not",
                                           "nothing",
                                           "notnull",
                                           "null",
                                           "offset",
                                           "on",
                                           "only",
                                           "or",
                                           "order",
                                           "outer",
                                           "overlaps",
                                           "placing",
                                           "primary",
                                           "references",
                                           "returning",
                                           "right",
                                           "select",
                                           "session_user",
                                           "set",
                                           "similar",
                                           "some",
                                           "symmetric",
                                           "table",
                                           "tablesample",
                                           "then",
                                           "to",
                                           "trailing",
                                           "transaction",
                                           "true",
                                           "union",
                                           "unique",
                                           "update",
                                           "user",
                                           "using",
                                           "values",
                                           "variadic",
                                           "verbose",
                                           "when",
                                           "where",
                                           "window",
                                           "with"};

bool IsPlain(absl::string_view name) {
  if (name.empty() || absl::ascii_isdigit(name[0])) return false;
  const bool plain_characters =
      std::all_of(name.begin(), name.end(), [](char c) {
        return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_';
      });
  return plain_characters &&
         !std::binary_search(std::begin(kReserved), std::end(kReserved), name);
}

}  // namespace

std::string QuoteName(absl::string_view name, Engine dialect) {
  if (dialect == Engine::kMysql || dialect == Engine::kDatabricks) {
    return absl::StrCat("`", absl::StrReplaceAll(name, {{"`", "``"}}), "`");
  }
  if (IsPlain(name)) return std::string(name);
  return absl::StrCat("\"", absl::StrReplaceAll(name, {{"\"", "\"\""}}), "\"");
}

std::string QuoteText(absl::string_view text, Engine dialect) {
  const bool escapes =
      dialect == Engine::kMysql || dialect == Engine::kDatabricks;
  return absl::StrCat(
      "'",
      escapes ? absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"'", "\\'"}})
              : absl::StrReplaceAll(text, {{"'", "''"}}),
      "'");
}

std::string NumberLiteral(double number) {
  char buffer[400];
  const auto end = std::to_chars(std::begin(buffer), std::end(buffer), number,
                                 std::chars_format::fixed);
  return std::string(buffer, end.ptr);
}

}  // namespace alhf::sql_generator

#include "components/sql_generator/statement_calls.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/status.h"

namespace alhf::sql_generator {
namespace {

absl::Status Refused(absl::string_view what) {
  return Error(absl::StatusCode::kInternal, Reason::MODEL_ANSWER_INVALID,
               absl::StrCat("the statement ", what,
                            ": it may only read the tables that there are"));
}

// PostgreSQL's and SQLite's own, and those of extensions that come with them.
bool Reaches(absl::string_view name) {
  static constexpr absl::string_view kBeginnings[] = {
      "pg_",   "lo_",       "dblink", "sqlite_", "pragma_", "binary_upgrade_",
      "brin_", "crosstab_", "txid_",  "fts3_"};
  static constexpr absl::string_view kNames[] = {
      "information_schema",
      "crosstab",
      "current_setting",
      "currtid2",
      "cursor_to_xml",
      "cursor_to_xmlschema",
      "database_to_xml",
      "database_to_xml_and_xmlschema",
      "database_to_xmlschema",
      "edit",
      "load_extension",
      "loread",
      "lowrite",
      "nextval",
      "query_to_xml",
      "query_to_xml_and_xmlschema",
      "query_to_xmlschema",
      "readfile",
      "schema_to_xml",
      "schema_to_xml_and_xmlschema",
      "schema_to_xmlschema",
      "set_config",
      "setval",
      "table_to_xml",
      "table_to_xml_and_xmlschema",
      "table_to_xmlschema",
      "ts_rewrite",
      "ts_stat",
      "writefile",
      "xpath_table"};
  return std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                     [&](absl::string_view beginning) {
                       return absl::StartsWith(name, beginning);
                     }) ||
         std::find(std::begin(kNames), std::end(kNames), name) !=
             std::end(kNames);
}

// Returns where what is quoted from `begin` on ends: after its closing quote.
size_t EndOfQuoted(absl::string_view sql, size_t begin, bool backslashes) {
  const char quote = sql[begin];
  for (size_t at = begin + 1; at < sql.size(); ++at) {
    if (backslashes && sql[at] == '\\') {
      ++at;
    } else if (sql[at] == quote) {
      if (at + 1 == sql.size() || sql[at + 1] != quote) return at + 1;
      ++at;  // doubled, it stands for itself
    }
  }
  return sql.size();
}

bool IsNameStart(char c) {
  return absl::ascii_isalpha(c) || c == '_' || static_cast<signed char>(c) < 0;
}

size_t EndOfName(absl::string_view sql, size_t begin) {
  size_t end = begin;
  while (end < sql.size() &&
         (IsNameStart(sql[end]) || absl::ascii_isdigit(sql[end]) ||
          sql[end] == '$')) {
    ++end;
  }
  return end;
}

absl::Status CheckName(absl::string_view name) {
  const std::string lower = absl::AsciiStrToLower(name);
  if (!Reaches(lower)) return absl::OkStatus();
  return Refused(absl::StrCat("names ", lower));
}

}  // namespace

absl::Status CheckCalls(absl::string_view sql) {
  bool escapes = false;  // the string that follows has backslashes
  for (size_t at = 0; at < sql.size();) {
    const char c = sql[at];
    const absl::string_view rest = sql.substr(at);
    if (absl::StartsWith(rest, "--") || absl::StartsWith(rest, "/*")) {
      return Refused("has a comment");
    }
    if (absl::StartsWithIgnoreCase(rest, "u&\"") ||
        absl::StartsWithIgnoreCase(rest, "u&'") || c == '$') {
      return Refused("has escaped or dollar-quoted text");
    }
    if (c == '\'') {
      at = EndOfQuoted(sql, at, escapes);
    } else if (c == '"' || c == '`') {
      const size_t end = EndOfQuoted(sql, at, false);
      ALHF_RETURN_IF_ERROR(
          CheckName(sql.substr(at + 1, std::max(end, at + 2) - at - 2)));
      at = end;
    } else if (c == '[') {
      // A name in SQLite, an index of an array elsewhere: names either way.
      ++at;
    } else if (IsNameStart(c)) {
      const size_t end = EndOfName(sql, at);
      const absl::string_view name = sql.substr(at, end - at);
      ALHF_RETURN_IF_ERROR(CheckName(name));
      escapes = absl::EqualsIgnoreCase(name, "e") && end < sql.size() &&
                sql[end] == '\'';
      at = end;
      continue;
    } else if (absl::ascii_isdigit(c)) {
      at = EndOfName(sql, at);
    } else {
      ++at;
    }
    escapes = false;
  }
  return absl::OkStatus();
}

}  // namespace alhf::sql_generator

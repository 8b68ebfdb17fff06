#include "eval/expected_rows.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "eval/sql_outline.h"

namespace alhf::eval {
namespace {

// Where the values stand by which rows are ordered.
struct Keys {
  std::vector<size_t> columns;
  // Terms that had to be added to the statement, after its own columns.
  std::vector<std::string> added;
};

// Returns the column of the result that an ORDER BY term names, by number or
// by name.
std::optional<size_t> ColumnOf(const std::string& term,
                               const v1::Table& table) {
  size_t number = 0;
  const auto columns = static_cast<size_t>(table.columns_size());
  if (absl::SimpleAtoi(term, &number) && number >= 1 && number <= columns) {
    return number - 1;
  }
  for (size_t i = 0; i < columns; ++i) {
    const std::string& name = table.columns(static_cast<int>(i));
    if (absl::EqualsIgnoreCase(term, name) ||
        absl::EqualsIgnoreCase(term, absl::StrCat("\"", name, "\""))) {
      return i;
    }
  }
  return std::nullopt;
}

Keys KeysOf(const SqlOutline& outline, const v1::Table& table) {
  Keys keys;
  for (const std::string& term : outline.order_terms) {
    if (const auto column = ColumnOf(term, table)) {
      keys.columns.push_back(*column);
    } else {
      keys.columns.push_back(static_cast<size_t>(table.columns_size()) +
                             keys.added.size());
      keys.added.push_back(term);
    }
  }
  return keys;
}

// Returns the statement without its limit, with `added` columns at the end.
std::string Widened(const SqlOutline& outline,
                    const std::vector<std::string>& added) {
  std::string sql =
      outline.sql.substr(0, outline.cut.value_or(outline.sql.size()));
  std::string columns;
  for (const std::string& term : added) {
    absl::StrAppend(&columns, ", ", term, " ");
  }
  if (!columns.empty()) sql.insert(*outline.from, columns);
  return sql;
}

bool Tie(const PlainRow& a, const PlainRow& b, const Keys& keys) {
  return std::all_of(keys.columns.begin(), keys.columns.end(),
                     [&](size_t i) { return a[i] == b[i]; });
}

// Cuts `rows` into groups and keeps those of which the window takes a part.
std::vector<RowGroup> Grouped(std::vector<PlainRow> rows, bool ordered,
                              const Keys& keys, size_t columns, size_t first,
                              size_t last) {
  std::vector<RowGroup> groups;
  for (size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    end = begin + 1;
    while (end < rows.size() &&
           (!ordered || Tie(rows[begin], rows[end], keys))) {
      ++end;
    }
    const size_t from = std::max(begin, first);
    const size_t to = std::min(end, last);
    if (from >= to) continue;
    RowGroup& group = groups.emplace_back();
    group.take = to - from;
    for (size_t i = begin; i < end; ++i) {
      rows[i].resize(columns);
      group.rows.push_back(std::move(rows[i]));
    }
  }
  return groups;
}

std::vector<PlainRow> PlainRows(const v1::Table& table) {
  std::vector<PlainRow> rows;
  rows.reserve(static_cast<size_t>(table.rows_size()));
  for (const v1::Row& row : table.rows()) rows.push_back(PlainOf(row));
  return rows;
}

// Each row in its own place.
ExpectedRows Strict(const v1::Table& table, bool ordered) {
  ExpectedRows expected;
  expected.columns = static_cast<size_t>(table.columns_size());
  if (ordered) {
    for (PlainRow& row : PlainRows(table)) {
      expected.groups.push_back({{std::move(row)}, 1});
    }
  } else if (table.rows_size() > 0) {
    expected.groups.push_back(
        {PlainRows(table), static_cast<size_t>(table.rows_size())});
  }
  return expected;
}

}  // namespace

size_t ExpectedRows::RowCount() const {
  size_t count = 0;
  for (const RowGroup& group : groups) count += group.take;
  return count;
}

absl::StatusOr<ExpectedRows> ReadExpectedRows(const std::string& sql,
                                              Database& database) {
  const SqlOutline outline = OutlineOf(sql);
  ALHF_ASSIGN_OR_RETURN(const v1::Table plain, database.Query(outline.sql));
  if (!outline.ordered && !outline.cut.has_value()) {
    return Strict(plain, false);
  }
  const Keys keys = KeysOf(outline, plain);
  const bool fixed = outline.fixed_columns || !outline.from.has_value();
  if (!outline.offset.has_value() || (fixed && !keys.added.empty())) {
    return Strict(plain, outline.ordered);
  }
  const auto wide = database.Query(Widened(outline, keys.added));
  if (!wide.ok()) return Strict(plain, outline.ordered);
  ExpectedRows expected;
  expected.columns = static_cast<size_t>(plain.columns_size());
  const size_t first = *outline.offset;
  const size_t last = first + static_cast<size_t>(plain.rows_size());
  expected.groups = Grouped(PlainRows(*wide), outline.ordered, keys,
                            expected.columns, first, last);
  return expected;
}

}  // namespace alhf::eval

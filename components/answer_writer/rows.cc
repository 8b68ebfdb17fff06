#include "components/answer_writer/rows.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "components/answer_writer/notation.h"

namespace alhf::answer_writer {
namespace {

std::optional<double> NumberIn(const v1::Cell& cell) {
  switch (cell.value_case()) {
    case v1::Cell::kInteger:
      return static_cast<double>(cell.integer());
    case v1::Cell::kNumber:
      return cell.number();
    default:
      return std::nullopt;
  }
}

// A text that begins as "2025-…": dates so written sort as texts do.
bool IsDate(const v1::Cell& cell) {
  const std::string& text = cell.text();
  return text.size() >= 7 && text[4] == '-' &&
         std::all_of(text.begin(), text.begin() + 4, absl::ascii_isdigit);
}

const v1::Cell& CellAt(const v1::Row& row, int column) {
  return column < row.cells_size() ? row.cells(column)
                                   : v1::Cell::default_instance();
}

// The first or last column whose cells, NULLs aside, all fit; -1: none.
template <typename Fits>
int FindColumn(const v1::Table& table, bool last, const Fits& fits) {
  int found = -1;
  for (int c = 0; c < table.columns_size(); ++c) {
    bool any = false;
    bool all = true;
    for (const v1::Row& row : table.rows()) {
      const v1::Cell& cell = CellAt(row, c);
      if (cell.value_case() == v1::Cell::VALUE_NOT_SET) continue;
      any = true;
      all = all && fits(cell);
    }
    if (any && all && (last || found < 0)) found = c;
  }
  return found;
}

// NULLs come last, whatever the order.
template <typename Key>
void SortBy(v1::Table& table, int column, bool descending, const Key& key) {
  if (column < 0) return;
  std::stable_sort(
      table.mutable_rows()->begin(), table.mutable_rows()->end(),
      [&](const v1::Row& a, const v1::Row& b) {
        const v1::Cell& left = CellAt(a, column);
        const v1::Cell& right = CellAt(b, column);
        const bool null_left = left.value_case() == v1::Cell::VALUE_NOT_SET;
        const bool null_right = right.value_case() == v1::Cell::VALUE_NOT_SET;
        if (null_left || null_right) {
          return !null_left && null_right;
        }
        return descending ? key(right) < key(left) : key(left) < key(right);
      });
}

// By year, then month and so on, as the columns stand.
void SortByDateParts(v1::Table& table, bool descending) {
  const auto key = [&table](const v1::Row& row) {
    std::vector<double> parts;
    for (int c = 0; c < table.columns_size(); ++c) {
      if (!IsDatePart(table.columns(c))) continue;
      parts.push_back(NumberIn(CellAt(row, c)).value_or(0));
    }
    return parts;
  };
  std::stable_sort(table.mutable_rows()->begin(), table.mutable_rows()->end(),
                   [&](const v1::Row& a, const v1::Row& b) {
                     return descending ? key(b) < key(a) : key(a) < key(b);
                   });
}

// "order_count" -> "order count"; what is no name, e.g. "count(*)", is ""
std::string Label(const std::string& column) {
  const bool name =
      !column.empty() && std::all_of(column.begin(), column.end(), [](char c) {
        return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' ||
               c == ' ' || static_cast<unsigned char>(c) >= 0x80;
      });
  return name ? absl::StrReplaceAll(column, {{"_", " "}}) : "";
}

std::string Capitalised(std::string text) {
  if (!text.empty()) {
    text[0] = absl::ascii_toupper(static_cast<unsigned char>(text[0]));
  }
  return text;
}

std::string LabelledCells(const v1::Table& table, const v1::Row& row) {
  std::vector<std::string> parts;
  for (int c = 0; c < table.columns_size(); ++c) {
    const std::string label = Label(table.columns(c));
    const std::string value = CellText(CellAt(row, c));
    parts.push_back(label.empty() ? value : absl::StrCat(label, " ", value));
  }
  return absl::StrJoin(parts, ", ");
}

std::string EscapedForTable(const std::string& text) {
  return absl::StrReplaceAll(text, {{"|", "\\|"}, {"\n", " "}});
}

}  // namespace

std::string CellText(const v1::Cell& cell) {
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return cell.text();
    case v1::Cell::kInteger:
      return absl::StrCat(cell.integer());
    case v1::Cell::kNumber:
      return absl::StrFormat("%.12g", cell.number());
    case v1::Cell::kBoolean:
      return cell.boolean() ? "yes" : "no";
    case v1::Cell::VALUE_NOT_SET:
      return "none";
  }
  return "none";
}

void OrderRows(Order order, v1::Table& table) {
  const auto is_number = [](const v1::Cell& c) {
    return NumberIn(c).has_value();
  };
  const auto number = [](const v1::Cell& c) { return NumberIn(c).value_or(0); };
  const auto text = [](const v1::Cell& c) { return c.text(); };
  switch (order) {
    case ORDER_LARGEST_FIRST:
    case ORDER_SMALLEST_FIRST:
      SortBy(table, FindColumn(table, true, is_number),
             order == ORDER_LARGEST_FIRST, number);
      break;
    case ORDER_NEWEST_FIRST:
    case ORDER_OLDEST_FIRST:
      if (const int date = FindColumn(table, false, IsDate); date >= 0) {
        SortBy(table, date, order == ORDER_NEWEST_FIRST, text);
      } else {
        SortByDateParts(table, order == ORDER_NEWEST_FIRST);
      }
      break;
    case ORDER_ALPHABETICAL:
      SortBy(table,
             FindColumn(table, false,
                        [](const v1::Cell& c) {
                          return c.value_case() == v1::Cell::kText;
                        }),
             false,
             [](const v1::Cell& c) { return absl::AsciiStrToLower(c.text()); });
      break;
    default:
      break;
  }
}

bool InSequence(const v1::Table& table) {
  return table.rows_size() > 1 &&
         (FindColumn(table, false, IsDate) >= 0 ||
          std::any_of(table.columns().begin(), table.columns().end(),
                      IsDatePart));
}

std::string TableHead(const v1::Table& table) {
  std::string head = "|";
  std::string rule = "|";
  for (const std::string& column : table.columns()) {
    absl::StrAppend(&head, " ", EscapedForTable(column), " |");
    absl::StrAppend(&rule, " --- |");
  }
  return absl::StrCat(head, "\n", rule, "\n");
}

std::string TableLine(const v1::Row& row) {
  std::string line = "|";
  for (const v1::Cell& cell : row.cells()) {
    absl::StrAppend(&line, " ", EscapedForTable(CellText(cell)), " |");
  }
  return line;
}

std::string RowSentence(const v1::Table& table, const v1::Row& row) {
  if (table.columns_size() != 1) {
    return absl::StrCat(Capitalised(LabelledCells(table, row)), ".");
  }
  const std::string label = Label(table.columns(0));
  return absl::StrCat("The ", label.empty() ? "result" : label, " is ",
                      CellText(CellAt(row, 0)), ".");
}

std::string RowsOpening(const v1::Table& table) {
  if (table.columns_size() > 2) return "";
  const std::string last = Label(table.columns(table.columns_size() - 1));
  if (last.empty()) return "";
  const std::string first = Label(table.columns(0));
  return Capitalised(table.columns_size() == 1 || first.empty()
                         ? absl::StrCat(last, ": ")
                         : absl::StrCat(last, " by ", first, ": "));
}

std::string ShortRow(const v1::Table& table, const v1::Row& row) {
  switch (table.columns_size()) {
    case 1:
      return CellText(CellAt(row, 0));
    case 2:
      return absl::StrCat(CellText(CellAt(row, 0)), ": ",
                          CellText(CellAt(row, 1)));
    default:
      return LabelledCells(table, row);
  }
}

}  // namespace alhf::answer_writer

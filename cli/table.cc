#include "cli/table.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

constexpr int kGap = 2;
// A column is not cut to less: what is left would say nothing.
constexpr int kNarrowest = 12;

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::Add(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = OneLine(cell);
  rows_.push_back(std::move(cells));
}

std::vector<int> Table::Widths(int limit) const {
  std::vector<int> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    int width = DisplayWidth(columns_[i].header);
    for (const auto& row : rows_) {
      width = std::max(width, DisplayWidth(row[i]));
    }
    widths.push_back(width);
  }
  if (limit == 0) return widths;
  int total = std::accumulate(widths.begin(), widths.end(), 0) +
              kGap * (static_cast<int>(widths.size()) - 1);
  while (total > limit) {
    // The widest of those that may be cut gives a column.
    int* widest = nullptr;
    for (size_t i = 0; i < widths.size(); ++i) {
      if (columns_[i].fit == Fit::kCut && widths[i] > kNarrowest &&
          (widest == nullptr || widths[i] > *widest)) {
        widest = &widths[i];
      }
    }
    if (widest == nullptr) break;
    --*widest;
    --total;
  }
  return widths;
}

std::string Table::Line(const std::vector<std::string>& cells,
                        const std::vector<int>& widths, int indent) const {
  std::string line(static_cast<size_t>(indent), ' ');
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string cell = CutToWidth(cells[i], std::max(widths[i], 1));
    const std::string padding(
        static_cast<size_t>(std::max(widths[i] - DisplayWidth(cell), 0)), ' ');
    if (i > 0) line.append(kGap, ' ');
    if (columns_[i].align == Align::kRight) {
      absl::StrAppend(&line, padding, cell);
    } else {
      absl::StrAppend(&line, cell, padding);
    }
  }
  absl::StripTrailingAsciiWhitespace(&line);
  return line;
}

std::string Table::Render(const Style& style, int indent) const {
  const int limit = style.width == 0 ? 0 : std::max(style.width - indent, 1);
  const std::vector<int> widths = Widths(limit);
  std::vector<std::string> headers;
  for (const Column& column : columns_) headers.push_back(column.header);
  std::string result;
  if (const std::string line = Line(headers, widths, indent);
      !absl::StripAsciiWhitespace(line).empty()) {
    absl::StrAppend(&result, style.Dim(line), "\n");
  }
  for (const auto& row : rows_) {
    absl::StrAppend(&result, Line(row, widths, indent), "\n");
  }
  return result;
}

}  // namespace alhf::cli

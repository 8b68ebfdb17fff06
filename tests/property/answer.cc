#include "tests/property/answer.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace alhf::testing {
namespace {

bool SameCell(const Value& a, const Value& b) {
  const auto* x = std::get_if<double>(&a);
  const auto* y = std::get_if<double>(&b);
  if (x == nullptr || y == nullptr) return a == b;
  return std::abs(*x - *y) <= 1e-6 * std::max(1.0, std::abs(*x));
}

bool SameRow(const Row& a, const Row& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), SameCell);
}

// The first measure of rows, best first, NULL last.
std::vector<Value> Ranking(const std::vector<Row>& rows, size_t column,
                           bool descending) {
  std::vector<Value> ranking;
  for (const Row& row : rows) ranking.push_back(row[column]);
  std::sort(ranking.begin(), ranking.end(), [&](const auto& a, const auto& b) {
    if (IsNull(a) || IsNull(b)) return !IsNull(a) && IsNull(b);
    return descending ? a > b : a < b;
  });
  return ranking;
}

}  // namespace

std::string Difference(const Answer& answer, const std::vector<Row>& rows) {
  const size_t wanted =
      std::min(answer.rows.size(), answer.limit.value_or(answer.rows.size()));
  if (rows.size() != wanted) {
    return absl::StrCat(rows.size(), " rows, not ", wanted);
  }
  // Each is right, and none is there twice.
  std::vector<Row> left = answer.rows;
  for (const Row& row : rows) {
    const auto found =
        std::find_if(left.begin(), left.end(),
                     [&](const Row& other) { return SameRow(row, other); });
    if (found == left.end()) return absl::StrCat("wrong row ", RowsText({row}));
    left.erase(found);
  }
  if (!answer.top) return "";
  const auto ranking =
      Ranking(answer.rows, answer.dimensions, answer.top->descending);
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!SameCell(rows[i][answer.dimensions], ranking[i])) {
      return absl::StrCat("wrong place ", i + 1, ": ", RowsText({rows[i]}));
    }
  }
  return "";
}

std::string RowsText(const std::vector<Row>& rows) {
  std::vector<std::string> lines;
  for (const Row& row : rows) {
    lines.push_back(
        absl::StrJoin(row, "|", [](std::string* out, const Value& value) {
          if (IsNull(value)) {
            absl::StrAppend(out, "-");
          } else if (const auto* text = std::get_if<std::string>(&value)) {
            absl::StrAppend(out, *text);
          } else {
            absl::StrAppend(out, std::get<double>(value));
          }
        }));
  }
  return absl::StrJoin(lines, "\n");
}

}  // namespace alhf::testing

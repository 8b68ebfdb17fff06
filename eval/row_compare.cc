#include "eval/row_compare.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eval/plain_value.h"

namespace alhf::eval {
namespace {

// Looks for columns of the actual rows that stand for the expected ones: one
// after the other, and back where the rest finds none.
class Matching {
 public:
  Matching(const ExpectedRows& expected, std::vector<PlainRow> actual,
           size_t width)
      : expected_(expected), actual_(std::move(actual)), taken_(width) {}

  bool Find() {
    if (chosen_.size() == expected_.columns) return true;
    for (size_t column = 0; column < taken_.size(); ++column) {
      if (taken_[column]) continue;
      taken_[column] = true;
      chosen_.push_back(column);
      if (Fits() && Find()) return true;
      chosen_.pop_back();
      taken_[column] = false;
    }
    return false;
  }

 private:
  // Whether the rows agree in the columns chosen so far.
  bool Fits() const {
    size_t begin = 0;
    for (const RowGroup& group : expected_.groups) {
      if (!GroupFits(group, begin)) return false;
      begin += group.take;
    }
    return true;
  }

  // Whether each actual row from `begin` on has a row of the group for itself.
  bool GroupFits(const RowGroup& group, size_t begin) const {
    std::vector<bool> used(group.rows.size());
    size_t start = 0;
    for (size_t i = begin; i < begin + group.take; ++i) {
      size_t found = group.rows.size();
      for (size_t j = start; j < group.rows.size(); ++j) {
        if (used[j] || !Same(group.rows[j], actual_[i])) continue;
        found = j;
        break;
      }
      if (found == group.rows.size()) return false;
      used[found] = true;
      while (start < used.size() && used[start]) ++start;
    }
    return true;
  }

  bool Same(const PlainRow& expected, const PlainRow& actual) const {
    for (size_t i = 0; i < chosen_.size(); ++i) {
      if (!(expected[i] == actual[chosen_[i]])) return false;
    }
    return true;
  }

  const ExpectedRows& expected_;
  const std::vector<PlainRow> actual_;
  std::vector<bool> taken_;
  // By expected column, the actual one.
  std::vector<size_t> chosen_;
};

}  // namespace

std::optional<std::string> Difference(const ExpectedRows& expected,
                                      const v1::Table& actual) {
  const size_t count = expected.RowCount();
  if (static_cast<size_t>(actual.rows_size()) != count) {
    return absl::StrCat(actual.rows_size(), " rows where ", count,
                        " are expected");
  }
  if (count == 0) return std::nullopt;
  std::vector<PlainRow> rows;
  size_t width = static_cast<size_t>(actual.rows(0).cells_size());
  for (const v1::Row& row : actual.rows()) {
    rows.push_back(PlainOf(row));
    width = std::min(width, rows.back().size());
  }
  if (width < expected.columns) {
    return absl::StrCat(width, " columns where ", expected.columns,
                        " are expected");
  }
  if (Matching(expected, std::move(rows), width).Find()) return std::nullopt;
  return "other values, or another order";
}

}  // namespace alhf::eval

#include "eval/plain_value.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace alhf::eval {
namespace {

constexpr double kAbsolute = 1e-6;
// Doubles have 53 bits; a sum of many of them keeps some forty.
constexpr double kRelative = 1e-12;

bool Near(double a, double b) {
  const double scale = std::max(std::fabs(a), std::fabs(b));
  return std::fabs(a - b) <= std::max(kAbsolute, kRelative * scale);
}

std::optional<double> NumberIn(absl::string_view text) {
  double number = 0;
  // No "inf", "nan" or "0x1p3".
  if (text.find_first_not_of("0123456789+-.eE") != absl::string_view::npos ||
      !absl::SimpleAtod(text, &number)) {
    return std::nullopt;
  }
  return number;
}

std::optional<double> DateIn(absl::string_view text) {
  const auto digit = [&](size_t i) {
    return absl::ascii_isdigit(static_cast<unsigned char>(text[i]));
  };
  if (text.size() < 10 || !digit(0) || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  for (const char* format :
       {"%Y-%m-%d", "%Y-%m-%d%ET%H:%M:%E*S", "%Y-%m-%d%ET%H:%M:%E*S%Ez",
        "%Y-%m-%d%ET%H:%M", "%Y-%m-%d %H:%M:%E*S", "%Y-%m-%d %H:%M:%E*S%Ez",
        "%Y-%m-%d %H:%M"}) {
    absl::Time time;
    std::string error;
    if (absl::ParseTime(format, text, &time, &error)) {
      return absl::ToDoubleSeconds(time - absl::UnixEpoch());
    }
  }
  return std::nullopt;
}

PlainValue PlainText(const std::string& text) {
  if (const auto number = NumberIn(text)) {
    return {PlainValue::Kind::kNumber, *number, ""};
  }
  if (const auto date = DateIn(text)) {
    return {PlainValue::Kind::kDate, *date, ""};
  }
  return {PlainValue::Kind::kText, 0, text};
}

}  // namespace

bool operator==(const PlainValue& a, const PlainValue& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case PlainValue::Kind::kNull:
      return true;
    case PlainValue::Kind::kText:
      return a.text == b.text;
    default:
      return Near(a.number, b.number);
  }
}

PlainValue PlainOf(const v1::Cell& cell) {
  constexpr auto kNumber = PlainValue::Kind::kNumber;
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return PlainText(cell.text());
    case v1::Cell::kInteger:
      return {kNumber, static_cast<double>(cell.integer()), ""};
    case v1::Cell::kNumber:
      return {kNumber, cell.number(), ""};
    case v1::Cell::kBoolean:
      return {kNumber, cell.boolean() ? 1. : 0., ""};
    case v1::Cell::VALUE_NOT_SET:
      break;
  }
  return {};
}

PlainRow PlainOf(const v1::Row& row) {
  PlainRow plain;
  plain.reserve(static_cast<size_t>(row.cells_size()));
  for (const v1::Cell& cell : row.cells()) plain.push_back(PlainOf(cell));
  return plain;
}

std::string Describe(const v1::Cell& cell) {
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return cell.text();
    case v1::Cell::kInteger:
      return absl::StrCat(cell.integer());
    case v1::Cell::kNumber:
      return absl::StrCat(cell.number());
    case v1::Cell::kBoolean:
      return cell.boolean() ? "true" : "false";
    case v1::Cell::VALUE_NOT_SET:
      break;
  }
  return "NULL";
}

}  // namespace alhf::eval

#include "components/answer_writer/measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/text.h"

namespace alhf::answer_writer {
namespace {

struct KnownUnit {
  absl::string_view symbol;
  absl::string_view quantity;
  double factor;  // to the quantity's base
  // In lower case, separated by "|". Those of one letter count in columns as
  // the last word alone.
  absl::string_view names;
};

constexpr std::array<KnownUnit, 25> kUnits = {{
    {"mg", "mass", 1e-6, "mg|milligrams|milligram"},
    {"g", "mass", 1e-3, "g|grams|gram|grammes"},
    {"kg", "mass", 1, "kg|kgs|kilos|kilo|kilograms|kilogram|kilogrammes"},
    {"t", "mass", 1e3, "t|tonnes|tonne|tons|ton"},
    {"Wh", "energy", 1, "wh"},
    {"kWh", "energy", 1e3, "kwh"},
    {"MWh", "energy", 1e6, "mwh"},
    {"GWh", "energy", 1e9, "gwh"},
    {"W", "power", 1, "watt|watts"},
    {"kW", "power", 1e3, "kw|kilowatt|kilowatts"},
    {"MW", "power", 1e6, "mw|megawatt|megawatts"},
    {"mm", "length", 1e-3, "mm|millimetres|millimeters"},
    {"cm", "length", 1e-2, "cm|centimetres|centimeters"},
    {"m", "length", 1, "m|metres|meters"},
    {"km", "length", 1e3, "km|kms|kilometres|kilometers"},
    {"mi", "length", 1609.344, "mi|miles|mile"},
    {"ml", "volume", 1e-6, "ml|millilitres|milliliters"},
    {"l", "volume", 1e-3, "l|litres|liters|litre|liter"},
    {"hl", "volume", 0.1, "hl|hectolitres|hectoliters"},
    {"m3", "volume", 1, "m3"},
    {"s", "duration", 1, "s|sec|secs|seconds|second"},
    {"min", "duration", 60, "min|mins|minutes|minute"},
    {"h", "duration", 3600, "h|hrs|hr|hours|hour"},
    {"d", "duration", 86400, "days"},
    {"weeks", "duration", 604800, "weeks"},
}};

const KnownUnit* UnitNamed(absl::string_view word) {
  for (const KnownUnit& unit : kUnits) {
    for (const absl::string_view name : absl::StrSplit(unit.names, '|')) {
      if (name == word) return &unit;
    }
  }
  return nullptr;
}

const KnownUnit* UnitBySymbol(absl::string_view symbol) {
  for (const KnownUnit& unit : kUnits) {
    if (unit.symbol == symbol) return &unit;
  }
  return nullptr;
}

struct NamedColumn {
  std::vector<std::string> words;
  size_t at = 0;  // of the unit
  const KnownUnit* unit = nullptr;
};

NamedColumn UnitOf(const std::string& column) {
  NamedColumn named;
  named.words = absl::StrSplit(column, absl::ByAnyChar("_ "));
  for (size_t i = named.words.size(); i-- > 0 && named.unit == nullptr;) {
    const std::string word = absl::AsciiStrToLower(named.words[i]);
    const bool last = i + 1 == named.words.size() && i > 0;
    if (word.size() == 1 && !last) continue;
    named.at = i;
    named.unit = UnitNamed(word);
  }
  return named;
}

std::string HoursAndMinutes(double minutes) {
  const auto whole = static_cast<int64_t>(std::llround(minutes));
  return absl::StrFormat("%d h %d min", whole / 60, std::abs(whole % 60));
}

double ValueOf(const v1::Cell& cell) {
  return cell.has_integer() ? static_cast<double>(cell.integer())
                            : cell.number();
}

// The last of `measures` that is for the quantity of `column`; null: none.
const Measure* MeasureOf(
    const NamedColumn& column,
    const google::protobuf::RepeatedPtrField<Measure>& measures) {
  if (column.unit == nullptr) return nullptr;
  for (int m = measures.size(); m-- > 0;) {
    if (QuantityOf(measures[m].unit()) == column.unit->quantity) {
      return &measures[m];
    }
  }
  return nullptr;
}

template <typename Change>
void ForEachNumber(v1::Table& table, int column, const Change& change) {
  for (v1::Row& row : *table.mutable_rows()) {
    if (column >= row.cells_size()) continue;
    v1::Cell& cell = *row.mutable_cells(column);
    if (cell.has_number() || cell.has_integer()) change(cell);
  }
}

void DropUnit(NamedColumn& column) {
  column.words.erase(column.words.begin() + static_cast<ptrdiff_t>(column.at));
}

}  // namespace

std::string UnitNames() {
  std::vector<absl::string_view> names;
  names.reserve(kUnits.size());
  for (const KnownUnit& unit : kUnits) names.push_back(unit.names);
  return absl::StrJoin(names, "|");
}

std::string UnitIn(absl::string_view text) {
  std::string symbol;
  for (const sdk::Token& token : sdk::Analyze(text).tokens) {
    const KnownUnit* unit = UnitNamed(token.text);
    if (unit == nullptr) continue;
    const bool both = symbol == "h" && unit->symbol == "min";
    symbol = std::string(both ? kHoursAndMinutes : unit->symbol);
  }
  return symbol;
}

std::string QuantityOf(absl::string_view symbol) {
  if (symbol == kHoursAndMinutes) return "duration";
  const KnownUnit* unit = UnitBySymbol(symbol);
  return unit == nullptr ? "" : std::string(unit->quantity);
}

std::string QuantityOfColumn(const std::string& column) {
  const KnownUnit* unit = UnitOf(column).unit;
  return unit == nullptr ? "" : std::string(unit->quantity);
}

void ConvertMeasures(
    const google::protobuf::RepeatedPtrField<Measure>& measures,
    v1::Table& table) {
  for (int c = 0; c < table.columns_size(); ++c) {
    NamedColumn column = UnitOf(table.columns(c));
    const Measure* measure = MeasureOf(column, measures);
    if (measure == nullptr) continue;
    const bool both = measure->unit() == kHoursAndMinutes;
    const double base = both ? 60 : UnitBySymbol(measure->unit())->factor;
    const double factor = column.unit->factor / base;
    ForEachNumber(table, c, [&](v1::Cell& cell) {
      const double value = ValueOf(cell) * factor;
      if (both) {
        cell.set_text(HoursAndMinutes(value));
      } else if (measure->has_decimals()) {
        const double scale = std::pow(10.0, measure->decimals());
        cell.set_number(std::round(value * scale) / scale);
      } else {
        cell.set_number(value);
      }
    });
    if (both) {
      DropUnit(column);
    } else {
      column.words[column.at] = measure->unit();
    }
    table.set_columns(c, absl::StrJoin(column.words, "_"));
  }
}

void WriteUnits(const google::protobuf::RepeatedPtrField<Measure>& measures,
                v1::Table& table) {
  for (int c = 0; c < table.columns_size(); ++c) {
    NamedColumn column = UnitOf(table.columns(c));
    const Measure* measure = MeasureOf(column, measures);
    if (measure == nullptr) continue;
    ForEachNumber(table, c, [&](v1::Cell& cell) {
      const std::string number =
          measure->has_decimals()
              ? absl::StrFormat("%.*f", measure->decimals(), ValueOf(cell))
              : absl::StrFormat("%.12g", ValueOf(cell));
      cell.set_text(absl::StrCat(number, " ", measure->unit()));
    });
    DropUnit(column);
    table.set_columns(c, absl::StrJoin(column.words, "_"));
  }
}

}  // namespace alhf::answer_writer

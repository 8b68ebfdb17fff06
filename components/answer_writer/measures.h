// Units of measure: the names that they have with people and in columns, and
// numbers in another unit of the same quantity.
//
//   QuantityOf("MWh") == "energy"
//   ConvertMeasures({MWh}, table)   // a column "energy_kwh" is now
//   "energy_MWh"
//
// Factors are those of the SI (BIPM, "The International System of Units", 9th
// edition, tables 5 to 8); a mile is 1609.344 m.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_MEASURES_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_MEASURES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

// Hours and minutes, as "12 h 30 min".
inline constexpr absl::string_view kHoursAndMinutes = "h min";

// Returns the names of units that a text may have, separated by "|".
std::string UnitNames();

// Returns the symbol of the last unit that `text` names ("tonnes" -> "t"), of
// hours and minutes together kHoursAndMinutes; empty: none.
std::string UnitIn(absl::string_view text);

// Returns the quantity that `symbol` measures: "mass". Empty: it is none.
std::string QuantityOf(absl::string_view symbol);

// Returns the quantity of a column by the unit in its name: "load_kg" is a
// mass. Empty: its name has no unit.
std::string QuantityOfColumn(const std::string& column);

// Converts the numbers of the columns whose names have a unit of the quantity
// of one of `measures`, the last of which counts, and puts the new unit into
// the name. Decimals are those of the measure; hours and minutes become texts.
void ConvertMeasures(
    const google::protobuf::RepeatedPtrField<Measure>& measures,
    v1::Table& table);

// Moves the unit of each converted column from its name behind its numbers.
void WriteUnits(const google::protobuf::RepeatedPtrField<Measure>& measures,
                v1::Table& table);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_MEASURES_H_

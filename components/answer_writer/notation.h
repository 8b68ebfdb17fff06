// How numbers and dates are written: the names that people have for a
// notation, and writing in it.
//
//   DateFormatOf("31.12.2025, please") == "%d.%m.%Y"
//   WithDates("%d.%m.%Y", "from 2025-01-31 on") == "from 31.01.2025 on"
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_NOTATION_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_NOTATION_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

inline constexpr uint32_t kMostDecimals = 9;

// Returns the format, as strftime has it, that `text` begins with: an example
// ("31.12.2025", "3 May 2025"), letters ("dd/mm/yyyy"), or a country.
std::optional<std::string> DateFormatOf(absl::string_view text);

// Returns the format of the first example in `text` that has the month as a
// word, or where there is no example day, month and year so.
std::optional<std::string> WrittenDateFormatOf(absl::string_view text);

// Returns what `text` wants between thousands; a comma where it does not say.
std::string ThousandsIn(absl::string_view text);

// Returns `text` with its ISO dates ("2025-01-31") written in `format`.
std::string WithDates(const std::string& format, absl::string_view text);

// Returns whether `text` has such a date.
bool NamesDate(absl::string_view text);

// Returns whether a column of this name holds years, months and the like.
bool IsDatePart(const std::string& column);

// Rounds the numbers of `table` that are no counts.
void RoundNumbers(const Numbers& numbers, v1::Table& table);

// The same, and writes the numbers out, as texts with separators, currency and
// unit. Columns of dates' parts and keys stay as they are, and no currency is
// written at what by its name is no money ("average_minutes"). With a currency
// and no decimals taught, money has two.
void WriteNumbers(const Numbers& numbers, v1::Table& table);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_NOTATION_H_

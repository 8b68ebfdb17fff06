// Amounts of money: the names that currencies have, and writing in one.
//
//   CurrencyIn("EUR behind it and no € sign") == "EUR"
//   WithMoney("EUR", "It costs €38 a day.") == "It costs 38 EUR a day."
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_MONEY_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_MONEY_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::answer_writer {

// Returns the sign or code of the currency that `text` wants; of one whose sign
// it will not have, the code.
std::optional<std::string> CurrencyIn(absl::string_view text);

// Returns whether `text` will not have a currency written in some way.
bool DeniesCurrency(absl::string_view text);

// Returns `number` with the sign or code where English has it: "$5", "5 EUR".
std::string WithCurrency(std::string number, const std::string& currency);

// Returns `text` with its amounts of the same currency written with `currency`;
// those of others stay, and where a sign is wanted those in words ("5 euros").
// With a number of decimals all have the currency, and no fewer decimals; what
// a page says is never rounded.
std::string WithMoney(const std::string& currency, absl::string_view text,
                      std::optional<uint32_t> decimals = std::nullopt);

// Returns whether `text` names an amount of money.
bool NamesMoney(absl::string_view text);

// Returns whether column `c` of `table` holds money: by its name, or because it
// has fractions and is not called something else ("average_minutes").
bool IsMoney(const v1::Table& table, int c);

// Returns whether a number of column `c` is no count.
bool HasFractions(const v1::Table& table, int c);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_MONEY_H_

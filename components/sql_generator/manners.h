// What people write around a question, and how they write it in haste.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_MANNERS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_MANNERS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/text.h"

namespace alhf::sql_generator {

// Returns how many tokens at `tokens[at]` only ask nicely: "would you be so
// kind as to", "if I may trouble you"; 0: none.
size_t CourtesyAt(const std::vector<sdk::Token>& tokens, size_t at);

// Returns the word that a lower-case one is written for in haste: "with" for
// "w", "before" for "befor". Empty: it is none that is known.
std::string MeantBy(absl::string_view word);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_MANNERS_H_

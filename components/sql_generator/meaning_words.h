// The meaning of a term in the words that a question would have.
//
//   PlainMeaning("two kinds for us: late and lost")  // "late and lost"
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_MEANING_WORDS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_MEANING_WORDS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace alhf::sql_generator {

// Returns `meaning` without what introduces a list, and with "with at least 5
// loans" for "with 5 loans or more" and "sum of the fees" for "the fees added
// up".
std::string PlainMeaning(const std::string& meaning);

// Returns "fees plus fines" for "the sum of fees and fines"; empty for what is
// no such sum.
std::string AddedUp(const std::string& meaning);

// Returns `text` without words that only lead to the meaning: "someone who has
// …".
std::string WithoutLead(absl::string_view text);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_MEANING_WORDS_H_

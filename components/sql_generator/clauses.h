// A sentence in clauses, and which of them belong together.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_CLAUSES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_CLAUSES_H_

#include <cstddef>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/text.h"

namespace alhf::sql_generator {

// Returns the first tokens of clauses: after commas and the like, and after
// "and" and "but".
std::vector<size_t> ClauseStarts(absl::string_view text,
                                 const std::vector<sdk::Token>& tokens);

// Returns the tokens [begin, end) without what joins them to the next clause.
std::vector<sdk::Token> ClauseOf(const std::vector<sdk::Token>& tokens,
                                 size_t begin, size_t end);

// Returns whether the clause `next` of `starts` is a few names and no more: the
// list before it goes on.
bool ListGoesOn(const std::vector<sdk::Token>& tokens,
                const std::vector<size_t>& starts, size_t next);

// Returns whether the clause that begins at `starts[at]` goes on with the
// condition before it: "… and not in sales", "… and above 5000". Who does not
// read it has not read the condition.
bool ConditionGoesOn(const std::vector<sdk::Token>& tokens,
                     const std::vector<size_t>& starts, size_t at);

// Returns whether the tokens from `at` on name what was said before them, and
// give no reason: "…, that is overdue".
bool NamesWhatWasSaid(const std::vector<sdk::Token>& tokens, size_t at);

// Returns whether the clause that begins at the token `at` only says what is
// not meant: "… and not the number of rows".
bool Contrasts(const std::vector<sdk::Token>& tokens, size_t at);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_CLAUSES_H_

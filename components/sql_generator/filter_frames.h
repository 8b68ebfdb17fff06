// Ways to say, not in the imperative, that rows do not count or that others
// alone do: "X should not be counted", "X are no loans", "loans without X",
// "you counted X", "loans count only when they are returned".
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_FILTER_FRAMES_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_FILTER_FRAMES_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/filter_words.h"

namespace alhf::sql_generator {

// Returns what the tokens of `clause` from `begin` on say; nothing where they
// are in none of these ways.
std::optional<FilterWords> FindFilterFrame(
    const std::vector<sdk::Token>& clause, size_t begin);

// Gives `found` the class that [begin, end) names, without what stands around
// it. Returns whether one to three words are left.
bool TakeClass(const std::vector<sdk::Token>& clause, size_t begin, size_t end,
               FilterWords& found);

// Whether `word` may end an instruction and adds nothing to it.
bool IsTrail(absl::string_view word);
// Takes such words off the end of the rows of `found`.
void DropTrail(const std::vector<sdk::Token>& clause, FilterWords& found);
// Whether `word`, before "as", says that rows are what follows.
bool IsSign(absl::string_view word);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_FILTER_FRAMES_H_

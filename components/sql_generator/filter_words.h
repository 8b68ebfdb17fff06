// Which words of an instruction name rows that do not count, or the only ones
// that do: "leave out X", "only count X", "X should not be counted", "N should
// not include X".
//
// Thread safety: pure function.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_FILTER_WORDS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_FILTER_WORDS_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "alhf/sdk/text.h"

namespace alhf::sql_generator {

struct FilterWords {
  size_t begin = 0;  // tokens: [begin, end) name the rows
  size_t end = 0;
  // These do not count; else, only these do.
  bool exclude = true;
  // Tokens: [of_begin, of_end) name the number in which they do not count.
  // Empty: none is named.
  size_t of_begin = 0;
  size_t of_end = 0;
};

std::optional<FilterWords> ReadFilterWords(
    const std::vector<sdk::Token>& clause);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_FILTER_WORDS_H_

// Which words of an instruction name rows that do not count, or the only ones
// that do: "leave out X", "only count X", "X should not be counted", "N should
// not include X", "X are no loans", "never count X as loans", "loans without
// X", "you counted X".
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
  // Tokens: [class_begin, class_end) name what these rows are not, or the only
  // ones that are it. Empty: that is not said.
  size_t class_begin = 0;
  size_t class_end = 0;
  // The tokens [begin, end) say what holds for a row: "they are returned".
  bool condition = false;
  // These rows themselves are meant, not what belongs to them.
  bool own = false;
  // Tokens: [place_begin, place_end) say where: "in our range". Empty: nowhere.
  size_t place_begin = 0;
  size_t place_end = 0;
  // It may as well say something else: there is nothing in it unless the words
  // name rows of the data.
  bool unsure = false;
};

std::optional<FilterWords> ReadFilterWords(
    const std::vector<sdk::Token>& clause);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_FILTER_WORDS_H_

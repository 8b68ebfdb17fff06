// Words of a text: what every comparison of lessons and queries starts from.
//
//   Analysis a = Analyze("Orders per ISO week");
//   a.tokens[0].stem == "order"; a.content_stems == {"order", "iso", "week"}
//
// Stems are those of the Snowball English stemmer (Porter 2; M. F. Porter,
// 2001, snowballstem.org). Tokens are runs of letters and digits; hyphens,
// underscores and slashes part them. An apostrophe inside a word belongs to it
// (always written '), as do the point and commas of a number: "1,250.50" is the
// token "1250.50". Capitals of Latin, Greek and Cyrillic are lowered; bytes
// that are not UTF-8 part tokens like punctuation.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_ANALYSIS_H_
#define ALHF_CORE_RELEVANCE_ANALYSIS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/relevance/stop_words.h"

namespace alhf::core {

struct Token {
  std::string text;  // lower case
  std::string stem;
  size_t begin = 0;  // bytes in the analysed text: [begin, end)
  size_t end = 0;
  bool stop_word = false;
  bool number = false;
  // Written in capitals, or with one where no sentence begins, in a text that
  // does not use them everywhere: a name or an abbreviation.
  bool name = false;
};

struct Analysis {
  std::vector<Token> tokens;
  // Stems of tokens that are no stop words, in order, with repeats.
  std::vector<std::string> content_stems;
};

// Returns the tokens of `text`, at most 4,096 of them.
Analysis Analyze(absl::string_view text);

// Returns the stem of one lower-case word.
std::string Stem(absl::string_view word);

// Returns whether one insertion, deletion, substitution or swap of neighbours
// makes `a` of `b` (Damerau–Levenshtein distance 1).
bool OneEditApart(absl::string_view a, absl::string_view b);

// Returns the sentences of `text` as byte ranges [begin, end) without
// surrounding white space and list marks; abbreviations and decimals do not end
// one, a blank line or the next item of a list does.
std::vector<std::pair<size_t, size_t>> Sentences(absl::string_view text);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ANALYSIS_H_

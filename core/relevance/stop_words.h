// The words that say nothing about a topic: articles, pronouns, auxiliaries,
// prepositions, words of asking and of being polite; and those that say little:
// measures, units of time, parts of any table.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_STOP_WORDS_H_
#define ALHF_CORE_RELEVANCE_STOP_WORDS_H_

#include "absl/strings/string_view.h"

namespace alhf::core {

// Returns whether `word` (lower case) says nothing about a topic.
bool IsStopWord(absl::string_view word);

// Returns whether `stem` is that of a word that questions about anything are
// made of, e.g. "average", "name", "year": it is content, but no topic alone.
bool IsGenericStem(absl::string_view stem);

// Returns whether the stop word `word` (lower case) is another word when it is
// written in capitals, e.g. "US", "IT".
bool IsWordInCapitals(absl::string_view word);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_STOP_WORDS_H_

// Single words of people, in lower case.
//
// Thread safety: pure functions.
#ifndef ALHF_BASE_WORDS_H_
#define ALHF_BASE_WORDS_H_

#include <algorithm>
#include <initializer_list>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace alhf {

// Returns whether `word` is one of `words`.
inline bool Among(absl::string_view word,
                  std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Returns whether `word` denies: "not", "isn't", "dont".
inline bool Denies(absl::string_view word) {
  return Among(word, {"not", "no", "never", "cannot", "dont", "doesnt", "didnt",
                      "isnt", "arent", "wasnt", "werent", "wont", "cant",
                      "shouldnt", "mustnt", "neednt"}) ||
         absl::EndsWith(word, "n't");
}

}  // namespace alhf

#endif  // ALHF_BASE_WORDS_H_

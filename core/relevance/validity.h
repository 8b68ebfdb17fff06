// How long what a person says is to hold, in his words: "until the end of Q3",
// "from 1 March 2027 on", "for the rest of the year".
//
//   const auto v = ValidityIn("Until Friday, leave out drafts.", now);
//   v[0].not_after  // the end of Friday
//
// Understood where a sentence begins or ends with it, and where the time has
// not passed: "orders placed until the end of 2024" and "I ate no meat until
// March" speak of something else. Days are those of UTC.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_VALIDITY_H_
#define ALHF_CORE_RELEVANCE_VALIDITY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace alhf::core {

struct Validity {
  absl::Time not_before = absl::InfinitePast();
  absl::Time not_after = absl::InfiniteFuture();
  // Bytes of the text: the words that say so, and those that they hold for.
  size_t begin = 0;
  size_t end = 0;
  size_t held_begin = 0;
  size_t held_end = 0;
};

// Returns what `text`, said at `now`, limits to a time, at most one for each
// sentence, in order.
std::vector<Validity> ValidityIn(absl::string_view text, absl::Time now);

// Returns `text` with spaces in the place of those words, so that what is left
// is read as if it held for good, and every byte keeps its place.
std::string WithoutValidity(absl::string_view text, absl::Time now);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_VALIDITY_H_

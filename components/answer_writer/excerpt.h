// The part of a sentence that answers, where there is no room for all of it.
//
//   Excerpt("How long is the pier?", "Of all piers the old one is 90 m long.",
//           5) == "... one is 90 m long."
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_EXCERPT_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_EXCERPT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace alhf::answer_writer {

// Returns the `most_words` words in a row of `text` that have most of the
// question's words, and of numbers and dates where they may answer it, with
// what they count; the first of several that have as much. Dots stand for what
// is left out. All of `text` where it fits.
std::string Excerpt(absl::string_view question, absl::string_view text,
                    size_t most_words);

// Returns whether `text` has a number or date that may answer `question`.
bool HasFigure(absl::string_view question, absl::string_view text);

// Returns what it is worth, as a factor, that `text` has a number where
// `question` may ask for one, or a month where it asks for a date: 1 where it
// has none, or none is asked for. "One" counts nothing more often than not.
double FigureWorth(absl::string_view question, absl::string_view text);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_EXCERPT_H_

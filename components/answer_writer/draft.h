// An answer under way: units that are taken whole or left out, so that limits
// are kept.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_DRAFT_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_DRAFT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

struct Unit {
  std::string text;
  // What the text is from. Cited once, after the last of several in a row.
  std::string citation;
};

// Units, which are left out from the end, and what is around them.
struct Draft {
  std::string head;
  std::vector<Unit> units;
  std::string separator;
  std::string end;
  // Say how many units were left out.
  bool counts_rest = false;
  // Units begin with a mark, "-", in place of which stands their number.
  bool numbered = false;
};

// Returns the first `count` units of `draft` as text.
std::string Render(const Draft& draft, size_t count);

// Returns as much of `draft` as the limits allow: one unit at least, cut
// within where even that has too many words.
std::string Fit(const Draft& draft, size_t most_units, size_t most_words);

// Returns `text` in the words and dates that `style` wants.
std::string InWords(const Style& style, absl::string_view text);

// Returns how many words `text` has: runs without white space that hold a
// letter or digit.
size_t WordCount(absl::string_view text);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_DRAFT_H_

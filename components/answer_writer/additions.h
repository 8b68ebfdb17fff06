// What a text wants said besides the answer, and in which words: "add that …",
// "end with …", "say X instead of Y".
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_ADDITIONS_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_ADDITIONS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

// An instruction with words in it that are to be written as they are.
struct Addition {
  Style style;  // a note or a wording
  // The sentence that it stands in.
  size_t begin = 0;
  size_t end = 0;
  // Of the note's own words, which instruct nothing. Empty: of no note.
  size_t said_begin = 0;
  size_t said_end = 0;
};

// Returns what is to be added, in order. "Note that we are on X" tells the
// reader something and is none; "for X note that …" is one.
std::vector<Addition> ReadAdditions(absl::string_view text);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_ADDITIONS_H_

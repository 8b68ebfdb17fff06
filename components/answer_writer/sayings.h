// What a text says about how answers are written: "as bullets", "under fifty
// words", "always mention the database".
//
//   for (const Saying& saying : ReadSayings("No bullets, and shorter please"))
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_SAYINGS_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_SAYINGS_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/phrases.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

enum class Says {
  kForm,           // value: Form
  kMostWords,      // number: of words
  kFewerWords,     // number: of words, one too many
  kMostSentences,  // number: of sentences
  kOneSentence,
  kShorter,
  kLonger,
  kOrder,         // value: Order
  kCite,          // value: Citations
  kMention,       // value: Extra
  kDoNotMention,  // value: Extra
  kWish,          // about writing, more than this engine can do
  kNothing,       // about writing, asks for nothing
};

struct Saying {
  Says says = Says::kNothing;
  int value = 0;
  sdk::PhraseMatch match;
};

// Returns what is said, in order; kNothing is left out.
std::vector<Saying> ReadSayings(absl::string_view text);

// Returns the only kind of answer that `text` speaks of: "numbers" are rows,
// "pages" passages.
AnswerKind KindOf(absl::string_view text);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_SAYINGS_H_

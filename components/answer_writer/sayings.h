// What a text says about how answers are written: "as bullets", "under fifty
// words", "always mention the database".
//
//   for (const Saying& saying : ReadSayings("No bullets, and shorter please"))
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_SAYINGS_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_SAYINGS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/phrases.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

struct Saying {
  // What to do; nothing for a wish about writing that is more than this engine
  // can do.
  std::optional<Style> style;
  // "Shorter": than the answer that it is said of.
  bool shorter = false;
  // The matter that it is for, in its own words: "the ports" of "sort the ports
  // by name". Empty: it names none.
  std::string about;
  sdk::PhraseMatch match;
};

// Returns what is said, in order.
std::vector<Saying> ReadSayings(absl::string_view text);

// Returns the only kind of answer that `text` speaks of: "numbers" are rows,
// "pages" passages.
AnswerKind KindOf(absl::string_view text);
// Returns whether a topic is no more than that: "numbers", "rows of figures",
// but not "rules of the crew".
bool NamesKindAlone(absl::string_view topic);

// Bytes of a condition that does no more than name a kind of answer: "when you
// quote documents", "breakdowns".
struct KindCondition {
  AnswerKind kind = ANSWER_KIND_UNSPECIFIED;
  bool several = false;  // of several things
  size_t begin = 0;
  size_t end = 0;
};
std::optional<KindCondition> KindConditionIn(absl::string_view text);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_SAYINGS_H_

// Words that tell where a topic ends, and what names none.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_TOPIC_VOCABULARY_H_
#define ALHF_SDK_SRC_TOPIC_VOCABULARY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace alhf::sdk {

// Returns whether an instruction begins with `word`: "use", "keep".
bool IsVerb(absl::string_view word);

// Returns whether answers consist of such: "sentences", "bullets".
bool IsPart(absl::string_view word);

// Returns whether `word` is one for rows of any topic: "figures".
bool IsFigures(absl::string_view word);

// Returns whether `words` say which questions: "all questions" do not.
bool SaysSomething(absl::string_view words);

// Returns "daily" of "daily figures": any topic may have some.
std::string WithoutFigures(absl::string_view words);

// Returns whether `word` opens a sentence without naming a topic: "for
// example, …", "correction: …".
bool OpensOnly(absl::string_view word);

// Returns whether a sentence that begins with `word` points at something: what
// stands before it and a colon is who says it. "Ann: that page is old".
bool Demonstrates(absl::string_view word);

// Returns whether it is of a person: "Tom here, for Mrs Ek: …".
bool IsTitle(absl::string_view word);

// Returns whether "word by word" says how, and not by what: "step", "one".
bool IsManner(absl::string_view word);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_TOPIC_VOCABULARY_H_

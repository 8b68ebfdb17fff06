// What the words of a topic stand for: one that lists examples is each of them.
//
//   TopicTriggers("the rules of ships (sails, knots)")
//       == {"ships", "sails", "knots"}
//   TopicTriggers("deck stuff like ropes, masts or sails")
//       == {"ropes", "masts", "sails"}
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_TOPIC_WORDS_H_
#define ALHF_SDK_TOPIC_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::sdk {

// Said by `WordsOfForm` for a question of what to do.
inline constexpr absl::string_view kProcedure = "procedure";

// Returns the phrases of which one must be said where `topic` (see `TopicOf`)
// is spoken of, for `Scope.triggers`; "doing something" is `kProcedure`. At
// least one, unless `topic` says nothing.
std::vector<std::string> TopicTriggers(absl::string_view topic);

// Returns what kind of question `question` is by its form, in words that a
// topic has for it: `kProcedure` where it asks what to do, else nothing.
std::string WordsOfForm(absl::string_view question);

// Returns whether `phrase` has a word for many things of an area: "crew rules",
// and not "questions about ropes".
bool SumsUp(absl::string_view phrase);

// Returns the words of `topic` that say what it is about, without "rules",
// "stuff", "questions" and the like.
std::string TopicMatter(absl::string_view topic);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_TOPIC_WORDS_H_

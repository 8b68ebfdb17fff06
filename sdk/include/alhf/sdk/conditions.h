// Conditions that an engine did not read, denials, and reasons.
//
//   if (LeavesConditionUnread(record.text(), match)) {
//     proposal = GuidanceProposal(record);  // a language model may heed it
//   }
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_CONDITIONS_H_
#define ALHF_SDK_CONDITIONS_H_

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"

namespace alhf::sdk {

// Returns whether the sentence of bytes [begin, end) says a condition, an
// exception or a comparison outside of them and of the topic that it names:
// "as bullets, but only when the board asks". Who acts on the rest alone does
// what nobody asked for; such a proposal is GUIDANCE_ONLY.
bool LeavesConditionUnread(absl::string_view text, size_t begin, size_t end);
// The same where several ranges of it were read, of a text whose topic, that of
// `TopicOf`, is known: it takes long to find.
bool LeavesConditionUnread(absl::string_view text, size_t begin,
                           const std::vector<std::pair<size_t, size_t>>& read,
                           const std::optional<NamedTopic>& topic);
// The same for what `match` read: all but its `rest`, which is anybody's words.
bool LeavesConditionUnread(absl::string_view text, const PhraseMatch& match);

// Returns whether any sentence of `text` says one outside of the topic that it
// names.
bool SaysCondition(absl::string_view text);

// Returns whether what stands around bytes [begin, end) denies them: "please
// don't answer in German", "under 5 words is too short". Who acts on the words
// alone does the contrary of what was asked. A denial that was read lies
// inside.
bool IsDenied(absl::string_view text, size_t begin, size_t end);

// Returns the index of the token of `tokens`, which lie in `text`, with which a
// reason begins: "…, those are no books", "… because they are old". As many as
// there are, where none does.
size_t ReasonIn(absl::string_view text, const std::vector<Token>& tokens);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_CONDITIONS_H_

// Conditions that an engine did not read.
//
//   if (LeavesConditionUnread(record.text(), match)) {
//     proposal = GuidanceProposal(record);  // a language model may heed it
//   }
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_CONDITIONS_H_
#define ALHF_SDK_CONDITIONS_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "alhf/sdk/phrases.h"

namespace alhf::sdk {

// Returns whether the sentence of bytes [begin, end) says a condition, an
// exception or a comparison outside of them and of the topic that it names:
// "as bullets, but only when the board asks". Who acts on the rest alone does
// what nobody asked for; such a proposal is GUIDANCE_ONLY.
bool LeavesConditionUnread(absl::string_view text, size_t begin, size_t end);
// The same for what `match` read: all but its `rest`, which is anybody's words.
bool LeavesConditionUnread(absl::string_view text, const PhraseMatch& match);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_CONDITIONS_H_

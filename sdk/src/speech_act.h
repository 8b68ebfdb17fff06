// What a sentence does: teaches, asks, thanks, praises or greets.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_SPEECH_ACT_H_
#define ALHF_SDK_SRC_SPEECH_ACT_H_

#include "absl/strings/string_view.h"

namespace alhf::sdk {

enum class SpeechAct { kStatement, kQuestion, kThanks, kPraise, kGreeting };

// Returns what `sentence`, one sentence, does.
SpeechAct SpeechActOf(absl::string_view sentence);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_SPEECH_ACT_H_

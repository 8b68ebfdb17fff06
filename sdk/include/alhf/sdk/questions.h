// What kind of question it is, and who understood how much of it.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_QUESTIONS_H_
#define ALHF_SDK_QUESTIONS_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

// Returns whether `question` is for figures by its form, whatever its words:
// "how many …", "… by …", "… in 2025".
bool AsksForFigures(absl::string_view question);

// Returns how many of the question's words, stop words aside, a step that
// refused it has understood: those that its refusal does not name. None, where
// the step knows that no database of its own is asked about.
size_t WordsUnderstood(absl::string_view question, const v1::Step& step);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_QUESTIONS_H_

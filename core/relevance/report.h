// "That did not apply here": words about a lesson's scope, not an instruction.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_REPORT_H_
#define ALHF_CORE_RELEVANCE_REPORT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::core {

// Returns whether `text` says of an answer that something taught should not
// have been applied to it, and nothing else.
bool IsReport(absl::string_view text);

// Returns which of `lessons`, the words of those that an answer was given by,
// the report `text` means: those that it names by words of theirs ("the bullets
// did not apply here"), else the only one there is. Empty where `text` is no
// report, and where it cannot be told which one is meant.
std::vector<size_t> ReportedLessons(absl::string_view text,
                                    const std::vector<std::string>& lessons);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_REPORT_H_

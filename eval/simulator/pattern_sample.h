// A text in which a regular expression is found.
//
//   PatternSample("to_char\\(.*'IW'") == "to_char('IW'"
//
// Thread safety: pure functions.
#ifndef ALHF_EVAL_SIMULATOR_PATTERN_SAMPLE_H_
#define ALHF_EVAL_SIMULATOR_PATTERN_SAMPLE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace alhf::eval {

// Returns a short text in which `pattern` (ECMAScript) is found, by taking the
// first alternative, the least repetition and the first of a class; nothing
// where that does not give one, e.g. with a look-ahead or a back reference.
std::optional<std::string> PatternSample(absl::string_view pattern);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SIMULATOR_PATTERN_SAMPLE_H_

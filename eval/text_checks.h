// Checks of a text alone.
//
//   EXPECT_TRUE(ContainsText("Net of Refunds", "net of"));
//   EXPECT_TRUE(HasFormat("- a\n- b", "bullets"));
//
// Thread safety: pure functions.
#ifndef ALHF_EVAL_TEXT_CHECKS_H_
#define ALHF_EVAL_TEXT_CHECKS_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace alhf::eval {

// Returns whether `part` stands in `text`, whatever the case of ASCII letters.
bool ContainsText(absl::string_view text, absl::string_view part);

// OK: `pattern` is an ECMAScript regular expression (ECMA-262, 3rd edition,
// as std::regex has it). INVALID_ARGUMENT CONFIG_INVALID: it is none.
absl::Status ValidatePattern(absl::string_view pattern);

// Returns whether `pattern` is found in `text`, whatever the case. False where
// the text is longer than 16 KiB: the matcher's stack ends somewhere.
bool MatchesPattern(absl::string_view text, absl::string_view pattern);

// Returns the number of words: runs between white space with a letter or a
// digit in them.
size_t CountWords(absl::string_view text);

// Returns whether `text` has the form `format`:
//   bullets   half of its lines or more begin with -, *, • or a number
//   table     a Markdown table: a line of | and a line of |---| below it
//   json      a JSON object or array, also in a fence
//   prose     none of these, and not one line begins like a bullet
bool HasFormat(absl::string_view text, absl::string_view format);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_TEXT_CHECKS_H_

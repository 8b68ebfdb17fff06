// Text of other people, made fit for a terminal: no control sequences, known
// width.
//
//   out << OneLine(lesson.text());
//   CutToWidth("Anzahl der Bestellungen", 8) == "Anzahl …"
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_TERMINAL_TEXT_H_
#define ALHF_CLI_TERMINAL_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace alhf::cli {

// Returns `text` without control characters and without characters that turn
// the direction of writing; line feeds stay, tabs become spaces, and bytes
// that are not UTF-8 become U+FFFD.
std::string Printable(absl::string_view text);

// The same on one line: white space of any length is one space.
std::string OneLine(absl::string_view text);

// Returns the columns that `text` (printable, one line) takes on a terminal:
// none for combining marks, two for wide East Asian characters and pictures.
int DisplayWidth(absl::string_view text);

// Returns `text`, or where it is wider than `width` (≥ 1) the front of it that
// fits together with "…".
std::string CutToWidth(absl::string_view text, int width);

// Returns printable `text`, each line of it after `columns` spaces and ended
// by a line feed; empty for an empty text.
std::string Indent(absl::string_view text, int columns);

// Returns `text` such that a POSIX shell reads it as one word.
std::string ShellQuote(absl::string_view text);

}  // namespace alhf::cli

#endif  // ALHF_CLI_TERMINAL_TEXT_H_

// How text is laid out for one output stream.
//
// Thread safety: a plain value; const use from any thread.
#ifndef ALHF_CLI_STYLE_H_
#define ALHF_CLI_STYLE_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace alhf::cli {

struct Style {
  // Columns of the terminal. 0: not a terminal, nothing is cut.
  int width = 0;
  // Whether the terminal shows bold and dim text.
  bool color = false;
  // For times of day.
  absl::TimeZone time_zone = absl::UTCTimeZone();
  // How the person would call this program again, for "what next" lines.
  std::string program = "alhf";

  std::string Bold(absl::string_view text) const { return Wrap("1", text); }
  std::string Dim(absl::string_view text) const { return Wrap("2", text); }

 private:
  std::string Wrap(absl::string_view code, absl::string_view text) const {
    if (!color || text.empty()) return std::string(text);
    return absl::StrCat("\x1b[", code, "m", text, "\x1b[0m");
  }
};

}  // namespace alhf::cli

#endif  // ALHF_CLI_STYLE_H_

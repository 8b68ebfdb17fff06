#include "cli/help_formatter.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

constexpr size_t kNameColumns = 28;
constexpr size_t kTextColumns = 80 - kNameColumns;

// Breaks `text` between words; CLI11 indents what follows a line feed.
std::string Wrapped(const std::string& text) {
  std::string result;
  size_t used = 0;
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    if (used > 0 && used + 1 + word.size() > kTextColumns) {
      absl::StrAppend(&result, "\n");
      used = 0;
    }
    absl::StrAppend(&result, used > 0 ? " " : "", word);
    used += (used > 0 ? 1 : 0) + word.size();
  }
  return result;
}

}  // namespace

std::string FailureMessage(const CLI::App* app, const CLI::Error& error) {
  std::string name = "alhf";
  std::string problem = error.what();
  if (const auto called = app->get_subcommands(); !called.empty()) {
    absl::StrAppend(&name, " ", called.front()->get_name());
  } else if (const auto words = app->remaining(); !words.empty()) {
    problem =
        absl::StrCat("there is no command \"", OneLine(words.front()), "\"");
  }
  return absl::StrCat(name, ": ", problem, "\n", name,
                      " --help shows how; put texts in quotes, and -- before "
                      "one that starts with -\n");
}

HelpFormatter::HelpFormatter() { column_width(kNameColumns); }

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const {
  if (option->get_type_size() == 0 || option->get_positional()) return "";
  // The type's name, then a colon and what a check allows. A set of words has
  // no name of its own; of others the name says enough.
  const std::string type = option->get_type_name();
  const std::vector<std::string> parts =
      absl::StrSplit(type, absl::MaxSplits(':', 1));
  return absl::StrCat(" ", parts[0].empty() ? parts.back() : parts[0]);
}

std::string HelpFormatter::make_option_desc(const CLI::Option* option) const {
  std::string text = option->get_description();
  if (!option->get_default_str().empty()) {
    absl::StrAppend(&text, " (default: ", option->get_default_str(), ")");
  }
  return Wrapped(text);
}

}  // namespace alhf::cli

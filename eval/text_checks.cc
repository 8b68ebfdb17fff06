#include "eval/text_checks.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status.h"

namespace alhf::eval {
namespace {

constexpr size_t kMaxMatched = 16 << 10;
constexpr auto kSyntax =
    std::regex_constants::ECMAScript | std::regex_constants::icase;

std::vector<absl::string_view> Lines(absl::string_view text) {
  std::vector<absl::string_view> lines;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

// "- a", "* a", "• a", "1. a", "2) a".
bool IsBullet(absl::string_view line) {
  for (const absl::string_view mark : {"- ", "* ", "• ", "– "}) {
    if (absl::StartsWith(line, mark)) return true;
  }
  const size_t digits = line.find_first_not_of("0123456789");
  return digits != absl::string_view::npos && digits > 0 && digits <= 3 &&
         (absl::StartsWith(line.substr(digits), ". ") ||
          absl::StartsWith(line.substr(digits), ") "));
}

bool IsTableRule(absl::string_view line) {
  return absl::StrContains(line, "---") && absl::StrContains(line, '|') &&
         line.find_first_not_of("|-: \t") == absl::string_view::npos;
}

bool HasTable(const std::vector<absl::string_view>& lines) {
  for (size_t i = 1; i < lines.size(); ++i) {
    if (IsTableRule(lines[i]) && absl::StrContains(lines[i - 1], '|')) {
      return true;
    }
  }
  return false;
}

bool IsJson(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  if (absl::StartsWith(text, "```") && absl::EndsWith(text, "```")) {
    const size_t begin = text.find('\n');
    if (begin == absl::string_view::npos) return false;
    text = text.substr(begin, text.size() - begin - 3);
  }
  const auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr,
                                          /*allow_exceptions=*/false);
  return json.is_object() || json.is_array();
}

}  // namespace

bool ContainsText(absl::string_view text, absl::string_view part) {
  return absl::StrContains(absl::AsciiStrToLower(text),
                           absl::AsciiStrToLower(part));
}

absl::Status ValidatePattern(absl::string_view pattern) {
  try {
    const std::regex compiled(pattern.begin(), pattern.end(), kSyntax);
  } catch (const std::regex_error& error) {
    return Error(
        absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
        absl::StrCat("\"", pattern,
                     "\" is no ECMAScript regular expression: ", error.what()));
  }
  return absl::OkStatus();
}

bool MatchesPattern(absl::string_view text, absl::string_view pattern) {
  if (text.size() > kMaxMatched) return false;
  try {
    const std::regex compiled(pattern.begin(), pattern.end(), kSyntax);
    return std::regex_search(text.begin(), text.end(), compiled);
  } catch (const std::regex_error&) {
    return false;  // Too complex for this text.
  }
}

size_t CountWords(absl::string_view text) {
  size_t count = 0;
  for (const absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty())) {
    count += std::any_of(word.begin(), word.end(), [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return absl::ascii_isalnum(byte) || byte >= 0x80;
    });
  }
  return count;
}

bool HasFormat(absl::string_view text, absl::string_view format) {
  const std::vector<absl::string_view> lines = Lines(text);
  const size_t bullets =
      static_cast<size_t>(std::count_if(lines.begin(), lines.end(), IsBullet));
  if (format == "bullets") return bullets > 0 && 2 * bullets >= lines.size();
  if (format == "table") return HasTable(lines);
  if (format == "json") return IsJson(text);
  return !lines.empty() && bullets == 0 && !HasTable(lines) && !IsJson(text);
}

}  // namespace alhf::eval

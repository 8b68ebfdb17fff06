#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "core/relevance/analysis.h"

namespace alhf::core {
namespace {

// A point after these ends no sentence.
constexpr std::array<absl::string_view, 21> kAbbreviations = {
    "e.g", "i.e", "eg",  "ie",     "vs", "cf",   "mr",
    "mrs", "ms",  "dr",  "prof",   "st", "jr",   "sr",
    "inc", "no",  "fig", "approx", "ca", "resp", "incl"};

bool IsSpace(char c) {
  return absl::ascii_isspace(static_cast<unsigned char>(c));
}
bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}
bool IsUpper(char c) {
  return absl::ascii_isupper(static_cast<unsigned char>(c));
}

class Splitter {
 public:
  explicit Splitter(absl::string_view text) : text_(text) {}

  std::vector<std::pair<size_t, size_t>> Split() {
    size_t begin = SkipListMark(0);
    for (size_t at = begin; at < text_.size();) {
      if (text_[at] == '\n' && EndsLine(at)) {
        Add(begin, at);
        begin = at = SkipListMark(at + 1);
      } else if (IsEndMark(at) && !IsAbbreviation(begin, at)) {
        at = AfterEndMarks(at);
        if (at < text_.size() && !IsSpace(text_[at])) continue;
        Add(begin, at);
        begin = at;
      } else {
        ++at;
      }
    }
    Add(begin, text_.size());
    return std::move(sentences_);
  }

 private:
  bool IsEndMark(size_t at) const {
    return text_[at] == '.' || text_[at] == '!' || text_[at] == '?';
  }

  // Past "...", "?!" and the quotes and brackets that close with them.
  size_t AfterEndMarks(size_t at) const {
    while (at < text_.size() && IsEndMark(at)) ++at;
    while (at < text_.size()) {
      const absl::string_view rest = text_.substr(at);
      if (absl::StartsWith(rest, "\xE2\x80\x9D")) {  // ”
        at += 3;
      } else if (rest[0] == '"' || rest[0] == '\'' || rest[0] == ')' ||
                 rest[0] == ']') {
        ++at;
      } else {
        break;
      }
    }
    return at;
  }

  // Whether the point at `at` belongs to the word before it.
  bool IsAbbreviation(size_t begin, size_t at) const {
    if (text_[at] != '.') return false;
    size_t word = at;
    while (word > begin && !IsSpace(text_[word - 1]) &&
           text_[word - 1] != '(' && text_[word - 1] != ',') {
      --word;
    }
    const absl::string_view before = text_.substr(word, at - word);
    size_t next = at + 1;
    while (next < text_.size() && IsSpace(text_[next])) ++next;
    const char following = next < text_.size() ? text_[next] : '\0';
    if (before.size() == 1 && IsUpper(before[0])) return following != '\0';
    const std::string lower = absl::AsciiStrToLower(before);
    if (lower == "etc") return following != '\0' && !IsUpper(following);
    if (lower == "no" || lower == "fig") return IsDigit(following);
    if (following == '\0') return false;
    for (const absl::string_view known : kAbbreviations) {
      if (lower == known) return true;
    }
    return false;
  }

  // A line break ends a sentence before a blank line or an item of a list.
  bool EndsLine(size_t at) const {
    size_t next = at + 1;
    while (next < text_.size() &&
           (text_[next] == ' ' || text_[next] == '\t' || text_[next] == '\r')) {
      ++next;
    }
    return next >= text_.size() || text_[next] == '\n' ||
           SkipListMark(next) > next;
  }

  // Past white space and marks such as "- ", "* ", "• ", "2. ", "2) ".
  size_t SkipListMark(size_t at) const {
    while (at < text_.size() && IsSpace(text_[at])) ++at;
    size_t mark = at;
    if (absl::StartsWith(text_.substr(at), "\xE2\x80\xA2")) {  // •
      mark += 3;
    } else if (at < text_.size() && (text_[at] == '-' || text_[at] == '*')) {
      ++mark;
    } else {
      while (mark < text_.size() && IsDigit(text_[mark])) ++mark;
      const bool numbered = mark > at && mark < text_.size() &&
                            (text_[mark] == '.' || text_[mark] == ')');
      if (!numbered) return at;
      ++mark;
    }
    if (mark >= text_.size() || !IsSpace(text_[mark])) return at;
    while (mark < text_.size() && IsSpace(text_[mark])) ++mark;
    return mark;
  }

  void Add(size_t begin, size_t end) {
    while (begin < end && IsSpace(text_[begin])) ++begin;
    while (end > begin && IsSpace(text_[end - 1])) --end;
    if (begin < end) sentences_.emplace_back(begin, end);
  }

  const absl::string_view text_;
  std::vector<std::pair<size_t, size_t>> sentences_;
};

}  // namespace

std::vector<std::pair<size_t, size_t>> Sentences(absl::string_view text) {
  return Splitter(text).Split();
}

}  // namespace alhf::core

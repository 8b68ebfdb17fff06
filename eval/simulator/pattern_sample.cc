#include "eval/simulator/pattern_sample.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "eval/text_checks.h"

namespace alhf::eval {
namespace {

// Reads a pattern from left to right and writes what it takes.
class Sampler {
 public:
  explicit Sampler(absl::string_view pattern) : rest_(pattern) {}

  std::optional<std::string> Sample() {
    std::optional<std::string> text = Alternatives();
    return rest_.empty() ? text : std::nullopt;
  }

 private:
  char Next() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  bool Take(absl::string_view start) {
    if (!absl::StartsWith(rest_, start)) return false;
    rest_.remove_prefix(start.size());
    return true;
  }

  // The first of those between bars; the others are read over.
  std::optional<std::string> Alternatives() {
    std::optional<std::string> first = Sequence();
    while (first.has_value() && Take("|")) {
      if (!Sequence().has_value()) return std::nullopt;
    }
    return first;
  }

  std::optional<std::string> Sequence() {
    std::string text;
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      const std::optional<std::string> atom = Atom();
      if (!atom.has_value()) return std::nullopt;
      const std::optional<int> times = Times();
      if (!times.has_value()) return std::nullopt;
      for (int i = 0; i < *times; ++i) text += *atom;
    }
    return text;
  }

  std::optional<std::string> Atom() {
    if (Take("(?:") || Take("(")) {
      if (Take("?")) return std::nullopt;
      std::optional<std::string> inner = Alternatives();
      return Take(")") ? inner : std::nullopt;
    }
    const char c = Next();
    if (c == '^' || c == '$') return "";
    if (c == '.') return "x";
    if (c == '[') return ClassMember();
    if (c == '\\') return Escaped();
    return std::string(1, c);
  }

  std::optional<std::string> Escaped() {
    if (rest_.empty()) return std::nullopt;
    const char c = Next();
    switch (c) {
      case 'd':
        return "1";
      case 'w':
        return "a";
      case 's':
        return " ";
      case 'b':
        return "";
      case 'n':
        return "\n";
      case 't':
        return "\t";
      case 'D':
      case 'S':
        return "x";
      case 'W':
        return " ";
      default:
        if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
          return std::nullopt;
        }
        return std::string(1, c);
    }
  }

  std::optional<std::string> ClassMember() {
    const bool negated = Take("^");
    std::optional<std::string> first;
    std::string body;
    while (!rest_.empty() && rest_.front() != ']') {
      const bool escaped = rest_.front() == '\\';
      if (escaped) Next();
      if (rest_.empty()) return std::nullopt;
      if (!escaped) {
        body += Next();
      } else {
        const std::optional<std::string> each = Escaped();
        if (!each.has_value()) return std::nullopt;
        body += *each;
      }
    }
    if (!Take("]") || body.empty()) return std::nullopt;
    if (!negated) return body.substr(0, 1);
    for (const char c : {'x', ' ', '1', '-', 'X', '_'}) {
      if (!IsIn(body, c)) return std::string(1, c);
    }
    return std::nullopt;
  }

  // Whether the class of `body` ("a-z_") has `c`.
  static bool IsIn(absl::string_view body, char c) {
    for (size_t i = 0; i < body.size(); ++i) {
      const bool range = i + 2 < body.size() && body[i + 1] == '-';
      const char last = range ? body[i + 2] : body[i];
      if (body[i] <= c && c <= last) return true;
      if (range) i += 2;
    }
    return false;
  }

  // The least number of times that the quantifier allows.
  std::optional<int> Times() {
    int times = 1;
    if (Take("*") || Take("?")) {
      times = 0;
    } else if (Take("{")) {
      const size_t end = rest_.find_first_of(",}");
      if (end == absl::string_view::npos ||
          !absl::SimpleAtoi(rest_.substr(0, end), &times) || times > 1000) {
        return std::nullopt;
      }
      rest_.remove_prefix(rest_.find('}') + 1);
    } else {
      Take("+");
    }
    Take("?");  // lazy
    return times;
  }

  absl::string_view rest_;
};

}  // namespace

std::optional<std::string> PatternSample(absl::string_view pattern) {
  std::optional<std::string> sample = Sampler(pattern).Sample();
  if (!sample.has_value() || !MatchesPattern(*sample, pattern)) {
    return std::nullopt;
  }
  return sample;
}

}  // namespace alhf::eval

#include "core/relevance/trigger.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"

namespace alhf::core {
namespace {

constexpr size_t kMaxGap = 3;

// "ARR", "MAUs", "B2B", "Q3": no common word is written so.
bool IsWrittenAsName(absl::string_view word) {
  const auto is = [](auto predicate) {
    return [predicate](char c) {
      return predicate(static_cast<unsigned char>(c));
    };
  };
  const auto capitals =
      std::count_if(word.begin(), word.end(), is(absl::ascii_isupper));
  const bool letter =
      std::any_of(word.begin(), word.end(), is(absl::ascii_isalpha));
  const bool digit =
      std::any_of(word.begin(), word.end(), is(absl::ascii_isdigit));
  return capitals >= 2 || (letter && digit);
}

// Stop words that a phrase cannot do without: "not opened" is not "opened", nor
// "most users" "users".
bool IsSkipped(const Token& token) {
  static constexpr std::array<absl::string_view, 9> kKept = {
      "not",   "no",   "without", "most",  "more",
      "least", "less", "fewer",   "fewest"};
  return token.stop_word &&
         std::find(kKept.begin(), kKept.end(), token.text) == kKept.end();
}

// Whether two words of the same stem are forms of one word.
bool IsInflection(absl::string_view a, absl::string_view b) {
  static constexpr std::array<absl::string_view, 11> kEndings = {
      "", "s", "es", "'s", "y", "ies", "e", "d", "ed", "ing", "ly"};
  const size_t common = static_cast<size_t>(
      std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const auto ends = [&](absl::string_view word) {
    return std::find(kEndings.begin(), kEndings.end(), word.substr(common)) !=
           kEndings.end();
  };
  return ends(a) && ends(b);
}

}  // namespace

Trigger::Trigger(absl::string_view phrase) : phrase_(phrase) {
  bool gap = false;
  for (const Token& token : Analyze(phrase).tokens) {
    if (IsSkipped(token)) {
      gap = true;
      continue;
    }
    gap_before_.push_back(gap);
    gap = false;
    stems_.push_back(token.stem);
    if (key_.empty() && !token.stop_word) key_ = token.stem;
    generic_ = generic_ && (token.stop_word || IsGenericStem(token.stem));
    telling_ = telling_ || IsWrittenAsName(phrase.substr(
                               token.begin, token.end - token.begin));
    lone_word_ = stems_.size() == 1 ? token.text : "";
  }
  telling_ = telling_ || (stems_.size() >= 2 && !generic_);
}

bool Trigger::IsNameIn(const Analysis& query) const {
  return !lone_word_.empty() &&
         std::any_of(query.tokens.begin(), query.tokens.end(),
                     [this](const Token& token) {
                       return token.name && token.text == lone_word_;
                     });
}

bool Trigger::MatchesAt(const Analysis& query, size_t at) const {
  size_t next = 0;
  size_t gap = 0;
  for (; at < query.tokens.size() && next < stems_.size(); ++at) {
    const Token& token = query.tokens[at];
    if (IsSkipped(token)) {
      if (++gap > kMaxGap) return false;
      continue;
    }
    const bool gap_fits = next == 0 || gap_before_[next] == (gap > 0);
    if (!gap_fits || token.stem != stems_[next]) return false;
    if (!lone_word_.empty() && !IsInflection(token.text, lone_word_)) {
      return false;
    }
    gap = 0;
    ++next;
  }
  return next == stems_.size();
}

bool Trigger::FiresIn(const Analysis& query) const {
  if (key_.empty()) return false;
  for (size_t at = 0; at < query.tokens.size(); ++at) {
    if (query.tokens[at].stem == stems_[0] && MatchesAt(query, at)) return true;
  }
  return false;
}

double Trigger::CoverageIn(const Analysis& query) const {
  if (key_.empty()) return 0;
  const auto occurs = [&](const std::string& stem) {
    return std::any_of(query.tokens.begin(), query.tokens.end(),
                       [&](const Token& t) { return t.stem == stem; });
  };
  const auto covered = std::count_if(stems_.begin(), stems_.end(), occurs);
  return static_cast<double>(covered) / static_cast<double>(stems_.size());
}

bool TriggerFires(absl::string_view trigger, const Analysis& query) {
  return Trigger(trigger).FiresIn(query);
}

double TriggerCoverage(absl::string_view trigger, const Analysis& query) {
  return Trigger(trigger).CoverageIn(query);
}

}  // namespace alhf::core

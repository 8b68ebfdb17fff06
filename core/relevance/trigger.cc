#include "core/relevance/trigger.h"

#include <algorithm>

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

}  // namespace

Trigger::Trigger(absl::string_view phrase) : phrase_(phrase) {
  const Analysis analysis = Analyze(phrase);
  bool gap = false;
  for (const Token& token : analysis.tokens) {
    if (token.stop_word) {
      gap = true;
      continue;
    }
    gap_before_.push_back(gap);
    gap = false;
    stems_.push_back(token.stem);
    const absl::string_view written =
        phrase.substr(token.begin, token.end - token.begin);
    telling_ = telling_ || IsWrittenAsName(written);
  }
  telling_ = telling_ || stems_.size() >= 2;
}

bool Trigger::MatchesAt(const Analysis& query, size_t at) const {
  size_t next = 0;
  size_t gap = 0;
  for (; at < query.tokens.size() && next < stems_.size(); ++at) {
    const Token& token = query.tokens[at];
    if (token.stop_word) {
      if (++gap > kMaxGap) return false;
      continue;
    }
    const bool gap_fits = next == 0 || gap_before_[next] == (gap > 0);
    if (!gap_fits || token.stem != stems_[next]) return false;
    gap = 0;
    ++next;
  }
  return next == stems_.size();
}

bool Trigger::FiresIn(const Analysis& query) const {
  if (stems_.empty()) return false;
  for (size_t at = 0; at < query.tokens.size(); ++at) {
    if (!query.tokens[at].stop_word && query.tokens[at].stem == stems_[0] &&
        MatchesAt(query, at)) {
      return true;
    }
  }
  return false;
}

double Trigger::CoverageIn(const Analysis& query) const {
  if (stems_.empty()) return 0;
  const auto occurs = [&](const std::string& stem) {
    return std::find(query.content_stems.begin(), query.content_stems.end(),
                     stem) != query.content_stems.end();
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

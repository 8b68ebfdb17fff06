#include "alhf/sdk/conditions.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "alhf/sdk/text.h"

namespace alhf::sdk {
namespace {

bool IsOneOf(absl::string_view word,
             std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Whether a condition begins at `tokens[at]`.
bool IsCondition(const std::vector<Token>& tokens, size_t at) {
  const std::string next = at + 1 < tokens.size() ? tokens[at + 1].text : "";
  const std::string& word = tokens[at].text;
  if (IsOneOf(word, {"unless", "except", "until", "otherwise", "depending",
                     "provided", "sometimes", "usually", "than"})) {
    return true;
  }
  if (IsOneOf(word, {"if", "when", "whenever", "where", "while"})) {
    // "If possible" is manners.
    const std::string after = at + 2 < tokens.size() ? tokens[at + 2].text : "";
    return next != "possible" && !(next == "you" && after == "can");
  }
  return word == "only" &&
         IsOneOf(next, {"for", "on", "in", "at", "by", "with", "from", "to"});
}

template <typename IsRead>
bool HasCondition(absl::string_view text, size_t place, const IsRead& is_read) {
  const auto topic = TopicOf(text);
  for (const auto& [begin, end] : Sentences(text)) {
    if (place < begin || place >= end) continue;
    std::vector<Token> tokens = Analyze(text.substr(begin, end - begin)).tokens;
    for (size_t i = 0; i < tokens.size(); ++i) {
      const size_t at = begin + tokens[i].begin;
      const bool named =
          topic.has_value() && at >= topic->begin && at < topic->end;
      if (!named && !is_read(at) && IsCondition(tokens, i)) return true;
    }
  }
  return false;
}

}  // namespace

bool LeavesConditionUnread(absl::string_view text, size_t begin, size_t end) {
  return HasCondition(
      text, begin, [begin, end](size_t at) { return at >= begin && at < end; });
}

bool LeavesConditionUnread(absl::string_view text, const PhraseMatch& match) {
  const size_t rest_end = match.rest_begin + match.rest.size();
  return HasCondition(text, match.begin, [&](size_t at) {
    const bool rest = at >= match.rest_begin && at < rest_end;
    return at >= match.begin && at < match.end && !rest;
  });
}

}  // namespace alhf::sdk

#include "alhf/sdk/conditions.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "alhf/sdk/text.h"
#include "alhf/sdk/words.h"

namespace alhf::sdk {
namespace {

// "I would be grateful if …" asks for what follows.
bool IsManners(absl::string_view word) {
  return Among(word, {"grateful", "glad", "happy", "nice", "great", "good",
                      "better", "appreciate", "thankful", "pleased", "kind",
                      "lovely", "helpful", "best", "obliged"});
}

// "If I may", "if you don't mind", "if it is not too much trouble".
bool IsPolite(const std::vector<Token>& tokens, size_t at) {
  constexpr size_t kNear = 7;
  const auto word = [&tokens](size_t i) {
    return i < tokens.size() ? absl::string_view(tokens[i].text) : "";
  };
  if (word(at) == "i" && Among(word(at + 1), {"may", "might"})) return true;
  if (!Among(word(at), {"it", "it's", "that", "that's", "you"})) return false;
  for (size_t i = at + 1; i < std::min(at + kNear, tokens.size()); ++i) {
    if (Among(word(i),
              {"trouble", "bother", "mind", "inconvenient", "inconvenience",
               "alright", "convenient", "imposition", "feasible"})) {
      return true;
    }
  }
  return false;
}

// Whether a condition begins at `tokens[at]`.
bool IsCondition(const std::vector<Token>& tokens, size_t at) {
  const std::string next = at + 1 < tokens.size() ? tokens[at + 1].text : "";
  const std::string& word = tokens[at].text;
  if (Among(word, {"unless", "except", "until", "depending", "provided",
                   "sometimes", "usually", "than"})) {
    return true;
  }
  // "Otherwise use prose"; "otherwise they do not fit" is a reason.
  if (word == "otherwise") {
    return !next.empty() &&
           !Among(next,
                  {"a",     "an",     "the",       "our",      "my",     "your",
                   "their", "people", "everybody", "everyone", "nobody", "it",
                   "it's",  "they",   "we",        "you",      "i",      "this",
                   "that",  "these",  "those",     "there"});
  }
  if (Among(word, {"if", "when", "whenever", "where", "while"})) {
    // "If possible" is manners.
    const std::string after = at + 2 < tokens.size() ? tokens[at + 2].text : "";
    if (next == "possible" || (next == "you" && after == "can")) return false;
    if (word == "if" && IsPolite(tokens, at + 1)) return false;
    return at == 0 || word != "if" || !IsManners(tokens[at - 1].text);
  }
  const std::string after = at + 2 < tokens.size() ? tokens[at + 2].text : "";
  if (word == "but" && next == "not") {
    return Among(after, {"for", "when", "if", "in", "on", "with", "where"});
  }
  return word == "only" &&
         Among(next, {"for", "on", "in", "at", "by", "with", "from", "to"});
}

// Of the sentence of bytes [begin, end).
template <typename IsRead>
bool SentenceHasCondition(absl::string_view text, size_t begin, size_t end,
                          const std::optional<NamedTopic>& topic,
                          const IsRead& is_read) {
  const std::vector<Token> tokens =
      Analyze(text.substr(begin, end - begin)).tokens;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const size_t at = begin + tokens[i].begin;
    const bool named =
        topic.has_value() && at >= topic->begin && at < topic->end;
    if (!named && !is_read(at) && IsCondition(tokens, i)) return true;
  }
  return false;
}

// Of the sentence in which the byte `place` lies.
template <typename IsRead>
bool HasCondition(absl::string_view text, size_t place,
                  const std::optional<NamedTopic>& topic,
                  const IsRead& is_read) {
  for (const auto& [begin, end] : Sentences(text)) {
    if (place < begin || place >= end) continue;
    return SentenceHasCondition(text, begin, end, topic, is_read);
  }
  return false;
}

bool IsOneOf(const std::vector<Token>& tokens, size_t at,
             std::initializer_list<absl::string_view> words) {
  return at < tokens.size() && Among(tokens[at].text, words);
}

bool IsNegation(const std::vector<Token>& tokens, size_t at) {
  return at < tokens.size() &&
         (Denies(tokens[at].text) ||
          Among(tokens[at].text, {"stop", "nobody", "without"}));
}

// Whether a mark between tokens `at` - 1 and `at` ends what was said.
bool EndsBefore(absl::string_view text, const std::vector<Token>& tokens,
                size_t at) {
  const size_t begin = tokens[at - 1].end;
  return text.substr(begin, tokens[at].begin - begin)
             .find_first_of(",;:.!?()\n") != absl::string_view::npos;
}

// "… is too short", "… is not what I want".
bool IsDeniedAfter(absl::string_view text, const std::vector<Token>& tokens,
                   size_t at) {
  if (at == 0 || at >= tokens.size() || EndsBefore(text, tokens, at)) {
    return false;
  }
  if (IsOneOf(tokens, at, {"isn't", "isnt", "aren't", "arent", "wasn't"})) {
    return true;
  }
  return IsOneOf(tokens, at, {"is", "are", "was", "were"}) &&
         IsOneOf(tokens, at + 1, {"too", "not", "never", "wrong", "nonsense"});
}

// A word that points back at what was said.
bool PointsBack(const std::vector<Token>& tokens, size_t at) {
  return IsOneOf(tokens, at,
                 {"they", "those", "these", "it", "that", "this", "we", "i",
                  "you", "nobody"});
}

bool Tells(const std::vector<Token>& tokens, size_t at) {
  return IsOneOf(tokens, at,
                 {"are", "is", "was", "were", "aren't", "isn't", "do", "does",
                  "don't", "doesn't", "have", "has", "never", "only"});
}

}  // namespace

bool IsDenied(absl::string_view text, size_t begin, size_t end) {
  constexpr size_t kNear = 4;
  const std::vector<Token> tokens = Analyze(text).tokens;
  size_t first = 0;
  while (first < tokens.size() && tokens[first].begin < begin) ++first;
  size_t after = first;
  while (after < tokens.size() && tokens[after].begin < end) ++after;
  if (IsDeniedAfter(text, tokens, after)) return true;
  for (size_t back = 1; back <= std::min(first, kNear); ++back) {
    const size_t at = first - back;
    if (EndsBefore(text, tokens, at + 1) ||
        IsOneOf(tokens, at,
                {"but", "and", "instead", "rather", "so", "then"})) {
      return false;
    }
    if (!IsNegation(tokens, at)) continue;
    // "Don't forget bullets", "not only bullets"
    return !IsOneOf(
        tokens, at + 1,
        {"forget", "hesitate", "fail", "only", "just", "mind", "problem"});
  }
  return false;
}

size_t ReasonIn(absl::string_view text, const std::vector<Token>& tokens) {
  for (size_t i = 2; i < tokens.size(); ++i) {
    if (IsOneOf(tokens, i, {"because", "cause"}) ||
        (IsOneOf(tokens, i, {"since", "as", "for"}) &&
         PointsBack(tokens, i + 1) && Tells(tokens, i + 2))) {
      return i;
    }
    const absl::string_view between =
        text.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
    const bool stops = between.find_first_of(",;:(") != absl::string_view::npos;
    if (stops && PointsBack(tokens, i) && Tells(tokens, i + 1)) return i;
  }
  return tokens.size();
}

bool LeavesConditionUnread(absl::string_view text, size_t begin, size_t end) {
  return HasCondition(text, begin, TopicOf(text), [begin, end](size_t at) {
    return at >= begin && at < end;
  });
}

bool LeavesConditionUnread(absl::string_view text, size_t begin,
                           const std::vector<std::pair<size_t, size_t>>& read,
                           const std::optional<NamedTopic>& topic) {
  return HasCondition(text, begin, topic, [&read](size_t at) {
    return std::any_of(read.begin(), read.end(), [at](const auto& range) {
      return at >= range.first && at < range.second;
    });
  });
}

bool LeavesConditionUnread(absl::string_view text, const PhraseMatch& match) {
  const size_t rest_end = match.rest_begin + match.rest.size();
  return HasCondition(text, match.begin, TopicOf(text), [&](size_t at) {
    const bool rest = at >= match.rest_begin && at < rest_end;
    return at >= match.begin && at < match.end && !rest;
  });
}

bool SaysCondition(absl::string_view text) {
  const auto topic = TopicOf(text);
  const auto sentences = Sentences(text);
  return std::any_of(
      sentences.begin(), sentences.end(), [&](const auto& sentence) {
        return SentenceHasCondition(text, sentence.first, sentence.second,
                                    topic, [](size_t) { return false; });
      });
}

}  // namespace alhf::sdk

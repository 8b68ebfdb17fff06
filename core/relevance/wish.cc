#include "core/relevance/wish.h"

#include <algorithm>
#include <cstddef>

#include "absl/container/flat_hash_set.h"

namespace alhf::core {
namespace {

using Words = absl::flat_hash_set<absl::string_view>;

bool AnyIn(const Analysis& text, const Words& words) {
  return std::any_of(
      text.tokens.begin(), text.tokens.end(),
      [&](const Token& token) { return words.contains(token.text); });
}

}  // namespace

bool StatesWish(const Analysis& text) {
  static const auto& words = *new Words{
      "prefer",   "prefers",   "preference", "like",    "likes",  "love",
      "loves",    "enjoy",     "enjoys",     "dislike", "hate",   "dislikes",
      "hates",    "avoid",     "avoids",     "refuse",  "never",  "refuses",
      "don't",    "dont",      "cannot",     "can't",   "not",    "without",
      "want",     "wants",     "only",       "rather",  "strict", "strictly",
      "allergy",  "allergic",  "sensitive",  "afraid",  "must",   "cant",
      "aversion", "intolerant"};
  return AnyIn(text, words);
}

bool AsksForAdvice(const Analysis& text) {
  static const auto& words = *new Words{"recommend",
                                        "recommends",
                                        "recommended",
                                        "suggest",
                                        "should",
                                        "suggestions",
                                        "recommendations",
                                        "suggestion",
                                        "suggests",
                                        "advise",
                                        "advice",
                                        "recommendation",
                                        "idea",
                                        "ideas",
                                        "tip",
                                        "tips",
                                        "option",
                                        "options",
                                        "could",
                                        "best",
                                        "choose",
                                        "pick",
                                        "plan",
                                        "planning",
                                        "help",
                                        "arrange",
                                        "looking"};
  if (AnyIn(text, words)) return true;
  // "Where can I …", "how do we …"
  static const auto& verbs = *new Words{"can", "do", "would"};
  static const auto& selves = *new Words{"i", "we"};
  for (size_t i = 1; i < text.tokens.size(); ++i) {
    if (verbs.contains(text.tokens[i - 1].text) &&
        selves.contains(text.tokens[i].text)) {
      return true;
    }
  }
  return false;
}

}  // namespace alhf::core

#include "core/relevance/conversation.h"

#include <algorithm>
#include <cstddef>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"

namespace alhf::core {
namespace {

using Words = absl::flat_hash_set<absl::string_view>;

// A clause of more words is a question of its own, and one that says "they"
// says who they are, too.
constexpr size_t kFewInClause = 3;
constexpr size_t kFewBesidePointer = 2;

bool BeginsWith(const Analysis& question, const Words& words) {
  return !question.tokens.empty() &&
         words.contains(question.tokens.front().text);
}

// "And for 2024?", "but only the red ones", "what about returns?"
bool BeginsAsContinuation(const Analysis& question) {
  static const auto& openers =
      *new Words{"and", "or", "but", "also", "same", "instead"};
  if (BeginsWith(question, openers)) return true;
  static const auto& askers = *new Words{"what", "how"};
  return BeginsWith(question, askers) && question.tokens.size() > 1 &&
         question.tokens[1].text == "about";
}

// "For 2024?", "by week", "only in Kiel": a clause that has lost its sentence.
bool IsClause(const Analysis& question) {
  static const auto& openers = *new Words{
      "for",   "by",     "per",  "in", "on",   "at",   "of",  "with", "without",
      "since", "during", "from", "to", "only", "just", "not", "then", "now"};
  if (question.content_stems.size() > kFewInClause) return false;
  const bool lone_number =
      question.tokens.size() == 1 && question.tokens.front().number;
  return lone_number || BeginsWith(question, openers);
}

bool PointsBack(const Analysis& question) {
  // No "there" and "that": how many are there, those that sailed.
  static const auto& pointers =
      *new Words{"it",   "its", "they", "them", "their", "those", "these",
                 "ones", "he",  "she",  "him",  "her",   "his"};
  if (question.content_stems.size() > kFewBesidePointer) return false;
  return std::any_of(
      question.tokens.begin(), question.tokens.end(),
      [](const Token& token) { return pointers.contains(token.text); });
}

}  // namespace

bool IsFollowUp(const Analysis& question) {
  if (BeginsAsContinuation(question)) return true;
  return IsClause(question) || PointsBack(question);
}

bool LeansOnTurns(const v1::Query& query) {
  return query.turns_size() > 0 && IsFollowUp(Analyze(query.text()));
}

std::string WordsInConversation(const v1::Query& query) {
  std::string words = query.text();
  if (!LeansOnTurns(query)) return words;
  for (int i = query.turns_size() - 1; i >= 0; --i) {
    const std::string& before = query.turns(i).question();
    words = absl::StrCat(before, " ", words);
    if (!IsFollowUp(Analyze(before))) break;
  }
  return words;
}

}  // namespace alhf::core

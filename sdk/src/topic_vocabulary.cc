#include "sdk/src/topic_vocabulary.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "alhf/sdk/text.h"

namespace alhf::sdk {
namespace {

using Words = absl::flat_hash_set<absl::string_view>;

}  // namespace

// With these an instruction begins.
bool IsVerb(absl::string_view word) {
  static const auto& verbs = *new Words{
      "use",   "give",    "show",    "answer",  "keep",   "make",   "write",
      "put",   "limit",   "never",   "just",    "always", "please", "only",
      "cite",  "sort",    "start",   "say",     "don't",  "dont",   "do",
      "skip",  "leave",   "ignore",  "prefer",  "pls",    "look",   "read",
      "add",   "tell",    "mention", "remind",  "note",   "round",  "list",
      "quote", "consult", "check",   "include", "name",   "state",  "end",
      "begin", "take",    "stick",   "search",  "return", "print",  "drop",
      "omit",  "trust",   "avoid",   "exclude", "i",      "we",     "you"};
  return verbs.contains(word);
}

// What an answer consists of, after "one", "two" or "no".
bool IsPart(absl::string_view word) {
  static const auto& parts = *new Words{
      "sentence", "sentences", "line",      "lines", "word",    "words",
      "bullet",   "bullets",   "paragraph", "page",  "pages",   "passage",
      "passages", "source",    "sources",   "table", "decimal", "decimals"};
  return parts.contains(word);
}

// "All questions" is no topic: some word must say which.
bool SaysSomething(absl::string_view words) {
  static const auto& any = *new Words{
      "all",    "every",   "question", "questions", "queries",  "requests",
      "answer", "answers", "topic",    "topics",    "anything", "everything"};
  const std::vector<Token> tokens = Analyze(words).tokens;
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return !token.stop_word && !any.contains(token.text);
  });
}

bool IsFigures(absl::string_view word) {
  static const auto& figures =
      *new Words{"figures", "numbers", "statistics", "stats"};
  return figures.contains(word);
}

// "Daily figures" -> "daily", "figures by port" -> "by port": any topic may
// have some.
std::string WithoutFigures(absl::string_view words) {
  const std::vector<Token> tokens = Analyze(words).tokens;
  if (tokens.size() > 2 && IsFigures(tokens[0].text) &&
      (tokens[1].text == "by" || tokens[1].text == "per")) {
    return std::string(words.substr(tokens[1].begin));
  }
  const bool more = tokens.size() > 1 && IsFigures(tokens.back().text);
  return std::string(more ? words.substr(0, tokens[tokens.size() - 2].end)
                          : words);
}

// Words that open a sentence without naming a topic: "for example, …",
// "correction: …".
bool OpensOnly(absl::string_view word) {
  static const auto& words = *new Words{
      "example", "instance",   "now",     "future",  "clarity", "context",
      "once",    "record",     "most",    "today",   "note",    "feedback",
      "hint",    "tip",        "wrong",   "request", "wish",    "suggestion",
      "comment", "correction", "format",  "style",   "rule",    "reminder",
      "fyi",     "answer",     "answers", "please",  "average", "whole",
      "general", "top",        "screen",  "paper",   "purpose", "purposes",
      "sake",    "reason",     "reasons", "us",      "me"};
  return words.contains(word);
}

bool Demonstrates(absl::string_view word) {
  static const auto& words =
      *new Words{"that", "this", "those", "these", "it", "you", "there"};
  return words.contains(word);
}

bool IsTitle(absl::string_view word) {
  static const auto& words =
      *new Words{"mr", "mrs", "ms", "dr", "prof", "sir", "madam"};
  return words.contains(word);
}

bool IsManner(absl::string_view word) {
  static const auto& words =
      *new Words{"step", "one", "side", "point", "bit", "piece", "item", "two"};
  return words.contains(word);
}

}  // namespace alhf::sdk

#include "components/sql_generator/filter_words.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/phrases.h"

namespace alhf::sql_generator {
namespace {

bool Among(absl::string_view word,
           std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsLead(absl::string_view word) {
  return Among(
      word, {"please", "pls",  "plz",     "and",  "but",      "so",    "ok",
             "okay",   "also", "always",  "note", "remember", "fyi",   "btw",
             "hey",    "hi",   "no",      "nope", "actually", "we",    "you",
             "should", "must", "need",    "to",   "can",      "could", "would",
             "let's",  "by",   "default", "now",  "from",     "on",    "in",
             "future", "here", "i",       "want", "have",     "i'd",   "like",
             "us",     "that", "sorry"});
}

bool IsTrail(absl::string_view word) {
  return Among(
      word, {"always",      "by",         "default", "please",  "pls",
             "plz",         "from",       "in",      "the",     "all",
             "any",         "counts",     "numbers", "results", "totals",
             "queries",     "query",      "figures", "now",     "on",
             "too",         "also",       "again",   "future",  "here",
             "everywhere",  "statistics", "stats",   "rows",    "calculations",
             "computations"});
}

// "X should be left out", "X don't count".
std::optional<FilterWords> FindPassive(const std::vector<sdk::Token>& clause,
                                       size_t begin) {
  static const auto* const kBook = new sdk::PhraseBook(
      {"should|must|shall always? be left out",
       "should|must|shall always? be excluded|ignored|omitted|skipped",
       "should|must|do|are not be|to? be? "
       "count|counted|included|considered|shown",
       "shouldnt|mustnt|dont|arent be? count|counted|included|considered",
       "should|must never be? count|counted|included|considered",
       "should|must|shall never|not be in|among|part <>",
       "shouldnt|mustnt be in|among|part <>", "never count"});
  if (clause.empty()) return std::nullopt;
  std::string plain;
  std::vector<size_t> offsets;
  for (const sdk::Token& token : clause) {
    offsets.push_back(plain.size());
    absl::StrAppend(&plain, token.text, " ");
  }
  const auto matches = kBook->Read(plain);
  if (matches.size() != 1) return std::nullopt;
  const auto first =
      std::find(offsets.begin(), offsets.end(), matches[0].begin);
  if (first == offsets.end()) return std::nullopt;
  FilterWords found{begin, static_cast<size_t>(first - offsets.begin()), true};
  for (size_t i = found.end; i < clause.size(); ++i) {
    if (offsets[i] >= matches[0].end && !IsTrail(clause[i].text)) {
      return std::nullopt;
    }
  }
  if (found.begin >= found.end) return std::nullopt;
  return found;
}

// "N should not include X": X does not count in N.
std::optional<FilterWords> FindActive(const std::vector<sdk::Token>& clause,
                                      size_t begin) {
  for (size_t i = begin + 1; i < clause.size(); ++i) {
    const auto is = [&clause](size_t at,
                              std::initializer_list<absl::string_view> words) {
      return at < clause.size() && Among(clause[at].text, words);
    };
    size_t at = i;
    if (is(at, {"should", "must", "shall", "does", "do"})) ++at;
    const bool denied =
        is(at, {"not", "never", "no"}) ||
        is(at, {"shouldn't", "shouldnt", "mustn't", "mustnt", "doesn't",
                "doesnt", "don't", "dont", "excludes", "exclude"});
    if (!denied) continue;
    const bool whole = is(at, {"excludes", "exclude"});
    if (whole && is(at - 1, {"to"})) return std::nullopt;
    ++at;
    if (!whole) {
      while (is(at, {"ever", "longer", "to"})) ++at;
      if (!is(at, {"include", "includes", "contain", "contains", "count"})) {
        return std::nullopt;
      }
      ++at;
    }
    if (at >= clause.size()) return std::nullopt;
    return FilterWords{at, clause.size(), true, begin, i};
  }
  return std::nullopt;
}

}  // namespace

std::optional<FilterWords> ReadFilterWords(
    const std::vector<sdk::Token>& clause) {
  const auto is = [&clause](size_t i,
                            std::initializer_list<absl::string_view> words) {
    return i < clause.size() && Among(clause[i].text, words);
  };
  const auto counts = [&is](size_t i) {
    return is(i, {"count", "include", "consider", "use", "show", "counting",
                  "including"});
  };
  size_t at = 0;
  bool negated = false;
  while (at < clause.size() && IsLead(clause[at].text)) {
    negated = negated || clause[at].text == "no";
    ++at;
  }
  FilterWords found{0, clause.size(), true};
  const bool leave = is(at, {"leave", "filter", "keep", "take", "kick", "throw",
                             "sort", "strip", "cut"});
  if (leave && is(at + 1, {"out"})) {
    found.begin = at + 2;
  } else if (leave && is(clause.size() - 1, {"out", "aside"})) {
    found = {at + 1, clause.size() - 1, true};
  } else if (leave && is(at + 2, {"out"})) {  // "kick them out of all totals"
    found = {at + 1, at + 2, true};
  } else if (is(at, {"exclude", "excluding", "ignore", "omit", "skip", "drop",
                     "remove", "disregard", "leaving"})) {
    found.begin = at + (is(at + 1, {"out"}) ? 2 : 1);
  } else if ((is(at, {"don't", "dont", "never", "not"}) && counts(at + 1)) ||
             (is(at, {"do"}) && is(at + 1, {"not"}) && counts(at + 2))) {
    found.begin = at + (is(at, {"do"}) ? 3 : 2);
  } else if (is(at, {"only", "just"}) && counts(at + 1)) {
    found = {at + 2, clause.size(), false};
  } else if (counts(at) && is(at + 1, {"only", "just"})) {
    found = {at + 2, clause.size(), false};
  } else if (is(at, {"restrict"}) && is(at + 1, {"to"})) {
    found = {at + 2, clause.size(), false};
  } else {
    auto passive = FindPassive(clause, at);
    return passive ? passive : FindActive(clause, at);
  }
  while (found.end > found.begin && IsTrail(clause[found.end - 1].text)) {
    --found.end;
  }
  if (found.begin >= found.end) return std::nullopt;
  return found;
}

}  // namespace alhf::sql_generator

#include "components/sql_generator/filter_frames.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/words.h"

namespace alhf::sql_generator {
namespace {

// Whether the token `at` is there and one of some words.
struct Words {
  const std::vector<sdk::Token>& clause;
  bool operator()(size_t at,
                  std::initializer_list<absl::string_view> words) const {
    return at < clause.size() && Among(clause[at].text, words);
  }
};

// "X should be left out", "X don't count".
std::optional<FilterWords> FindPassive(const std::vector<sdk::Token>& clause,
                                       size_t begin) {
  static const auto* const kBook = new sdk::PhraseBook(
      {"should|must|shall always? be left out",
       "should|must|shall always? be excluded|ignored|omitted|skipped",
       "are|is to be excluded|ignored|omitted|skipped|removed",
       "were|are left out", "were|are excluded|ignored|omitted|removed",
       "should|must|do|are not be|to? be? "
       "count|counted|included|considered|shown",
       "shouldnt|mustnt|dont|arent be? count|counted|included|considered",
       "should|must never be? count|counted|included|considered",
       "should|must|shall never|not be in|among|part <>",
       "shouldnt|mustnt be in|among|part <>", "never count",
       "must|should|shall|can|have go|disappear|vanish|out",
       "must|should|shall|have to? go|disappear|vanish", "out $",
       "do|does not belong in|here|there|among <>",
       "dont|doesnt belong in|here|there|among <>",
       "have|has no place|business in|here|there|among <>"});
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
  found.unsure = clause.back().text == "out";  // "lent out" is no order
  return found;
}

// "N should not include X": X does not count in N.
std::optional<FilterWords> FindActive(const std::vector<sdk::Token>& clause,
                                      size_t begin) {
  for (size_t i = begin + 1; i < clause.size(); ++i) {
    const Words is{clause};
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

bool IsBe(absl::string_view word) {
  return Among(word, {"is", "are", "was", "were", "r", "count", "counts"});
}
bool IsDeniedBe(absl::string_view word) {
  return Among(
      word, {"isn't", "isnt", "aren't", "arent", "ain't", "wasn't", "weren't"});
}
// "Not really proper loans", "not loans to me".
bool IsAround(absl::string_view word) {
  return Among(word,
               {"a",     "an",      "the",      "any",    "as",        "be",
                "also",  "really",  "actually", "real",   "proper",    "true",
                "valid", "genuine", "actual",   "either", "even",      "all",
                "at",    "counted", "count",    "to",     "considered"});
}
bool IsForWhom(absl::string_view word) {
  return Among(word, {"to",     "for",    "with", "by",     "me",   "us",
                      "here",   "at",     "all",  "in",     "my",   "our",
                      "book",   "books",  "eyes", "house",  "team", "either",
                      "please", "really", "now",  "anymore"});
}

// "X are not loans", "X is no real loan", "X aren't loans to me".
std::optional<FilterWords> FindNotOfClass(const std::vector<sdk::Token>& clause,
                                          size_t begin) {
  for (size_t i = begin + 1; i + 1 < clause.size(); ++i) {
    size_t at = i + 1;
    bool denied = IsDeniedBe(clause[i].text);
    // "X don't count as loans"
    if (Denies(clause[i].text) && at + 1 < clause.size() &&
        clause[at].text == "count" && clause[at + 1].text == "as") {
      denied = true;
      at += 2;
    }
    if (!denied && IsBe(clause[i].text)) {
      while (at < clause.size() &&
             Among(clause[at].text, {"also", "really", "actually", "just"})) {
        ++at;
      }
      denied = at < clause.size() && Denies(clause[at].text);
      ++at;
    }
    if (!denied) continue;
    FilterWords found{begin, i, true};
    found.unsure = true;
    if (!TakeClass(clause, at, clause.size(), found)) return std::nullopt;
    return found;
  }
  return std::nullopt;
}

// "Loans are only the returned ones", "only returned ones are loans".
std::optional<FilterWords> FindOnly(const std::vector<sdk::Token>& clause,
                                    size_t begin) {
  const size_t n = clause.size();
  const Words is{clause};
  FilterWords found{begin, n, false};
  found.unsure = true;
  if (n > begin + 2 && is(n - 1, {"only", "alone"})) {  // "rooms in use only"
    found.end = n - 1;
    return found;
  }
  const bool opens = is(begin, {"only", "just"});
  for (size_t i = begin + 1; i + 1 < n; ++i) {
    const bool counts = is(i, {"count", "counts"});
    if (!IsBe(clause[i].text) || counts || is(i + 1, {"not", "no"})) continue;
    if (opens && i > begin + 1) {
      found.begin = begin + 1;
      found.end = i;
      if (TakeClass(clause, i + 1, n, found)) return found;
    } else if (!opens && is(i + 1, {"only", "just"}) && i + 2 < n) {
      found.begin = i + 2;
      if (is(found.begin, {"the", "those", "if"})) ++found.begin;
      if (found.begin < n && TakeClass(clause, begin, i, found)) return found;
    }
    return std::nullopt;
  }
  if (!opens) return std::nullopt;
  found.begin = begin + 1;  // "only returned ones"
  DropTrail(clause, found);
  if (found.begin >= found.end) return std::nullopt;
  return found;
}

// "Loans without X", "to count without X".
std::optional<FilterWords> FindWithout(const std::vector<sdk::Token>& clause,
                                       size_t begin) {
  for (size_t i = begin; i + 1 < clause.size(); ++i) {
    if (clause[i].text != "without") continue;
    const bool asked =
        i == begin ||
        std::all_of(
            clause.begin() + static_cast<ptrdiff_t>(begin),
            clause.begin() + static_cast<ptrdiff_t>(i),
            [](const sdk::Token& token) {
              return Among(
                  token.text,
                  {"count",  "counting", "sum",  "report",  "show",    "list",
                   "give",   "me",       "it",   "numbers", "figures", "all",
                   "always", "do",       "but",  "our",     "are",     "is",
                   "be",     "should",   "must", "totals",  "counts"});
            });
    if (!asked) return std::nullopt;
    FilterWords found{i + 1, clause.size(), true};
    found.unsure = true;
    return found;
  }
  return std::nullopt;
}

// "No X in any total", "there must not be X in it".
std::optional<FilterWords> FindNone(const std::vector<sdk::Token>& clause,
                                    size_t begin) {
  const size_t n = clause.size();
  const Words is{clause};
  FilterWords found{begin, n, true};
  found.unsure = true;
  if (is(begin, {"there"}) && is(begin + 1, {"must", "should", "shall"}) &&
      is(begin + 2, {"not", "never", "be"}) && is(begin + 3, {"be", "no"})) {
    found.begin = begin + 4;
  } else if (begin == 0 || clause[begin - 1].text != "no") {
    return std::nullopt;
  }
  DropTrail(clause, found);
  const bool placed =
      found.end < n && is(found.end, {"in", "anywhere", "ever", "everywhere",
                                      "please", "here", "there", "always"});
  if (!placed || found.begin >= found.end) return std::nullopt;
  return found;
}

// "Loans only count when they are returned", "count a loan only if it is
// returned".
std::optional<FilterWords> FindOnlyIf(const std::vector<sdk::Token>& clause,
                                      size_t begin) {
  const size_t n = clause.size();
  const Words is{clause};
  for (size_t i = begin + 1; i + 2 < n; ++i) {
    if (!is(i, {"if", "when", "once"})) continue;
    const bool only = is(i - 1, {"only"}) || is(i - 2, {"only"});
    const bool first = is(begin, {"count", "include"});
    const bool last = is(i - 1, {"count", "counts"});
    if (!only || first == last) return std::nullopt;
    FilterWords found{i + 1, n, false};
    found.unsure = true;
    found.condition = true;
    const size_t end = i - (is(i - 1, {"only"}) ? 1 : 2);
    if (!TakeClass(clause, begin + (first ? 1 : 0), end, found)) break;
    return found;
  }
  return std::nullopt;
}

// "You counted X", "you included X too": who complains wants it otherwise.
std::optional<FilterWords> FindComplaint(const std::vector<sdk::Token>& clause,
                                         size_t begin) {
  const size_t n = clause.size();
  if (begin == 0 || begin >= n ||
      !Among(clause[begin - 1].text, {"you", "u"}) ||
      !Among(clause[begin].text, {"counted", "included", "count", "include",
                                  "counting", "including"})) {
    return std::nullopt;
  }
  FilterWords found{begin + 1, n, true};
  found.unsure = true;
  while (found.begin < n && Among(clause[found.begin].text,
                                  {"in", "also", "even", "the", "all"})) {
    ++found.begin;
  }
  while (found.end > found.begin &&
         Among(clause[found.end - 1].text,
               {"too", "in", "as", "well", "there", "again", "here", "also"})) {
    --found.end;
  }
  for (size_t i = found.begin; i < found.end; ++i) {
    // "You count only X", "you count X as Y".
    if (Among(clause[i].text, {"only", "just", "as", "by", "twice", "per"})) {
      return std::nullopt;
    }
  }
  if (found.begin >= found.end) return std::nullopt;
  return found;
}

}  // namespace

bool IsTrail(absl::string_view word) {
  return Among(
      word,
      {"always",     "by",         "default", "please",    "pls",
       "plz",        "from",       "in",      "the",       "all",
       "any",        "counts",     "numbers", "results",   "totals",
       "queries",    "query",      "figures", "now",       "on",
       "too",        "also",       "again",   "future",    "here",
       "everywhere", "statistics", "stats",   "rows",      "calculations",
       "everything", "ever",       "every",   "statistic", "report",
       "reports",    "anywhere",   "our",     "there",     "computations"});
}

void DropTrail(const std::vector<sdk::Token>& clause, FilterWords& found) {
  while (found.end > found.begin && IsTrail(clause[found.end - 1].text)) {
    --found.end;
  }
}

bool IsSign(absl::string_view word) {
  return Among(word, {"marked", "flagged", "labelled", "labeled", "tagged",
                      "made", "meant"});
}

bool TakeClass(const std::vector<sdk::Token>& clause, size_t begin, size_t end,
               FilterWords& found) {
  while (begin < end && IsAround(clause[begin].text)) ++begin;
  while (end > begin && IsForWhom(clause[end - 1].text)) --end;
  if (begin >= end || end - begin > 3) return false;
  found.class_begin = begin;
  found.class_end = end;
  found.own = true;
  return true;
}

std::optional<FilterWords> FindFilterFrame(
    const std::vector<sdk::Token>& clause, size_t begin) {
  const auto says_as = [](const sdk::Token& a, const sdk::Token& b) {
    return a.text == "count" && b.text == "as";
  };
  if (std::adjacent_find(clause.begin(), clause.end(), says_as) !=
      clause.end()) {
    return FindNotOfClass(clause, begin);
  }
  for (auto* find : {&FindPassive, &FindActive, &FindNotOfClass, &FindOnlyIf,
                     &FindOnly, &FindWithout, &FindNone, &FindComplaint}) {
    if (auto words = find(clause, begin)) return words;
  }
  return std::nullopt;
}

}  // namespace alhf::sql_generator

#include "alhf/sdk/phrases.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "alhf/sdk/text.h"

namespace alhf::sdk {
namespace {

// From this length on a typo is forgiven.
constexpr size_t kLongWord = 5;
// From this one on also a letter taken for another.
constexpr size_t kVeryLongWord = 9;

// Words that never carry the instruction.
bool IsFiller(absl::string_view word) {
  static constexpr std::array<absl::string_view, 39> kFillers = {
      "a",    "an",   "the",   "please", "pls",    "plz",   "just", "simply",
      "me",   "us",   "it",    "them",   "this",   "that",  "your", "my",
      "our",  "so",   "very",  "always", "ever",   "all",   "to",   "be",
      "you",  "i",    "we",    "really", "rather", "any",   "of",   "some",
      "much", "have", "would", "again",  "kindly", "every", "here"};
  return std::find(kFillers.begin(), kFillers.end(), word) != kFillers.end();
}

// Joins two instructions in one sentence.
bool IsConnector(absl::string_view word) {
  return word == "and" || word == "but" || word == "then" || word == "also";
}

// A comma, semicolon, colon or line end between two words ends a clause;
// those inside a number do not come here.
bool EndsClause(absl::string_view between) {
  return between.find_first_of(",;:\n!?()") != absl::string_view::npos ||
         absl::StrContains(between, " - ") ||
         absl::StrContains(between, "\xE2\x80\x93") ||
         absl::StrContains(between, "\xE2\x80\x94");
}

// The token without its apostrophe, "don't" is "dont", and spelled out, "u" is
// "you".
std::string Plain(const std::string& token) {
  static constexpr std::array<std::pair<absl::string_view, absl::string_view>,
                              5>
      kShort = {{{"u", "you"},
                 {"ur", "your"},
                 {"r", "are"},
                 {"ppl", "people"},
                 {"w", "with"}}};
  for (const auto& [written, word] : kShort) {
    if (token == written) return std::string(word);
  }
  return absl::StrReplaceAll(token, {{"'", ""}});
}

}  // namespace

struct PhraseBook::Word {
  std::string text;
  size_t begin = 0;
  size_t end = 0;
  // As it is a word: not taken for a typo of another one.
  bool known = false;
};

int64_t NumberOf(absl::string_view word) {
  static constexpr std::array<absl::string_view, 21> kSmall = {
      "zero",     "one",      "two",      "three",   "four",    "five",
      "six",      "seven",    "eight",    "nine",    "ten",     "eleven",
      "twelve",   "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
      "eighteen", "nineteen", "twenty"};
  static constexpr std::array<std::pair<absl::string_view, int64_t>, 12> kMore =
      {{{"single", 1},
        {"once", 1},
        {"couple", 2},
        {"dozen", 12},
        {"thirty", 30},
        {"forty", 40},
        {"fifty", 50},
        {"sixty", 60},
        {"seventy", 70},
        {"eighty", 80},
        {"ninety", 90},
        {"hundred", 100}}};
  int64_t value = 0;
  if (absl::SimpleAtoi(word, &value)) return value;
  for (size_t i = 0; i < kSmall.size(); ++i) {
    if (word == kSmall[i]) return static_cast<int64_t>(i);
  }
  for (const auto& [name, number] : kMore) {
    if (word == name) return number;
  }
  return -1;
}

// Words between two clause ends, in parts that connectors make.
struct PhraseBook::Clause {
  std::vector<Word> words;
  std::vector<size_t> parts = {0};  // where each begins

  // Returns the beginning of the part that holds `word`.
  size_t PartStart(size_t word) const {
    return *(std::upper_bound(parts.begin(), parts.end(), word) - 1);
  }
  // Returns the end of the part that holds `word`, its connector left out.
  size_t PartEnd(size_t word) const {
    const auto next = std::upper_bound(parts.begin(), parts.end(), word);
    return next == parts.end() ? words.size() : std::max(*next - 1, word + 1);
  }
};

// Matches one pattern from one word of one clause on. Limits on what is passed
// over and taken keep its time linear in the clause.
class PhraseBook::Matcher {
 public:
  Matcher(const Clause& clause, const std::vector<Element>& pattern,
          size_t start)
      : words_(clause.words),
        clause_(clause),
        pattern_(pattern),
        start_(start) {}

  // Returns the index after the last word matched, 0 where there is none.
  size_t Match() {
    const size_t end = Step(0, start_, 0);
    return end > start_ ? end : 0;
  }

  const std::vector<int64_t>& numbers() const { return numbers_; }
  // The words that each <> took: [begin, end), the last one first.
  const std::vector<std::pair<size_t, size_t>>& rests() const { return rests_; }

 private:
  static constexpr size_t kMostSkipped = 3;
  static constexpr size_t kLongestRest = 16;

  // Matches the elements from `element` on at `word`, before which `skipped`
  // words in a row were passed over.
  size_t Step(size_t element, size_t word, size_t skipped) {
    if (element == pattern_.size()) return word;
    const Element& wanted = pattern_[element];
    switch (wanted.kind) {
      case Element::Kind::kStart:
        return AtStart(word) ? Step(element + 1, word, 0) : 0;
      case Element::Kind::kEnd:
        return AtEnd(word) ? Step(element + 1, word, 0) : 0;
      case Element::Kind::kRest:
        return Rest(element, word);
      default:
        break;
    }
    // What may be anything is tried without it first.
    if (wanted.optional && wanted.kind == Element::Kind::kAny) {
      if (const size_t end = Step(element + 1, word, skipped)) return end;
    }
    if (word < words_.size()) {
      if (const size_t end = Take(element, word)) return end;
      if (word > start_ && skipped < kMostSkipped &&
          IsFiller(words_[word].text)) {
        if (const size_t end = Step(element, word + 1, skipped + 1)) return end;
      }
    }
    return wanted.optional ? Step(element + 1, word, skipped) : 0;
  }

  // Matches `word` as the element, and what follows it.
  size_t Take(size_t element, size_t word) {
    const Element& wanted = pattern_[element];
    if (wanted.kind == Element::Kind::kAny)
      return Step(element + 1, word + 1, 0);
    if (wanted.kind == Element::Kind::kWords) {
      return Fits(wanted, words_[word]) ? Step(element + 1, word + 1, 0) : 0;
    }
    const int64_t number = NumberOf(words_[word].text);
    if (number < 0) return 0;
    numbers_.push_back(number);
    const size_t end = Step(element + 1, word + 1, 0);
    if (end == 0) numbers_.pop_back();
    return end;
  }

  // Takes as few words as what follows allows, all where nothing follows.
  size_t Rest(size_t element, size_t word) {
    const bool last = element + 1 == pattern_.size();
    const size_t longest =
        last ? words_.size() : std::min(words_.size(), word + kLongestRest);
    for (size_t end = last ? longest : word + 1; end > word && end <= longest;
         ++end) {
      if (const size_t after = Step(element + 1, end, 0)) {
        rests_.emplace_back(word, end);
        return after;
      }
    }
    return 0;
  }

  // Only words that are passed over stand before it in its part.
  bool AtStart(size_t word) const {
    return OnlyFillers(clause_.PartStart(word), word);
  }
  // The same after the word before it.
  bool AtEnd(size_t word) const {
    return word > 0 && OnlyFillers(word, clause_.PartEnd(word - 1));
  }
  bool OnlyFillers(size_t begin, size_t end) const {
    return std::all_of(words_.begin() + static_cast<ptrdiff_t>(begin),
                       words_.begin() + static_cast<ptrdiff_t>(end),
                       [](const Word& word) { return IsFiller(word.text); });
  }

  static bool Fits(const Element& wanted, const Word& word) {
    return std::any_of(wanted.words.begin(), wanted.words.end(),
                       [&](const std::string& option) {
                         return word.text == option ||
                                (!word.known && IsTypo(word.text, option));
                       });
  }

  // A letter taken for another makes a word of a word ("worry", "wordy") more
  // often than a letter that is missing, doubled or swapped.
  static bool IsTypo(const std::string& typed, const std::string& meant) {
    if (typed.size() < kLongWord || meant.size() < kLongWord ||
        typed[0] != meant[0] || !OneEditApart(typed, meant)) {
      return false;
    }
    const bool replaced =
        typed.size() == meant.size() &&
        !std::is_permutation(typed.begin(), typed.end(), meant.begin());
    return !replaced || typed.size() >= kVeryLongWord;
  }

  const std::vector<Word>& words_;
  const Clause& clause_;
  const std::vector<Element>& pattern_;
  const size_t start_;
  std::vector<int64_t> numbers_;
  std::vector<std::pair<size_t, size_t>> rests_;
};

PhraseBook::PhraseBook(const std::vector<std::string>& patterns,
                       const Sets& sets) {
  for (const std::string& pattern : patterns) {
    std::vector<Element> elements;
    for (absl::string_view part :
         absl::StrSplit(pattern, ' ', absl::SkipEmpty())) {
      Element element;
      if (part == "#") {
        element.kind = Element::Kind::kNumber;
      } else if (part == "<>") {
        element.kind = Element::Kind::kRest;
      } else if (part == "^") {
        element.kind = Element::Kind::kStart;
      } else if (part == "$") {
        element.kind = Element::Kind::kEnd;
      } else {
        element.optional = part.back() == '?';
        if (element.optional) part.remove_suffix(1);
        if (part == "*") element.kind = Element::Kind::kAny;
        for (absl::string_view word : absl::StrSplit(part, '|')) {
          const auto set = absl::ConsumePrefix(&word, "@")
                               ? sets.find(std::string(word))
                               : sets.end();
          const absl::string_view words =
              set == sets.end() ? word : absl::string_view(set->second);
          for (absl::string_view option : absl::StrSplit(words, '|')) {
            element.words.emplace_back(option);
          }
        }
        vocabulary_.insert(element.words.begin(), element.words.end());
      }
      elements.push_back(std::move(element));
    }
    patterns_.push_back(std::move(elements));
  }
}

std::vector<PhraseBook::Clause> PhraseBook::ClausesOf(
    absl::string_view text) const {
  std::vector<Clause> clauses;
  for (const auto& [begin, end] : Sentences(text)) {
    clauses.emplace_back();
    size_t last = begin;
    for (const Token& token : Analyze(text.substr(begin, end - begin)).tokens) {
      Word word = {Plain(token.text), begin + token.begin, begin + token.end};
      word.known = token.stop_word || vocabulary_.contains(word.text);
      const absl::string_view between = text.substr(last, word.begin - last);
      last = word.end;
      if (!clauses.back().words.empty() && EndsClause(between)) {
        clauses.emplace_back();
      }
      Clause& clause = clauses.back();
      clause.words.push_back(word);
      if (IsConnector(word.text)) clause.parts.push_back(clause.words.size());
    }
  }
  return clauses;
}

PhraseMatch PhraseBook::MatchOf(const Clause& clause, size_t begin, size_t end,
                                const Matcher& matcher,
                                absl::string_view text) {
  PhraseMatch match;
  match.begin = clause.words[begin].begin;
  match.end = clause.words[end - 1].end;
  const Word& first = clause.words[clause.PartStart(begin)];
  const Word& last = clause.words[clause.PartEnd(end - 1) - 1];
  match.span.set_begin(static_cast<uint32_t>(first.begin));
  match.span.set_end(static_cast<uint32_t>(last.end));
  match.numbers = matcher.numbers();
  for (const auto& [first_word, end_word] : matcher.rests()) {
    // The first <> comes last here and is what stays.
    match.second_rest = std::move(match.rest);
    match.rest_begin = clause.words[first_word].begin;
    match.rest = std::string(text.substr(
        match.rest_begin, clause.words[end_word - 1].end - match.rest_begin));
  }
  return match;
}

std::vector<PhraseMatch> PhraseBook::Read(absl::string_view text) const {
  std::vector<PhraseMatch> matches;
  for (const Clause& clause : ClausesOf(text)) {
    for (size_t word = 0; word < clause.words.size();) {
      size_t end = 0;
      for (size_t rule = 0; rule < patterns_.size() && end == 0; ++rule) {
        Matcher matcher(clause, patterns_[rule], word);
        end = matcher.Match();
        if (end != 0) {
          matches.push_back(MatchOf(clause, word, end, matcher, text));
          matches.back().rule = rule;
        }
      }
      word = end == 0 ? word + 1 : end;
    }
  }
  return matches;
}

}  // namespace alhf::sdk

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

// Words that never carry the instruction.
bool IsFiller(absl::string_view word) {
  static constexpr std::array<absl::string_view, 38> kFillers = {
      "a",    "an",   "the",   "please", "pls",    "plz",  "just", "simply",
      "me",   "us",   "it",    "them",   "this",   "that", "your", "my",
      "our",  "so",   "very",  "always", "ever",   "all",  "to",   "be",
      "you",  "i",    "we",    "really", "rather", "any",  "of",   "some",
      "much", "have", "would", "again",  "kindly", "every"};
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

// The token without its apostrophe: "don't" is "dont".
std::string Plain(const std::string& token) {
  return absl::StrReplaceAll(token, {{"'", ""}});
}

}  // namespace

struct PhraseBook::Word {
  std::string text;
  size_t begin = 0;
  size_t end = 0;
};

bool OneEditApart(absl::string_view a, absl::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] &&
         a.substr(i + 2) == b.substr(i + 2);
}

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

// Matches one pattern at one place of one clause.
class PhraseBook::Matcher {
 public:
  Matcher(const PhraseBook& book, const Clause& clause, absl::string_view text)
      : book_(book), clause_(clause), text_(text) {}

  // Returns the index after the last word matched, 0 where there is none.
  size_t Match(const std::vector<Element>& pattern, size_t start,
               PhraseMatch& match) const {
    match = PhraseMatch();
    return Step(pattern, 0, start, start, match);
  }

 private:
  size_t Step(const std::vector<Element>& pattern, size_t element, size_t word,
              size_t start, PhraseMatch& match) const {
    if (element == pattern.size()) return word;
    const Element& wanted = pattern[element];
    if (wanted.kind == Element::Kind::kStart) {
      return AtStart(word) ? Step(pattern, element + 1, word, start, match) : 0;
    }
    if (wanted.kind == Element::Kind::kRest) {
      return Rest(pattern, element, word, start, match);
    }
    if (word < clause_.words.size()) {
      PhraseMatch taken = match;
      if (Fits(wanted, clause_.words[word].text, taken)) {
        const size_t end = Step(pattern, element + 1, word + 1, start, taken);
        if (end != 0) {
          match = taken;
          return end;
        }
      }
    }
    if (wanted.optional) {
      const size_t end = Step(pattern, element + 1, word, start, match);
      if (end != 0) return end;
    }
    const bool skip = word > start && word < clause_.words.size() &&
                      IsFiller(clause_.words[word].text);
    return skip ? Step(pattern, element, word + 1, start, match) : 0;
  }

  // Takes as few words as what follows allows, all where nothing follows.
  size_t Rest(const std::vector<Element>& pattern, size_t element, size_t word,
              size_t start, PhraseMatch& match) const {
    const size_t size = clause_.words.size();
    const bool last = element + 1 == pattern.size();
    for (size_t end = last ? size : word + 1; end > word && end <= size;
         ++end) {
      PhraseMatch taken = match;
      taken.rest_begin = clause_.words[word].begin;
      taken.rest = std::string(text_.substr(
          taken.rest_begin, clause_.words[end - 1].end - taken.rest_begin));
      const size_t after = Step(pattern, element + 1, end, start, taken);
      if (after != 0) {
        match = taken;
        return after;
      }
    }
    return 0;
  }

  // Only words that are passed over stand before it in its part.
  bool AtStart(size_t word) const {
    const auto part =
        clause_.words.begin() + static_cast<ptrdiff_t>(clause_.PartStart(word));
    return std::all_of(part,
                       clause_.words.begin() + static_cast<ptrdiff_t>(word),
                       [](const Word& w) { return IsFiller(w.text); });
  }

  bool Fits(const Element& wanted, const std::string& word,
            PhraseMatch& match) const {
    if (wanted.kind == Element::Kind::kNumber) {
      const int64_t number = NumberOf(word);
      if (number < 0) return false;
      match.numbers.push_back(number);
      return true;
    }
    const bool known = book_.vocabulary_.contains(word) || IsStopWord(word);
    for (const std::string& option : wanted.words) {
      if (word == option) return true;
      if (!known && option.size() >= 5 && word.size() >= 5 &&
          word[0] == option[0] && OneEditApart(word, option)) {
        return true;
      }
    }
    return false;
  }

  const PhraseBook& book_;
  const Clause& clause_;
  const absl::string_view text_;
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
      } else {
        element.optional = part.back() == '?';
        if (element.optional) part.remove_suffix(1);
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

std::vector<PhraseBook::Clause> PhraseBook::ClausesOf(absl::string_view text) {
  std::vector<Clause> clauses;
  for (const auto& [begin, end] : Sentences(text)) {
    clauses.emplace_back();
    size_t last = begin;
    for (const Token& token : Analyze(text.substr(begin, end - begin)).tokens) {
      const Word word = {Plain(token.text), begin + token.begin,
                         begin + token.end};
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

std::vector<PhraseMatch> PhraseBook::Read(absl::string_view text) const {
  std::vector<PhraseMatch> matches;
  for (const Clause& clause : ClausesOf(text)) {
    const Matcher matcher(*this, clause, text);
    for (size_t word = 0; word < clause.words.size();) {
      PhraseMatch match;
      size_t end = 0;
      for (size_t rule = 0; rule < patterns_.size() && end == 0; ++rule) {
        end = matcher.Match(patterns_[rule], word, match);
        match.rule = rule;
      }
      if (end == 0) {
        ++word;
        continue;
      }
      match.begin = clause.words[word].begin;
      match.end = clause.words[end - 1].end;
      const Word& first = clause.words[clause.PartStart(word)];
      const Word& last = clause.words[clause.PartEnd(end - 1) - 1];
      match.span.set_begin(static_cast<uint32_t>(first.begin));
      match.span.set_end(static_cast<uint32_t>(last.end));
      matches.push_back(std::move(match));
      word = end;
    }
  }
  return matches;
}

std::optional<NamedTopic> TopicOf(absl::string_view text) {
  static const PhraseBook book(
      {"for|in|on <> questions|question|queries|topics|requests",
       "for|in|on|to questions|question|answers|answer|queries|anything|"
       "everything about|on|regarding|concerning <>",
       "when|whenever|if i|we|someone|anyone|somebody|users|they "
       "ask|asks|asked "
       "about|for|regarding|on <>",
       "when|whenever|if question|questions|answer|topic is|are|its about|on "
       "<>",
       "when|whenever|if asked|asking|answering|talking about|on <>"});
  static const absl::flat_hash_set<std::string> verbs = {
      "use",   "give",  "show",  "answer", "keep",   "make", "write", "put",
      "limit", "never", "just",  "always", "please", "only", "cite",  "sort",
      "start", "say",   "don't", "do",     "prefer", "skip", "leave", "ignore"};
  for (const PhraseMatch& match : book.Read(text)) {
    absl::string_view words = match.rest;
    const bool open = match.rest_begin + words.size() == match.end;
    NamedTopic topic;
    topic.begin = match.begin;
    topic.end = match.end;
    for (const Token& token : Analyze(match.rest).tokens) {
      if (!open && (token.text == "for" || token.text == "in")) {
        // "in one line for such questions": the nearest one counts.
        topic.begin = match.rest_begin + token.begin;
        words = absl::string_view(match.rest).substr(token.end);
      } else if (open && token.begin > 0 && verbs.contains(token.text)) {
        // The instruction itself follows without a comma.
        topic.end = match.rest_begin + token.begin;
        words = absl::string_view(match.rest).substr(0, token.begin);
        break;
      }
    }
    topic.words = std::string(absl::StripAsciiWhitespace(words));
    if (!Analyze(topic.words).content_stems.empty()) return topic;
  }
  return std::nullopt;
}

}  // namespace alhf::sdk

#include "components/answer_writer/wordings.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"

namespace alhf::answer_writer {
namespace {

constexpr size_t kLongestWording = 4;  // words
// With what may stand between a wording and what it is for: "please, and".
constexpr size_t kLongestRest = kLongestWording + 2;

// What is wanted comes first where `to_first`.
struct Rule {
  bool to_first;
  absl::string_view pattern;
};

const sdk::PhraseBook::Sets& Sets() {
  static const auto& sets = *new sdk::PhraseBook::Sets{
      {"say", "say|write|call|use|spell|term|have|prefer|speak"},
      {"none", "nobody|noone|never|not|no|dont|without|none"},
      {"called", "called|named|termed"},
      {"banned", "banned|forbidden|taboo|out|gone|wrong|unwanted"}};
  return sets;
}

constexpr Rule kRules[] = {
    {true, "say|write|call|spell|term <> instead|rather|not|never than|of? <>"},
    {true, "@say <> nobody|noone is|are|be|gets? @called <>"},
    {true, "they|those are|is called? <> @none @called? <>"},
    {false,
     "stop|never|dont|not saying|calling|writing|say|call|write <> they|those|"
     "these are <>"},
    {false, "instead than? <> say|write|call|spell|use <>"},
    {false, "replace word|words? <> with|by <>"},
    {false, "dont|never|not say|write|call <> but|say|write|call|use <>"},
    {false,
     "nobody|noone|@none is|are|be|gets? @called <> they|those are|is <>"},
    {false, "nobody|noone|@none is|are|be|gets? @called <> @say <>"},
    {false, "word|words|term <> is|are @banned say|write|call|use <>"},
    {false, "we|i dont have <> we|but have <>"},
};

// Words after which nothing belongs to a wording any more.
bool EndsWording(absl::string_view word) {
  static constexpr std::array<absl::string_view, 25> kWords = {
      "when",   "if",    "for",        "in",       "because", "please", "pls",
      "here",   "there", "everywhere", "always",   "since",   "and",    "but",
      "we",     "i",     "they",       "whenever", "so",      "with",   "as",
      "thanks", "at",    "anymore",    "to"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool IsArticle(absl::string_view word) {
  return word == "the" || word == "a" || word == "an" || word == "word" ||
         word == "words" || word == "term" || word == "them";
}

// The words that `words` begin with, up to something else; of "a or b" both.
std::vector<std::string> Parts(absl::string_view words) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(words).tokens;
  std::vector<std::string> parts;
  size_t first = 0;
  for (size_t i = 0; i <= tokens.size(); ++i) {
    const bool end = i == tokens.size() || EndsWording(tokens[i].text);
    const bool joins =
        !end && (tokens[i].text == "or" || tokens[i].text == "nor");
    const bool parted =
        !end && !joins && i > first &&
        words.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end)
                .find('/') != absl::string_view::npos;
    if (!end && !joins && !parted) continue;
    while (first < i && IsArticle(tokens[first].text)) ++first;
    if (first < i && i - first <= kLongestWording) {
      parts.emplace_back(words.substr(tokens[first].begin,
                                      tokens[i - 1].end - tokens[first].begin));
    }
    if (end) break;
    first = joins ? i + 1 : i;
  }
  return parts;
}

bool IsWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return absl::ascii_isalnum(byte) || byte >= 0x80 || c == '_';
}

bool HasNumber(absl::string_view words) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(words).tokens;
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const sdk::Token& token) { return token.number; });
}

// "When I say …" names a question.
bool IsCondition(absl::string_view text, size_t at) {
  const std::vector<sdk::Token> tokens =
      sdk::Analyze(text.substr(0, at)).tokens;
  for (size_t back = 1; back <= std::min<size_t>(2, tokens.size()); ++back) {
    const std::string& word = tokens[tokens.size() - back].text;
    if (word == "when" || word == "whenever" || word == "if") return true;
  }
  return false;
}

// Words that stand for many in the singular.
bool IsCollective(absl::string_view word) {
  static constexpr std::array<absl::string_view, 7> kWords = {
      "staff", "personnel", "crew", "team", "workforce", "folk", "clientele"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool IsPlural(absl::string_view words) {
  return absl::EndsWith(words, "people") ||
         (absl::EndsWith(words, "s") && !absl::EndsWith(words, "ss") &&
          !absl::EndsWith(words, "us") && !absl::EndsWith(words, "is"));
}

// "Keeper", "agent": one of them can be counted, whatever stands before it.
bool IsAgent(absl::string_view words) {
  static constexpr std::array<absl::string_view, 8> kEndings = {
      "er", "or", "ee", "ist", "ant", "ent", "ian", "man"};
  return std::any_of(
      kEndings.begin(), kEndings.end(),
      [words](absl::string_view end) { return absl::EndsWith(words, end); });
}

std::string PluralOf(std::string word) {
  if (IsPlural(word)) return word;
  if (absl::EndsWith(word, "person")) {
    return word.replace(word.size() - 6, 6, "people");
  }
  if (absl::EndsWith(word, "man")) return word.replace(word.size() - 2, 1, "e");
  const char before = word.size() > 1 ? word[word.size() - 2] : 'a';
  if (absl::EndsWith(word, "y") &&
      std::string("aeiou").find(before) == std::string::npos) {
    return word.replace(word.size() - 1, 1, "ies");
  }
  for (const absl::string_view end : {"s", "x", "ch", "sh"}) {
    if (absl::EndsWith(word, end)) return word + "es";
  }
  return word + "s";
}

std::string SingularOf(std::string word) {
  if (absl::EndsWith(word, "people")) {
    return word.replace(word.size() - 6, 6, "person");
  }
  if (!IsPlural(word)) return word;
  if (absl::EndsWith(word, "ies")) return word.replace(word.size() - 3, 3, "y");
  for (const absl::string_view end : {"sses", "xes", "ches", "shes"}) {
    if (absl::EndsWith(word, end)) return word.substr(0, word.size() - 2);
  }
  return word.substr(0, word.size() - 1);
}

// Whether the word before `at` says that one is spoken of.
bool SpeaksOfOne(absl::string_view text, size_t at) {
  static constexpr std::array<absl::string_view, 7> kOne = {
      "a", "an", "each", "every", "one", "another", "per"};
  const std::vector<sdk::Token> tokens =
      sdk::Analyze(text.substr(0, at)).tokens;
  return !tokens.empty() &&
         std::find(kOne.begin(), kOne.end(), tokens.back().text) != kOne.end();
}

// Reads one wording's words in a text, and what to write for them.
class Replacer {
 public:
  explicit Replacer(const Wording& wording)
      : wording_(wording),
        from_(absl::AsciiStrToLower(wording.from())),
        plural_(PluralOf(from_)),
        singular_(SingularOf(from_)),
        counted_(IsPlural(wording.to()) ||
                 !absl::StrContains(wording.to(), " ") ||
                 IsAgent(wording.to())) {}

  std::string In(absl::string_view text) const {
    std::string out;
    int brackets = 0;
    for (size_t at = 0; at < text.size();) {
      if (text[at] == '[') ++brackets;
      if (text[at] == ']') --brackets;
      if (const size_t end = QuotationEnd(text, at); end > at) {
        out.append(text.substr(at, end - at).data(), end - at);
        at = end;
        continue;
      }
      const size_t end = brackets > 0 ? at : WordsEnd(text, at);
      if (end == at || IsNameOrCode(text, at, end)) {
        out.push_back(text[at++]);
        continue;
      }
      Write(text, at, end, out);
      at = end;
    }
    return out;
  }

 private:
  // The end of a quotation or of code that begins at `at`; `at` where none
  // does.
  static size_t QuotationEnd(absl::string_view text, size_t at) {
    for (const auto& [open, close] :
         {std::pair<absl::string_view, absl::string_view>{"\"", "\""},
          {"`", "`"},
          {"\xE2\x80\x9C", "\xE2\x80\x9D"}}) {
      if (!absl::StartsWith(text.substr(at), open)) continue;
      const size_t end = text.find(close, at + open.size());
      if (end != text.npos) return end + close.size();
    }
    return at;
  }

  // The end of the words that stand at `at`, in either number.
  size_t WordsEnd(absl::string_view text, size_t at) const {
    if (at > 0 && IsWordByte(text[at - 1])) return at;
    for (const std::string* form : {&plural_, &from_, &singular_}) {
      const size_t end = at + form->size();
      const bool ends = end >= text.size() || !IsWordByte(text[end]);
      if (!ends ||
          !absl::EqualsIgnoreCase(text.substr(at, form->size()), *form))
        continue;
      // "Money backs" is none.
      if (form == &plural_ && plural_ != from_ && !counted_) continue;
      return end;
    }
    return at;
  }

  bool IsNameOrCode(absl::string_view text, size_t begin, size_t end) const {
    const char before = begin == 0 ? ' ' : text[begin - 1];
    const char after = end < text.size() ? text[end] : ' ';
    if (absl::StrContains("@/\\#", absl::string_view(&before, 1)) ||
        absl::StrContains("@/\\(", absl::string_view(&after, 1)) ||
        ((before == '.' || before == '-') && begin > 1 &&
         IsWordByte(text[begin - 2])) ||
        (after == '.' && end + 1 < text.size() && IsWordByte(text[end + 1]))) {
      return true;
    }
    const bool capital =
        absl::ascii_isupper(static_cast<unsigned char>(text[begin]));
    const bool capital_meant =
        absl::ascii_isupper(static_cast<unsigned char>(wording_.from()[0]));
    return capital && !capital_meant && !BeginsSentence(text, begin);
  }

  static bool BeginsSentence(absl::string_view text, size_t at) {
    const size_t before = text.substr(0, at).find_last_not_of(" \t\n");
    return before == text.npos ||
           absl::StrContains(".!?:;|*->", text.substr(before, 1)) ||
           text[at - 1] == '\n';
  }

  void Write(absl::string_view text, size_t at, size_t end,
             std::string& out) const {
    const std::string here = absl::AsciiStrToLower(text.substr(at, end - at));
    std::string to = wording_.to();
    if (here == plural_ && here != from_) {
      to = PluralOf(std::move(to));
    } else if ((here == singular_ && here != from_) ||
               (IsPlural(to) && !IsPlural(from_) &&
                (!IsCollective(from_) || SpeaksOfOne(text, at)))) {
      to = SingularOf(std::move(to));
    }
    MendArticle(to, out);
    if (absl::ascii_isupper(static_cast<unsigned char>(text[at]))) {
      to[0] = absl::ascii_toupper(static_cast<unsigned char>(to[0]));
    }
    out += to;
  }

  // "An" before what begins with a consonant now, and the other way round.
  static void MendArticle(absl::string_view to, std::string& out) {
    const bool vowel = absl::StrContains("aeioAEIO", to.substr(0, 1));
    for (const absl::string_view article : {"a ", "an ", "A ", "An "}) {
      if (!absl::EndsWith(out, article)) continue;
      const size_t begin = out.size() - article.size();
      if (begin > 0 && IsWordByte(out[begin - 1])) continue;
      out.replace(begin + 1, article.size() - 1, vowel ? "n " : " ");
      return;
    }
  }

  const Wording& wording_;
  const std::string from_;
  const std::string plural_;
  const std::string singular_;
  // The words to write have a plural.
  const bool counted_;
};

}  // namespace

std::vector<Wording> ReadWordings(absl::string_view text) {
  static const auto& book = *new sdk::PhraseBook(
      [] {
        std::vector<std::string> patterns;
        for (const Rule& rule : kRules) patterns.emplace_back(rule.pattern);
        return patterns;
      }(),
      Sets());
  // Across marks: "say X, not Y".
  std::string whole(text);
  for (char& c : whole) {
    if (absl::StrContains(",.;:!", absl::string_view(&c, 1))) c = ' ';
  }
  for (const sdk::PhraseMatch& match : book.Read(whole)) {
    const bool to_first = kRules[match.rule].to_first;
    if (IsCondition(whole, match.begin)) continue;
    if (to_first && sdk::Analyze(match.rest).tokens.size() > kLongestRest) {
      continue;
    }
    const auto to = Parts(to_first ? match.rest : match.second_rest);
    const auto from = Parts(to_first ? match.second_rest : match.rest);
    if (to.size() != 1 || from.empty()) continue;
    // "14:00 instead of 2 pm" is a notation.
    if (HasNumber(to[0]) || HasNumber(from[0])) continue;
    std::vector<Wording> wordings;
    for (const std::string& word : from) {
      Wording wording;
      wording.set_from(word);
      wording.set_to(to[0]);
      wordings.push_back(std::move(wording));
    }
    return wordings;
  }
  return {};
}

std::string WithWordings(const Style& style, absl::string_view text) {
  std::string out(text);
  for (const Wording& wording : style.wordings()) {
    if (wording.from().empty() || wording.to().empty()) continue;
    out = Replacer(wording).In(out);
  }
  return out;
}

}  // namespace alhf::answer_writer

// Longer than 400 lines: because the forms of a definition are told apart from
// one another in one place.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "base/words.h"
#include "core/relevance/trigger.h"

namespace alhf::core {
namespace {

using Words = std::initializer_list<absl::string_view>;

constexpr size_t kMaxTermTokens = 16;
constexpr size_t kMaxIsTermContent = 4;

// Articles, and what people say before a term.
bool IsArticle(absl::string_view word) {
  return Among(word, {"a", "an", "the", "our", "your", "my", "their", "here",
                      "btw", "fyi", "hey"});
}

// Words that refer back or forth: what they are is no definition.
bool IsPointer(absl::string_view word) {
  return Among(
      word,
      {"this",    "that",      "these", "those", "it",   "its",   "i",
       "you",     "we",        "he",    "she",   "they", "there", "here",
       "what",    "which",     "who",   "where", "how",  "why",   "everything",
       "nothing", "something", "one",   "all",   "both"});
}

// Parts of an answer: what is said of them is a judgement.
bool IsPartOfAnswer(absl::string_view stem) {
  return Among(
      stem, {"answer", "result", "respons", "repli", "output", "queri", "sql",
             "chart", "problem", "issu", "mistak", "error", "question",
             "reason", "point", "idea", "feedback", "thing", "bug"});
}

// Words with which a judgement begins, not a definition.
bool IsJudgement(absl::string_view word) {
  return Among(
      word,
      {"wrong",   "right",   "correct", "incorrect", "missing",   "too",
       "not",     "no",      "never",   "also",      "good",      "bad",
       "great",   "fine",    "nice",    "better",    "best",      "worse",
       "ok",      "okay",    "still",   "broken",    "useless",   "useful",
       "helpful", "perfect", "off",     "unclear",   "confusing", "empty",
       "fake",    "sorry",   "so",      "mess",      "false",     "true"});
}

// Words with which the meaning begins in "X is Y".
bool BeginsMeaning(absl::string_view word) {
  return Among(word,
               {"a",         "an",      "any",      "anyone",     "anybody",
                "anything",  "every",   "everyone", "everybody",  "everything",
                "all",       "one",     "those",    "someone",    "somebody",
                "the",       "our",     "net",      "gross",      "excluding",
                "including", "without", "when",     "where",      "what",
                "whatever",  "whoever", "defined",  "calculated", "computed",
                "measured"});
}

// Words between a verb and a meaning that add nothing to it.
bool IsEmphasis(absl::string_view word) {
  return Among(word, {"always", "just", "simply", "really", "actually",
                      "basically", "exactly", "strictly", "simple", "only"});
}

// A letter taken for another makes "meals" of it.
bool IsTypoOfMeans(absl::string_view word) {
  constexpr absl::string_view kMeans = "means";
  return OneEditApart(word, kMeans) && word[0] == 'm' && word != "mean" &&
         (word.size() != kMeans.size() ||
          std::is_permutation(word.begin(), word.end(), kMeans.begin()));
}

bool IsModal(absl::string_view word) {
  return Among(word, {"can", "could", "may", "might", "must", "shall", "should",
                      "will", "would", "do", "does", "did", "to"});
}

// One sentence, taken apart, and the ways to find a definition in it.
class DefinitionParser {
 public:
  // `lenient`: who asks checks the meaning.
  DefinitionParser(absl::string_view sentence, bool lenient)
      : sentence_(sentence),
        tokens_(Analyze(sentence).tokens),
        lenient_(lenient) {}

  std::optional<Definition> Parse() const {
    const absl::string_view trimmed =
        absl::StripTrailingAsciiWhitespace(sentence_);
    if (absl::EndsWith(trimmed, "?") || tokens_.size() < 2) return std::nullopt;
    if (auto found = WeMean()) return found;
    if (auto found = DefineAs()) return found;
    if (auto found = SameThing()) return found;
    if (auto found = WhatWeCall()) return found;
    if (lenient_) {
      if (auto found = WeSpeak()) return found;
      if (auto found = ThatIs()) return found;
      if (auto found = OnlyIf()) return found;
    }
    // Where such a verb stands, no other way can be meant.
    if (const size_t verb = FirstVerb(); verb > 0) return ByVerb(verb);
    if (auto found = Called()) return found;
    if (auto found = WeCall()) return found;
    if (auto found = BySign()) return found;
    if (auto found = ByIs()) return found;
    return lenient_ ? ByColon() : std::nullopt;
  }

 private:
  absl::string_view Word(size_t i) const {
    return i < tokens_.size() ? absl::string_view(tokens_[i].text)
                              : absl::string_view();
  }
  bool WordsAt(size_t i, Words words) const {
    for (const absl::string_view word : words) {
      if (Word(i++) != word) return false;
    }
    return true;
  }
  // What stands between the tokens i - 1 and i.
  absl::string_view Before(size_t i) const {
    const size_t begin = i == 0 ? 0 : tokens_[i - 1].end;
    const size_t end = i < tokens_.size() ? tokens_[i].begin : sentence_.size();
    return sentence_.substr(begin, end - begin);
  }
  bool ClauseEndsBefore(size_t i) const {
    return Before(i).find_first_of(",:;()") != absl::string_view::npos;
  }
  // Whether a quotation mark stands between two tokens.
  static bool HasQuote(absl::string_view between) {
    for (const absl::string_view mark :
         {"\"", "'", "`", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98",
          "\xE2\x80\x99", "\xE2\x80\x9E", "\xC2\xAB", "\xC2\xBB"}) {
      if (absl::StrContains(between, mark)) return true;
    }
    return false;
  }

  // "by X we mean Y", "when we say X, we mean Y", "X … we mean Y".
  std::optional<Definition> WeMean() const {
    for (size_t i = 1; i + 2 < tokens_.size(); ++i) {
      if (!Among(Word(i), {"we", "i", "people"})) continue;
      const bool talks = lenient_ && Among(Word(i + 1), {"are", "am"}) &&
                         WordsAt(i + 2, {"talking", "about"});
      if (!talks && !Among(Word(i + 1), {"mean", "understand"})) continue;
      for (size_t first = 0; first < i; ++first) {
        size_t term = first;
        if (Word(first) == "by" || Word(first) == "with") {
          term = first + 1;
        } else if (Among(Word(first), {"when", "if", "where"}) &&
                   Among(Word(first + 2),
                         {"say", "says", "speak", "write", "talk", "ask"})) {
          term = first + 3;
          if (Among(Word(term), {"of", "about", "for"})) ++term;
        } else {
          continue;
        }
        return Make(first, term, i, i + (talks ? 4 : 2));
      }
    }
    return std::nullopt;
  }

  // "we speak of X when Y", "everybody says X for Y".
  std::optional<Definition> WeSpeak() const {
    for (size_t i = 1; i + 3 < tokens_.size(); ++i) {
      const bool people = Among(Word(i - 1), {"we", "i", "people", "they",
                                              "everybody", "everyone", "here"});
      const bool of = Among(Word(i), {"speak", "talk"}) && Word(i + 1) == "of";
      if (!people || !(of || Among(Word(i), {"say", "says"}))) continue;
      const size_t term = of ? i + 2 : i + 1;
      for (size_t at = term + 1; at < std::min(term + 4, tokens_.size());
           ++at) {
        const bool ends =
            of ? Among(Word(at), {"when", "if", "where"}) : Word(at) == "for";
        if (ends) return Make(i - 1, term, at, at + 1);
      }
    }
    return std::nullopt;
  }

  // "Y, that is X", "Y, that's what we call X".
  std::optional<Definition> ThatIs() const {
    for (size_t i = 2; i + 1 < tokens_.size(); ++i) {
      // "X: that's Y" is the other way round.
      if (!ClauseEndsBefore(i) || absl::StrContains(Before(i), ":")) continue;
      size_t term = 0;
      if (Among(Word(i), {"that's", "thats"})) {
        term = i + 1;
      } else if (Among(Word(i), {"that", "this", "those", "these"}) &&
                 Among(Word(i + 1), {"is", "are"})) {
        term = i + 2;
      }
      if (WordsAt(term, {"what", "we", "call"})) term += 3;
      size_t end = term;
      while (end < tokens_.size() && (end == term || !ClauseEndsBefore(end))) {
        ++end;
      }
      // "…, that is, Y" says the same again.
      if (term == 0 || term >= tokens_.size() || ClauseEndsBefore(term) ||
          end > term + 4 || tokens_.size() > end + 2 ||
          IsJudgement(Word(term)) || BeginsMeaning(Word(term))) {
        continue;
      }
      return MakeReversed(0, i, term, end);
    }
    return std::nullopt;
  }

  // "only X if Y", of what was spoken of.
  std::optional<Definition> OnlyIf() const {
    constexpr size_t kMostWords = 3;
    for (size_t i = 0; i + 3 < tokens_.size(); ++i) {
      if (Word(i) != "only" || (i > 0 && !ClauseEndsBefore(i)) ||
          Among(Word(i + 1), {"count", "include", "use", "show", "list", "give",
                              "answer", "take", "quote", "cite", "in", "on"})) {
        continue;
      }
      for (size_t at = i + 2; at < std::min(i + kMostWords + 2, tokens_.size());
           ++at) {
        if (Among(Word(at), {"if", "when", "once"})) {
          return Make(i, i + 1, at, at + 1);
        }
      }
    }
    return std::nullopt;
  }

  // "what we call X is Y"
  std::optional<Definition> WhatWeCall() const {
    for (size_t i = 0; i + 4 < tokens_.size(); ++i) {
      if (Word(i) != "what" || !Among(Word(i + 1), {"we", "i", "people"}) ||
          Word(i + 2) != "call") {
        continue;
      }
      for (size_t is = i + 4; is + 1 < std::min(i + 8, tokens_.size()); ++is) {
        if (Among(Word(is), {"is", "are"})) return Make(i, i + 3, is, is + 1);
      }
    }
    return std::nullopt;
  }

  // "X and Y are the same thing", "X and Y mean the same".
  std::optional<Definition> SameThing() const {
    for (size_t i = 3; i + 2 < tokens_.size(); ++i) {
      if (!Among(Word(i), {"are", "is", "mean"}) ||
          !WordsAt(i + 1, {"the", "same"}) || Word(i + 3) == "as") {
        continue;
      }
      const size_t begin = TermBegin(i);
      // An "and" ends the clause for it: the term is before that.
      if (begin < 2 || Word(begin - 1) != "and") return std::nullopt;
      const size_t first = TermBegin(begin - 1);
      if (!IsTerm(first, begin - 1)) return std::nullopt;
      Definition definition;
      definition.term = Term(first, begin - 1);
      definition.begin = OpeningQuote(first);
      definition.end = EndOfSentence();
      definition.meaning = Term(begin, i);
      return definition;
    }
    return std::nullopt;
  }

  // "define X as Y", "we define X to be Y", "treat X as Y" is no definition.
  std::optional<Definition> DefineAs() const {
    for (size_t i = 0; i + 3 < tokens_.size(); ++i) {
      if (Word(i) != "define" && Word(i) != "defines") continue;
      for (size_t as = i + 2; as + 1 < tokens_.size(); ++as) {
        if (Word(as) == "as") return Make(i, i + 1, as, as + 1);
        if (WordsAt(as, {"to", "be"})) return Make(i, i + 1, as, as + 2);
      }
    }
    return std::nullopt;
  }

  // "X means Y" and its kin.
  std::optional<Definition> ByVerb(size_t verb) const {
    const size_t begin = TermBegin(verb);
    return Make(begin, begin, verb, verb + VerbAt(verb));
  }
  // The first defining verb; 0 where there is none.
  size_t FirstVerb() const {
    for (size_t i = 1; i + 1 < tokens_.size(); ++i) {
      if (VerbAt(i) > 0) return i;
    }
    return 0;
  }
  // The number of words of the defining verb at `i`, 0 where there is none.
  size_t VerbAt(size_t i) const {
    if (Among(Word(i), {"means", "denotes", "signifies"})) return 1;
    if (lenient_ && IsTypoOfMeans(Word(i))) return 1;
    // The base form is a verb after a plural or a term in quotes only.
    const bool plural =
        absl::EndsWith(Word(i - 1), "s") && !tokens_[i - 1].stop_word;
    if (Word(i) == "mean" && (plural || HasQuote(Before(i)))) return 1;
    if (Among(Word(i), {"refers", "refer"}) && Word(i + 1) == "to") return 2;
    if (Among(Word(i), {"stands", "stand"}) && Word(i + 1) == "for") return 2;
    if (!Among(Word(i), {"is", "are"})) return 0;
    size_t at = i + 1;
    if (Among(Word(at), {"just", "only", "simply"})) ++at;
    for (const Words words :
         {Words{"short", "for"}, Words{"defined", "as"},
          Words{"an", "abbreviation", "for"}, Words{"an", "abbreviation", "of"},
          Words{"the", "same", "as"}, Words{"another", "word", "for"},
          Words{"another", "name", "for"}, Words{"another", "term", "for"}}) {
      if (WordsAt(at, words)) return at + words.size() - i;
    }
    // "X is what the manual calls Y"; what we call Y is X.
    if (Word(at) != "what") return 0;
    for (size_t call = at + 2; call < std::min(at + 5, tokens_.size());
         ++call) {
      const bool ours = Among(Word(call - 1), {"we", "i", "people", "you"});
      if (Among(Word(call), {"calls", "call"}) && !ours) return call + 1 - i;
    }
    return 0;
  }

  // "Y is called X", "Y are known as X".
  std::optional<Definition> Called() const {
    for (size_t i = 1; i + 2 < tokens_.size(); ++i) {
      if (!Among(Word(i), {"is", "are"})) continue;
      const size_t term = Word(i + 1) == "called"           ? i + 2
                          : WordsAt(i + 1, {"known", "as"}) ? i + 3
                                                            : 0;
      if (term == 0 || IsPointer(Word(0))) continue;
      size_t meaning = 0;
      while (Among(Word(meaning), {"around", "round", "here", "internally"})) {
        ++meaning;
      }
      return MakeReversed(meaning, i, term, tokens_.size());
    }
    return std::nullopt;
  }

  // "we call Y an X", "we call Y "X"".
  std::optional<Definition> WeCall() const {
    for (size_t i = 1; i + 3 < tokens_.size(); ++i) {
      if (Word(i) != "call" || !Among(Word(i - 1), {"we", "i", "people"})) {
        continue;
      }
      for (size_t term = tokens_.size() - 1; term > i + 1; --term) {
        const bool article = Word(term - 1) == "a" || Word(term - 1) == "an";
        if (HasQuote(Before(term)) || (article && term > i + 2)) {
          return MakeReversed(i + 1, article ? term - 1 : term, term,
                              tokens_.size());
        }
      }
    }
    return std::nullopt;
  }

  // "X = Y", "X := Y"; not "==", "<=", "!=".
  std::optional<Definition> BySign() const {
    for (size_t i = 1; i < tokens_.size(); ++i) {
      const absl::string_view sign = absl::StripAsciiWhitespace(Before(i));
      const size_t at = Before(i).find('=');
      if (at == absl::string_view::npos) continue;
      if (absl::StrContains(sign, "==") ||
          sign.find_first_of("<>!~+-*/") != absl::string_view::npos) {
        return std::nullopt;
      }
      // "Rows with x = 1 aren't sold" tells of such rows.
      const bool test =
          tokens_[i].number && i + 1 < tokens_.size() &&
          (Denies(Word(i + 1)) || IsModal(Word(i + 1)) ||
           Among(Word(i + 1), {"is", "are", "was", "were", "count", "counts"}));
      if (test) return std::nullopt;
      const size_t begin = TermBegin(i);
      return Make(begin, begin, i, i);
    }
    return std::nullopt;
  }

  // "X is Y", where X names something and Y begins as a meaning does.
  std::optional<Definition> ByIs() const {
    for (size_t i = 1; i + 1 < tokens_.size(); ++i) {
      if (!Among(Word(i), {"is", "are"})) continue;
      const size_t begin = TermBegin(i);
      size_t content = 0;
      for (size_t t = begin; t < i; ++t) {
        if (IsPartOfAnswer(tokens_[t].stem)) return std::nullopt;
        if (!tokens_[t].stop_word) ++content;
      }
      for (size_t t = i + 1; t < std::min(i + 4, tokens_.size()); ++t) {
        if (IsJudgement(Word(t))) return std::nullopt;
      }
      const bool quoted = HasQuote(Before(begin)) && HasQuote(Before(i));
      // "My aunt is a baker" tells of somebody, it defines no word.
      const bool personal = Among(Word(begin), {"my", "his", "her", "your"});
      if (content > kMaxIsTermContent || personal ||
          !(lenient_ || quoted || BeginsMeaning(Word(i + 1)) ||
            SpellsOut(begin, i))) {
        return std::nullopt;
      }
      return Make(begin, begin, i, i + 1);
    }
    return std::nullopt;
  }

  // "X: Y" at the beginning of the sentence.
  std::optional<Definition> ByColon() const {
    for (size_t i = 1; i < std::min(tokens_.size(), kMaxIsTermContent); ++i) {
      if (absl::StripAsciiWhitespace(Before(i)) == ":" &&
          !Among(Word(i), {"that", "this", "these", "those", "it"})) {
        return Make(0, 0, i, i);
      }
    }
    return std::nullopt;
  }

  // Whether one word before `verb` consists of the initials of those after.
  bool SpellsOut(size_t begin, size_t verb) const {
    if (verb != begin + 1 || Word(begin).size() < 2) return false;
    std::string initials;
    for (size_t t = verb + 1; t < tokens_.size(); ++t) {
      initials.push_back(Word(t)[0]);
    }
    return absl::StartsWith(initials, Word(begin));
  }

  // Where the clause that ends before the verb `verb` begins, without what
  // people say first ("please note that", "for us").
  size_t TermBegin(size_t verb) const {
    size_t begin = verb - 1;
    while (begin > 0 && !ClauseEndsBefore(begin)) {
      // "Ann: that page is old" points at one.
      const bool points = Word(begin - 1) == "that" &&
                          absl::StrContains(Before(begin - 1), ":");
      if (!points &&
          Among(Word(begin - 1), {"that", "because", "since", "and", "but",
                                  "so", "remember", "note"})) {
        break;
      }
      --begin;
    }
    return begin;
  }

  // The definition whose term is the tokens [term, verb) and whose meaning
  // begins with token `meaning`.
  std::optional<Definition> Make(size_t first, size_t term, size_t verb,
                                 size_t meaning) const {
    verb = WithoutWhose(term, verb);
    while (meaning + 2 < tokens_.size() &&
           (IsEmphasis(Word(meaning)) ||
            (Among(Word(meaning), {"for", "to"}) &&
             Among(Word(meaning + 1), {"us", "me"})))) {
      meaning += IsEmphasis(Word(meaning)) ? 1 : 2;
    }
    if (!IsTerm(term, verb) || meaning >= tokens_.size()) return std::nullopt;
    Definition definition;
    definition.term = Term(term, verb);
    definition.begin = OpeningQuote(first);
    definition.end = EndOfSentence();
    const size_t begin = OpeningQuote(meaning);
    definition.meaning =
        std::string(sentence_.substr(begin, EndOfMeaning(meaning) - begin));
    return definition;
  }

  // The end of [term, end) without whose term it is: "X for us", "X with us".
  size_t WithoutWhose(size_t term, size_t end) const {
    for (size_t before = 0; before != end && end > term + 1;) {
      before = end;
      const bool whose = end > term + 2 && Among(Word(end - 1), {"us", "me"}) &&
                         Among(Word(end - 2), {"for", "by", "with", "to"});
      if (whose) {
        end -= 2;
      } else if (Among(Word(end - 1), {"always", "simply", "just"})) {
        end -= 1;
      }
    }
    return end;
  }

  // The token behind the last of a meaning, without what only underlines it:
  // "… for us", "… full stop", "…, counted from today".
  size_t EndOfWords(size_t meaning) const {
    size_t end = tokens_.size();
    for (size_t before = 0; before != end;) {
      before = end;
      const auto word = [&](size_t back) {
        return end >= meaning + back + 1 ? Word(end - back)
                                         : absl::string_view();
      };
      if (Among(word(1), {"here", "internally", "please", "pls", "period",
                          "basta", "always"})) {
        end -= 1;
      } else if ((word(1) == "stop" && word(2) == "full") ||
                 (Among(word(1), {"us", "me"}) &&
                  Among(word(2), {"for", "with", "to", "by"}))) {
        end -= 2;
      } else if ((Among(word(1), {"team", "house", "firm", "language"}) &&
                  word(2) == "our" && Among(word(3), {"in", "at", "within"})) ||
                 (Among(word(1), {"today", "now"}) &&
                  Among(word(2), {"from", "of", "to"}) &&
                  Among(word(3), {"counted", "seen", "counting", "as"}))) {
        end -= 3;
      }
    }
    return end;
  }

  // "PTO means annual leave here", "… for us": whose words they are is no part
  // of what they mean.
  size_t EndOfMeaning(size_t meaning) const {
    const size_t end = EndOfWords(meaning);
    return end == tokens_.size() ? EndOfSentence() : tokens_[end - 1].end;
  }

  // The same where the meaning, tokens [meaning, verb), comes first.
  std::optional<Definition> MakeReversed(size_t meaning, size_t verb,
                                         size_t term, size_t end) const {
    end = WithoutWhose(term, end);
    if (!IsTerm(term, end) || meaning >= verb) return std::nullopt;
    Definition definition;
    definition.term = Term(term, end);
    definition.begin = OpeningQuote(meaning);
    definition.end = EndOfSentence();
    definition.meaning = std::string(sentence_.substr(
        definition.begin, tokens_[verb - 1].end - definition.begin));
    return definition;
  }

  bool IsTerm(size_t begin, size_t end) const {
    begin = SkipArticles(begin, end);
    if (begin >= end || end - begin > kMaxTermTokens) return false;
    // "this means", "it does not mean", "what X can mean": no term.
    const absl::string_view last = Word(end - 1);
    if (IsPointer(Word(begin)) || Denies(last) || IsModal(last)) {
      return false;
    }
    bool content = false;
    for (size_t t = begin; t < end; ++t) {
      if (t > begin && absl::StrContains(Before(t), "=")) return false;
      content = content || !(tokens_[t].stop_word || tokens_[t].number);
    }
    return content;
  }

  size_t SkipArticles(size_t begin, size_t end) const {
    while (begin < end && IsArticle(Word(begin))) ++begin;
    return begin;
  }

  std::string Term(size_t begin, size_t end) const {
    begin = SkipArticles(begin, end);
    return std::string(sentence_.substr(
        tokens_[begin].begin, tokens_[end - 1].end - tokens_[begin].begin));
  }

  // Where token `i` begins, with the quote or bracket that opens before it.
  size_t OpeningQuote(size_t i) const {
    const absl::string_view before = Before(i);
    const size_t space = before.find_last_of(" \t\r\n");
    const size_t tail = space == absl::string_view::npos
                            ? before.size()
                            : before.size() - space - 1;
    // Directly after the token before there is no opening.
    if (space == absl::string_view::npos && i > 0) return tokens_[i].begin;
    return tokens_[i].begin - tail;
  }

  size_t EndOfSentence() const {
    size_t end = sentence_.size();
    while (end > 0 && (absl::ascii_isspace(
                           static_cast<unsigned char>(sentence_[end - 1])) ||
                       sentence_[end - 1] == '.' || sentence_[end - 1] == '!' ||
                       sentence_[end - 1] == ';')) {
      --end;
    }
    return end;
  }

  const absl::string_view sentence_;
  const std::vector<Token> tokens_;
  const bool lenient_;
};

}  // namespace

std::optional<Definition> ParseDefinition(absl::string_view sentence) {
  return DefinitionParser(sentence, /*lenient=*/false).Parse();
}

std::optional<Definition> ParseStatement(absl::string_view sentence) {
  return DefinitionParser(sentence, /*lenient=*/true).Parse();
}

}  // namespace alhf::core

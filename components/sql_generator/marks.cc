// Longer than 400 lines: because what a word can be depends on what others are.
#include "components/sql_generator/marks.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/date_words.h"
#include "components/sql_generator/derived_names.h"
#include "components/sql_generator/manners.h"
#include "components/sql_generator/written_names.h"

namespace alhf::sql_generator {
namespace {

// The sign of "-5" stands before the token.
std::optional<double> ReadNumber(absl::string_view text,
                                 const sdk::Token& token) {
  const bool word = !token.number && token.text != "once" &&
                    token.text != "single" && token.text != "zero";
  if (const int64_t value = word ? sdk::NumberOf(token.text) : -1; value > 0) {
    return static_cast<double>(value);
  }
  double value = 0;
  if (!token.number || !absl::SimpleAtod(token.text, &value)) {
    return std::nullopt;
  }
  // A percentage, a range or a date is no plain number.
  const absl::string_view rest = text.substr(token.end);
  const bool word_after = rest.size() > 1 && absl::ascii_isalpha(rest[1]);
  if (absl::StartsWith(rest, "%") ||
      (absl::StartsWith(rest, "-") && !word_after)) {
    return std::nullopt;
  }
  const absl::string_view before = text.substr(0, token.begin);
  const bool sign = before == "-" || absl::EndsWith(before, " -");
  return sign ? -value : value;
}

std::optional<Keyword> Symbol(absl::string_view gap) {
  if (absl::StrContains(gap, ">=")) return Keyword::kAtLeast;
  if (absl::StrContains(gap, "<=")) return Keyword::kAtMost;
  if (absl::StrContains(gap, ">")) return Keyword::kGreater;
  if (absl::StrContains(gap, "<")) return Keyword::kLess;
  if (absl::StrContains(gap, "=")) return Keyword::kEqual;
  return std::nullopt;
}

bool Compares(const Mark& mark) {
  static constexpr Keyword kCompare[] = {Keyword::kGreater, Keyword::kAtLeast,
                                         Keyword::kLess,    Keyword::kAtMost,
                                         Keyword::kEqual,   Keyword::kBetween};
  return mark.keyword.has_value() &&
         std::find(std::begin(kCompare), std::end(kCompare), *mark.keyword) !=
             std::end(kCompare);
}

bool BeginsCondition(absl::string_view word) {
  return word == "with" || word == "where" || word == "whose" ||
         word == "having" || word == "have" || word == "has" || word == "had";
}

bool IsArticle(absl::string_view word) {
  return word == "a" || word == "an" || word == "the" || word == "any";
}

// Whether the number after `mark` is what to compute, rank or group by.
bool TakesNumber(const Mark& mark) {
  static constexpr Keyword kTake[] = {Keyword::kTotal,   Keyword::kAverage,
                                      Keyword::kMinimum, Keyword::kMaximum,
                                      Keyword::kHighest, Keyword::kLowest,
                                      Keyword::kBy,      Keyword::kPer};
  return mark.keyword.has_value() &&
         std::find(std::begin(kTake), std::end(kTake), *mark.keyword) !=
             std::end(kTake);
}

class Marker {
 public:
  Marker(const WordSense& sense, absl::string_view text)
      : sense_(sense),
        text_(text),
        tokens_(sdk::Analyze(text).tokens),
        calendar_{sense.today, sense.weeks, sense.fiscal} {}

  MarkedQuestion Run() {
    if (sense_.read_as != nullptr) ReadOthers(*sense_.read_as);
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (!OnlyOpens(i)) Correct(tokens_[i]);
    }
    size_t at = 0;
    while (at < tokens_.size()) at += One(at);
    return std::move(out_);
  }

 private:
  static std::ptrdiff_t At(size_t at) {
    return static_cast<std::ptrdiff_t>(at);
  }

  absl::string_view GapBefore(size_t at) const {
    const size_t begin = at == 0 ? 0 : tokens_[at - 1].end;
    if (tokens_[at].begin < begin) return "";  // of the same word
    return text_.substr(begin, tokens_[at].begin - begin);
  }

  bool Is(size_t at, std::initializer_list<absl::string_view> words) const {
    return at < tokens_.size() && std::find(words.begin(), words.end(),
                                            tokens_[at].text) != words.end();
  }

  bool HasWord(const sdk::Token& token) const {
    return sense_.vocabulary->HasWord(token) ||
           (sense_.terms != nullptr && sense_.terms->HasWord(token));
  }

  // Puts the words of the database in the place of those that stand for them.
  void ReadOthers(const ReadAs& read_as) {
    std::vector<sdk::Token> tokens;
    for (const sdk::Token& token : tokens_) {
      const auto found = read_as.find(token.text);
      if (found == read_as.end() || HasWord(token)) {
        tokens.push_back(token);
        continue;
      }
      out_.corrected.emplace_back(token.text, found->second);
      for (sdk::Token other : sdk::Analyze(found->second).tokens) {
        other.begin = token.begin;
        other.end = token.end;
        tokens.push_back(std::move(other));
      }
    }
    tokens_ = std::move(tokens);
  }

  // Reads a word that is none as the one that it is a letter away from.
  void Correct(sdk::Token& token) {
    if (token.number || token.stop_word || HasWord(token) ||
        IsFiller(token.text) || IsLight(token.text) || InKeyword(token.text) ||
        IsLightAfterWe(token.text) || IsRelation(token.text) ||
        MonthNamed(token.text) > 0) {
      return;
    }
    std::string word = MeantBy(token.text);
    if (word.empty()) word = sense_.vocabulary->Nearest(token);
    if (word.empty() && absl::EndsWith(token.text, "s")) {
      sdk::Token one = token;
      one.text.pop_back();
      one.stem = sdk::Stem(one.text);
      word = sense_.vocabulary->Nearest(one);
      if (!word.empty() && !absl::EndsWith(word, "s")) word += "s";
    }
    if (word.empty()) return;
    out_.corrected.emplace_back(token.text, word);
    token.text = word;
    token.stem = sdk::Stem(word);
  }

  // Adds the mark at `at`; returns how many tokens it takes.
  size_t One(size_t at) {
    Mark mark;
    const absl::string_view gap = GapBefore(at);
    mark.comma = absl::StrContains(gap, ",");
    const bool begins =
        at > 0 && gap.find_first_of("?.;:!") != absl::string_view::npos;
    mark.begins = begins_ || begins;
    begins_ = false;
    if (const size_t courtesy = CourtesyAt(tokens_, at);
        courtesy > 1 || (courtesy == 1 && !HasWord(tokens_[at]))) {
      begins_ = mark.begins || mark.comma;
      return courtesy;
    }
    mark.bracket = at > 0 && absl::StrContains(gap, "(");
    mark.follows = at > 0 && at == next_;
    size_t before = at;
    while (before > 0 && IsArticle(tokens_[before - 1].text)) --before;
    mark.condition = before > 0 && BeginsCondition(tokens_[before - 1].text);
    if (const auto symbol = Symbol(GapBefore(at))) {
      Mark compare;
      compare.words = std::string(absl::StripAsciiWhitespace(GapBefore(at)));
      compare.begin = compare.end = tokens_[at].begin;
      compare.keyword = *symbol;
      out_.marks.push_back(std::move(compare));
    }
    size_t length = FillSplit(mark, at);
    // "15 per cent" groups by nothing.
    if (Is(at, {"per"}) && Is(at + 1, {"cent"})) return 1;
    if (length == 0) length = Fill(mark, at);
    if (length == 0) length = FillUndone(mark, at);
    if (length == 0) length = FillDone(mark, at);
    if (mark.Is(Keyword::kNothing) && mark.meanings.empty()) return length;
    // "Export the readers of …" shows them.
    if ((length == 0 && at == 0 && OnlyShows(at)) || ShowsRows(at)) {
      mark.keyword = Keyword::kWhich;
      mark.meanings.clear();
      length = 1;
    }
    if (length == 0) {
      if (!SaysNothing(at)) out_.not_understood.push_back(Written(at, 1));
      begins_ = mark.begins || mark.comma;
      if (at == next_ && IsArticle(tokens_[at].text)) ++next_;
      return 1;
    }
    length += FlagValue(mark, at + length);
    mark.words = Written(at, length);
    mark.begin = tokens_[at].begin;
    mark.end = tokens_[at + length - 1].end;
    mark.plural = IsPlural(tokens_[at + length - 1].text);
    out_.marks.push_back(std::move(mark));
    next_ = at + length;
    return length;
  }

  // Whether the question is one by parts of a date, or by anything.
  bool HasDatePart() const {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (ReadDatePart(tokens_, i).has_value()) return true;
    }
    return false;
  }
  bool IsGrouped() const {
    bool grouped = HasDatePart();
    for (size_t i = 0; i < tokens_.size(); ++i) {
      grouped = grouped || Is(i, {"by", "per", "each", "across", "over"});
      // "Compare 2024 with 2025" asks for a difference.
      if (Is(i, {"with", "versus", "vs", "than"})) return false;
    }
    return grouped;
  }

  // "Compare the branches by loans", "how did loans develop over the months":
  // beside what it is grouped by the verb says nothing.
  bool OnlyOpens(size_t at) const {
    if (at == 0) {
      return Is(0, {"break", "compare", "chart", "plot", "graph", "split"}) &&
             IsGrouped();
    }
    return Is(0, {"how"}) &&
           Is(1, {"did", "do", "does", "has", "have", "are", "is", "were",
                  "was"}) &&
           Is(at, {"develop", "developed", "evolve", "evolved", "change",
                   "changed"}) &&
           HasDatePart();
  }

  // "How are the loans spread over the genres".
  bool HasOpening() const {
    for (size_t i = 1; i < tokens_.size(); ++i) {
      const auto keyword = ReadKeyword(tokens_, i);
      const bool spreads = keyword.has_value() && keyword->length > 1 &&
                           keyword->keyword == Keyword::kPer;
      if (spreads || OnlyOpens(i)) return true;
    }
    return false;
  }

  bool SaysNothing(size_t at) const {
    const std::string& word = tokens_[at].text;
    if (OnlyOpens(at)) return true;
    // "Where" asks for a place, "how" for a way, where it begins a question.
    if (IsFiller(word) || IsLight(word) || (at > 0 && word == "where") ||
        (at == 0 && word == "how" && IsGrouped() && HasOpening())) {
      return true;
    }
    return IsDoneByUs(at) || Relates(at) || IsDonePassively(at) ||
           IsSaidTwice(at) || IsExplained(at) || AreThere(at) ||
           IsUnitNamed(at) || IsRegister(at) || IsOfNumber(at);
  }

  // "In our book of members": where rows stand.
  bool IsRegister(size_t at) const {
    if (!Is(at, {"book", "books", "list", "register", "file", "files", "log",
                 "ledger", "table", "roll"})) {
      return false;
    }
    size_t before = at;
    while (before > 0 && (IsArticle(tokens_[before - 1].text) ||
                          Is(before - 1, {"our", "your", "this"}))) {
      --before;
    }
    return before > 0 && before < at && Is(before - 1, {"in", "on", "from"});
  }

  // "The highest price paid for a ticket", "any fee charged": of a number there
  // is.
  bool IsOfNumber(size_t at) const {
    return Is(at, {"given", "granted", "recorded", "registered", "measured",
                   "noted", "seen", "reached", "asked", "charged"}) &&
           !out_.marks.empty() && Superlative();
  }
  bool Superlative() const {
    return std::any_of(
        out_.marks.begin(), out_.marks.end(), [](const Mark& mark) {
          return mark.Is(Keyword::kHighest) || mark.Is(Keyword::kLowest) ||
                 mark.Is(Keyword::kMaximum) || mark.Is(Keyword::kMinimum);
        });
  }

  // "Average discount in percent": the unit of a number that was named.
  bool IsUnitNamed(size_t at) const {
    if (at == 0 || !Is(at - 1, {"in"}) || !IsUnit(tokens_[at].text)) {
      return false;
    }
    return std::any_of(
        out_.marks.begin(), out_.marks.end(), [this, at](const Mark& mark) {
          return std::any_of(
              mark.meanings.begin(), mark.meanings.end(),
              [this, at](const Meaning& m) {
                if (m.kind != Meaning::Kind::kColumn) return false;
                const auto name = SpelledOut(NameWords(m.column->name));
                return !name.empty() && name.back() == tokens_[at].text;
              });
        });
  }

  // "Were placed", "have been recorded": of whatever there is.
  bool IsDonePassively(size_t at) const {
    return at > 0 && absl::EndsWith(tokens_[at].text, "ed") &&
           Is(at - 1, {"are", "is", "was", "were", "been"}) &&
           (IsLightAfterWe(tokens_[at].text) || IsRelation(tokens_[at].text) ||
            Is(at, {"caused", "entered"}));
  }

  // "Orders placed", "when was the first order placed".
  bool AreThere(size_t at) const {
    const bool asked_when = at + 1 == tokens_.size() && !out_.marks.empty() &&
                            out_.marks.front().Is(Keyword::kWhen);
    return IsDone(tokens_[at].text) &&
           (asked_when || (at == next_ && !out_.marks.empty() &&
                           out_.marks.back().Has(Meaning::Kind::kTable)));
  }

  // "Each signer (signed_by)": a name in brackets says what it means.
  bool IsExplained(size_t at) const {
    if (at + 1 == tokens_.size() ||
        absl::StripAsciiWhitespace(GapBefore(at + 1)) != "(") {
      return false;
    }
    const auto found = Lookup(tokens_, at + 1);
    const size_t end = at + 1 + found.length;
    const absl::string_view rest = text_.substr(tokens_[end - 1].end);
    return found.length > 0 && absl::StartsWith(rest, ")") &&
           std::all_of(found.meanings.begin(), found.meanings.end(),
                       [](const Meaning& m) {
                         return m.kind == Meaning::Kind::kColumn;
                       });
  }

  // "Flagged as late", "with its date filled", "15 per cent".
  bool IsSaidTwice(size_t at) const {
    const auto sign = [this](size_t i) {
      return Is(i, {"marked", "flagged", "labelled", "labeled", "tagged"});
    };
    // "With Ana Brook as signer"
    const bool as_column =
        Is(at, {"as"}) && at == next_ && !out_.marks.empty() &&
        out_.marks.back().Has(Meaning::Kind::kValue) &&
        at + 1 < tokens_.size() && NamesColumnOf(out_.marks.back(), at + 1);
    if (as_column || (sign(at) && Is(at + 1, {"as"})) ||
        (at > 0 && Is(at, {"as"}) && sign(at - 1)) ||
        (at > 0 && Is(at, {"cent"}) && Is(at - 1, {"per"}))) {
      return true;
    }
    const auto& marks = out_.marks;
    const bool dated =
        !marks.empty() && at == next_ &&
        std::any_of(marks.back().meanings.begin(), marks.back().meanings.end(),
                    [](const Meaning& m) {
                      return m.kind == Meaning::Kind::kColumn &&
                             m.column->IsDate();
                    });
    return dated && Is(at, {"filled", "date"});
  }

  bool NamesColumnOf(const Mark& value, size_t at) const {
    const auto found = Lookup(tokens_, at);
    return std::any_of(
        found.meanings.begin(), found.meanings.end(), [&](const Meaning& m) {
          return std::any_of(value.meanings.begin(), value.meanings.end(),
                             [&m](const Meaning& v) {
                               return m.kind == Meaning::Kind::kColumn &&
                                      v.column == m.column;
                             });
        });
  }

  bool OnlyShows(size_t at) const {
    return Is(at, {"export", "extract", "fetch", "print", "pull", "name"});
  }

  // "Would you name the readers …"
  bool ShowsRows(size_t at) const {
    return out_.marks.empty() && Is(at, {"name"}) &&
           Is(at + 1, {"the", "all", "our", "every"}) && NamesTable(at + 2);
  }

  // "has each reader placed", "hold each title"
  bool Relates(size_t at) const {
    if (!IsRelation(tokens_[at].text)) return false;
    if (Is(at + 1, {"each", "every"})) return true;
    for (size_t i = 0; i < at; ++i) {
      if (Is(i, {"did", "do", "does", "has", "have"})) return true;
    }
    return false;
  }

  // "did we get", "we have got".
  bool IsDoneByUs(size_t at) const {
    const auto we = [this](size_t i) { return Is(i, {"we", "you", "they"}); };
    return IsLightAfterWe(tokens_[at].text) &&
           ((at > 0 && we(at - 1)) || (at > 1 && we(at - 2)));
  }

  std::string Written(size_t at, size_t length) const {
    const size_t begin = tokens_[at].begin;
    return std::string(
        text_.substr(begin, tokens_[at + length - 1].end - begin));
  }

  // A term that was taught for dates.
  static bool IsPeriod(const Vocabulary::Found& found) {
    return found.meanings.size() == 1 &&
           found.meanings[0].kind == Meaning::Kind::kTerm &&
           found.meanings[0].term->has_dates();
  }

  // After a comparison, and after "between 5 and".
  bool WantsNumber() const {
    const auto& marks = out_.marks;
    const size_t n = marks.size();
    if (n > 0 && Compares(marks[n - 1])) return true;
    return n > 2 && marks[n - 1].Is(Keyword::kAnd) &&
           marks[n - 2].number.has_value() &&
           marks[n - 3].Is(Keyword::kBetween);
  }

  // "Model year 2015" is a number of that column.
  bool AfterYear() const {
    const auto& marks = out_.marks;
    return !marks.empty() &&
           std::any_of(marks.back().meanings.begin(),
                       marks.back().meanings.end(), [](const Meaning& m) {
                         if (m.kind != Meaning::Kind::kColumn ||
                             !m.column->IsNumber()) {
                           return false;
                         }
                         const auto name = NameWords(m.column->name);
                         return std::find(name.begin(), name.end(), "year") !=
                                    name.end() ||
                                std::find(name.begin(), name.end(), "yr") !=
                                    name.end();
                       });
  }

  // "price between 2000 and 2050", but "total price between 2023 and 2024".
  bool AwaitsComparison() const {
    const auto& marks = out_.marks;
    if (marks.empty() || !marks.back().HasNumber()) return false;
    if (marks.back().condition) return true;
    if (marks.back().Has(Meaning::Kind::kMeasure)) return false;
    // Back to what the list of names that it ends is for.
    for (size_t i = marks.size() - 1; i > 0; --i) {
      const Mark& before = marks[i - 1];
      if (TakesNumber(before)) return false;
      const bool listed = before.Is(Keyword::kAnd) ||
                          before.Has(Meaning::Kind::kTable) ||
                          before.Has(Meaning::Kind::kColumn) || before.part;
      if (!listed) break;
    }
    return true;
  }

  Vocabulary::Found Lookup(const std::vector<sdk::Token>& tokens,
                           size_t at) const {
    auto found = sense_.vocabulary->At(text_, tokens, at);
    if (sense_.terms != nullptr) {
      auto term = sense_.terms->At(text_, tokens, at);
      if (term.length > 0 && term.length >= found.length) {
        found = std::move(term);
      }
    }
    return found;
  }

  // "Units were sold": the name of a measure with a verb inside it.
  size_t FillSplit(Mark& mark, size_t at) const {
    size_t end = at + 1;
    while (Is(end, {"is", "are", "was", "were", "has", "have", "been", "being",
                    "got", "get"})) {
      ++end;
    }
    if (end == at + 1 || end == tokens_.size()) return 0;
    std::vector<sdk::Token> rest = tokens_;
    rest.erase(rest.begin() + At(at + 1), rest.begin() + At(end));
    auto found = Lookup(rest, at);
    std::erase_if(found.meanings, [](const Meaning& m) {
      return m.kind != Meaning::Kind::kMeasure;
    });
    if (found.length < 2 || found.meanings.empty()) return 0;
    mark.meanings = std::move(found.meanings);
    return found.length + (end - at - 1);
  }

  // "is_late = 1", "is_late is set", "is_late 0": the words behind a flag's
  // name that say what it holds; 0 for none.
  size_t FlagValue(Mark& mark, size_t at) {
    const bool flag =
        !mark.meanings.empty() &&
        std::all_of(
            mark.meanings.begin(), mark.meanings.end(), [](const Meaning& m) {
              return m.kind == Meaning::Kind::kColumn && m.column->IsFlag();
            });
    if (!flag) return 0;
    size_t end = at;
    while (Is(end, {"is", "are", "set", "to", "equals"})) ++end;
    const bool yes = Is(end, {"1", "true", "yes", "y"});
    const bool no = Is(end, {"0", "false", "no", "n"});
    if (!yes && !no) {
      return end > at && Is(end - 1, {"set"}) ? end - at : 0;
    }
    if (no) {
      Mark denial;
      denial.words = tokens_[end].text;
      denial.begin = denial.end = tokens_[at - 1].begin;
      denial.keyword = Keyword::kNot;
      denial.comma = std::exchange(mark.comma, false);
      out_.marks.push_back(std::move(denial));
    }
    return end + 1 - at;
  }

  // "How many did we cancel": those that are cancelled.
  size_t FillDone(Mark& mark, size_t at) const {
    if (at < 2 || !Is(at - 1, {"we", "they", "you"}) ||
        !Is(at - 2, {"did", "do"})) {
      return 0;
    }
    for (const absl::string_view end : {"ed", "d", "led"}) {
      std::vector<sdk::Token> tokens = tokens_;
      tokens[at].text += std::string(end);
      auto found = sense_.vocabulary->At(text_, tokens, at);
      if (found.length != 1) continue;
      std::erase_if(found.meanings, [](const Meaning& m) {
        return m.kind != Meaning::Kind::kValue;
      });
      if (found.meanings.empty()) continue;
      mark.meanings = std::move(found.meanings);
      return 1;
    }
    return 0;
  }

  // "Unpaid": not paid.
  size_t FillUndone(Mark& mark, size_t at) {
    sdk::Token done = tokens_[at];
    if (done.text.size() < 6 || done.text.compare(0, 2, "un") != 0) return 0;
    done.text.erase(0, 2);
    done.stem = sdk::Stem(done.text);
    std::vector<sdk::Token> tokens = tokens_;
    tokens[at] = done;
    auto found = sense_.vocabulary->At(text_, tokens, at);
    std::erase_if(found.meanings, [](const Meaning& m) {
      const bool happened =
          m.column != nullptr && m.column->nullable &&
          (m.kind == Meaning::Kind::kVerb ||
           (m.column->IsDate() && m.kind == Meaning::Kind::kColumn));
      return !happened &&
             !(m.kind == Meaning::Kind::kColumn && m.column->IsFlag());
    });
    if (found.length != 1 || found.meanings.empty()) return 0;
    Mark denial;
    denial.words = "un";
    denial.begin = denial.end = tokens_[at].begin;
    denial.keyword = Keyword::kNot;
    denial.comma = std::exchange(mark.comma, false);
    out_.marks.push_back(std::move(denial));
    mark.meanings = std::move(found.meanings);
    return 1;
  }

  bool NamesTable(size_t at) const {
    if (at >= tokens_.size()) return false;
    const auto found = sense_.vocabulary->At(text_, tokens_, at);
    return std::any_of(
        found.meanings.begin(), found.meanings.end(),
        [](const Meaning& m) { return m.kind == Meaning::Kind::kTable; });
  }

  // "Open windows" are not windows that somebody opened, but "readers who
  // borrow" and "how many did we borrow" say what was done.
  void DropNoVerbs(Vocabulary::Found& found, size_t at) const {
    if (found.length != 1) return;
    // "What was ordered" is no order; how often, is how many.
    const bool how_often = Is(0, {"how"}) && Is(1, {"often"});
    const bool as_known =
        !how_often && std::any_of(found.meanings.begin(), found.meanings.end(),
                                  [this, at](const Meaning& m) {
                                    return m.kind == Meaning::Kind::kVerb &&
                                           m.column != nullptr &&
                                           m.form == tokens_[at].text;
                                  });
    if (as_known) {
      std::erase_if(found.meanings, [](const Meaning& m) {
        return m.kind == Meaning::Kind::kTable;
      });
    }
    // Whatever is called so: in "did we issue" it is the verb.
    if (IsDoneByUs(at)) {
      std::erase_if(found.meanings, [](const Meaning& m) {
        return m.kind == Meaning::Kind::kValue;
      });
      if (found.meanings.empty()) found.length = 0;
      return;
    }
    const bool verb_here =
        (at > 0 && Is(at - 1, {"who", "that", "to", "we", "they", "you",
                               "never", "not"})) ||
        std::any_of(tokens_.begin(), tokens_.begin() + At(at),
                    [](const sdk::Token& token) {
                      return token.text == "did" || token.text == "do" ||
                             token.text == "does";
                    });
    if (verb_here) return;
    std::erase_if(found.meanings, [this, at](const Meaning& m) {
      return tokens_[at].text.size() < m.form.size();
    });
    if (found.meanings.empty()) found.length = 0;
  }

  // Gives `mark` all that the longest stretch of words at `at` can be.
  size_t Fill(Mark& mark, size_t at) const {
    const auto number = ReadNumber(text_, tokens_[at]);
    if (number.has_value() && WantsNumber()) {
      mark.number = number;
      return 1;
    }
    if (AfterYear()) {
      if (number.has_value()) {
        mark.number = number;
        return 1;
      }
      if (Is(at, {"after", "before"}) && at + 1 < tokens_.size() &&
          tokens_[at + 1].number) {
        mark.keyword = Is(at, {"after"}) ? Keyword::kGreater : Keyword::kLess;
        return 1;
      }
    }
    auto dates = ReadDates(text_, tokens_, at, calendar_);
    const auto keyword = ReadKeyword(tokens_, at);
    const bool figures =
        keyword.has_value() && dates.has_value() &&
        keyword->keyword != Keyword::kAfter &&
        keyword->keyword != Keyword::kBefore &&
        std::all_of(tokens_.begin() + At(at + keyword->length),
                    tokens_.begin() + At(at + dates->length),
                    [](const sdk::Token& token) {
                      return token.number || token.text == "and";
                    });
    if (figures && AwaitsComparison()) dates.reset();
    auto found = Lookup(tokens_, at);
    DropNoVerbs(found, at);
    if (found.length == 1 && Is(at, {"kindly"})) return 0;
    // "With a closing date" names one column, not two.
    if (found.length == 1 && IsSaidTwice(at)) return 0;
    // "Who did not make any loans" says nothing of a column "make".
    if (found.length == 1 && IsRelation(tokens_[at].text) && at > 0 &&
        Is(at - 1, {"not", "never", "didn't", "don't", "doesn't"})) {
      return 0;
    }
    KeepFlagOrTable(NamesTable(at + found.length), found.meanings);
    const auto part = ReadDatePart(tokens_, at);
    const size_t longest = std::max(
        {found.length, keyword ? keyword->length : 0, part ? part->length : 0,
         dates ? dates->length : 0, number ? size_t{1} : 0});
    if (longest == 0) return 0;
    if (dates && dates->length == longest) {
      mark.dates = std::move(dates);
      return longest;
    }
    if (found.length == longest && IsPeriod(found)) {
      mark.dates = DatePhrase{longest, found.meanings[0].term->dates()};
      return longest;
    }
    if (found.length == longest) {
      const auto stand_ins =
          std::stable_partition(found.meanings.begin(), found.meanings.end(),
                                [](const Meaning& m) { return !m.stand_in; });
      if (stand_ins != found.meanings.begin()) {
        mark.stand_ins.assign(stand_ins, found.meanings.end());
        found.meanings.erase(stand_ins, found.meanings.end());
      }
      mark.meanings = std::move(found.meanings);
    }
    if (keyword && keyword->length == longest) mark.keyword = keyword->keyword;
    // "Since when": at what a column of that name holds.
    if (mark.Is(Keyword::kWhen) && Is(at, {"since"})) {
      mark.stand_ins = sense_.vocabulary->At(text_, tokens_, at).meanings;
    }
    if (part && part->length == longest) mark.part = part;
    if (longest == 1 && mark.meanings.empty()) mark.number = number;
    return longest;
  }

  const WordSense& sense_;
  const absl::string_view text_;
  std::vector<sdk::Token> tokens_;
  const Calendar calendar_;
  MarkedQuestion out_;
  size_t next_ = 0;  // the token after the last mark and an article
  // Words that say nothing begin a sentence or follow a comma: "…, only the".
  bool begins_ = false;
};

}  // namespace

bool Mark::Has(Meaning::Kind kind) const {
  return std::any_of(meanings.begin(), meanings.end(),
                     [kind](const Meaning& m) { return m.kind == kind; });
}

bool Mark::HasNumber() const {
  return std::any_of(meanings.begin(), meanings.end(), [](const Meaning& m) {
    return m.kind == Meaning::Kind::kMeasure ||
           (m.kind == Meaning::Kind::kColumn && m.column->IsNumber());
  });
}

MarkedQuestion MarkWords(const WordSense& sense, absl::string_view text) {
  return Marker(sense, text).Run();
}

}  // namespace alhf::sql_generator
